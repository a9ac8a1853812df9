import { BarRow } from '../../components/chart/bar-row.tsx';
import { Figure } from '../../components/chart/figure.tsx';
import { formatDuration, plural } from '../../components/ui/format.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import type { RunComparison } from './spark.ts';
import { layOutWaterfall } from './waterfall.ts';

const heads = ['Setting', 'Before', 'After'] as const;

const signed = (ms: number): string => `${ms < 0 ? '−' : '+'}${formatDuration(Math.abs(ms))}`;

const nameOf = ({ id, attemptId }: RunComparison['before']): string =>
  visibleText(`${id ?? 'a run without an id'}${attemptId ? ` attempt ${attemptId}` : ''}`);

/** Why one run took longer than another: parts that add up to the difference. */
export default function RunComparisonView({ compared }: { readonly compared: RunComparison }) {
  const { before, after, differenceMs, isReal, contributions, settings } = compared;
  const { steps, zero, end } = layOutWaterfall(contributions);
  const rest = differenceMs - contributions.reduce((sum, { ms }) => sum + ms, 0);
  return (
    <div className="space-y-5">
      <Figure
        title="From one run to the other"
        note="Each part begins where the last one ended; together they are the difference. To the right is slower, to the left is faster."
        columns={['Part', 'Difference', 'Why']}
        rows={[
          [nameOf(before), formatDuration(before.wallMs), ''],
          ...contributions.map(({ name, ms, why }) => [
            visibleText(name),
            signed(ms),
            visibleText(why.join('; ')),
          ]),
          [nameOf(after), formatDuration(after.wallMs), ''],
        ]}
      >
        {!isReal && (
          <p className="bg-sunken rounded-lg px-3 py-2 text-sm">
            This is not a real difference: two equal runs differ by as much.
          </p>
        )}
        <ol className="space-y-1.5">
          <End name={`Before: ${nameOf(before)}`} time={formatDuration(before.wallMs)} at={zero} />
          {steps.map(({ part: { name, ms, why }, from, to }) => (
            <li key={`${name} ${from} ${to}`} className="px-1.5 py-1">
              <p className="mb-0.5 flex gap-3 text-xs">
                <span className="min-w-0 flex-1 truncate" title={visibleText(name)}>
                  {visibleText(name)}
                </span>
                <b className={`tabular-nums ${ms > 0 ? 'text-danger' : 'text-accent'}`}>
                  {signed(ms)}
                </b>
              </p>
              <BarRow
                title={visibleText(name)}
                description={signed(ms)}
                parts={[
                  { from, to, fill: ms > 0 ? 'var(--color-danger)' : 'var(--color-accent)' },
                  { from: zero, to: zero, fill: 'var(--color-edge)', isMark: true },
                ]}
              />
              {why.length > 0 && (
                <p className="text-muted mt-0.5 text-xs wrap-anywhere">
                  {visibleText(why.join('; '))}
                </p>
              )}
            </li>
          ))}
          <End
            name={`After: ${nameOf(after)}`}
            time={`${formatDuration(after.wallMs)}, ${signed(differenceMs)}`}
            at={end}
          />
        </ol>
        {Math.abs(rest) >= 1 && (
          <p className="text-warn text-sm">{signed(rest)} of the difference is in no part.</p>
        )}
      </Figure>
      {settings.length > 0 && (
        <details className="text-sm">
          <summary>{plural(settings.length, 'setting differs', 'settings differ')}</summary>
          <div className="mt-2 overflow-x-auto">
            <table className="w-full">
              <thead>
                <tr className="text-muted text-left">
                  {heads.map((head) => (
                    <th key={head} scope="col" className="px-2 py-1 font-medium">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody className="font-mono text-xs">
                {settings.map(({ key, before: old, after: now }) => (
                  <tr key={key} className="border-line border-t align-top">
                    {[key, old ?? 'not set', now ?? 'not set'].map((cell, column) => (
                      <td key={heads[column]} className="px-2 py-1 wrap-anywhere">
                        {visibleText(cell)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </div>
  );
}

/** One of the two runs: where the parts begin, or end. */
const End = ({
  name,
  time,
  at,
}: {
  readonly name: string;
  readonly time: string;
  readonly at: number;
}) => (
  <li className="px-1.5 py-1">
    <p className="mb-0.5 flex flex-wrap gap-x-3 text-xs font-semibold">
      <span className="min-w-0 flex-1 truncate">{name}</span>
      <span className="tabular-nums">{time}</span>
    </p>
    <BarRow
      title={name}
      description={time}
      parts={[{ from: at, to: at, fill: 'var(--color-ink)', isMark: true }]}
    />
  </li>
);
