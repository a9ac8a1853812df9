import type { ReactNode } from 'react';
import { BarRow } from '../../components/chart/bar-row.tsx';
import { Figure } from '../../components/chart/figure.tsx';
import type { Evidence } from '../../components/evidence/evidence-context.ts';
import { PlaceButton } from '../../components/evidence/place-button.tsx';
import { formatCount, formatDuration, plural } from '../../components/ui/format.ts';
import { Section } from '../../components/ui/section.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import type { ComparedLine, LogComparison } from './log-comparison.ts';

/** What is new, gone, more frequent and slower in the logs of a run beside those of another. */
export default function LogComparisonView({ compared }: { readonly compared: LogComparison }) {
  const { foundCauses, steps, notRun, errors, lines, slower } = compared;
  const { before, after } = compared.compared;
  const missing = (from: LogComparison['foundCauses']['before'], known: typeof from) =>
    from.filter(({ id }) => !known.some((each) => each.id === id));
  const fresh = missing(foundCauses.after, foundCauses.before);
  const healed = missing(foundCauses.before, foundCauses.after);
  const isSame = [
    fresh,
    healed,
    steps,
    notRun,
    errors,
    lines.new,
    lines.moreFrequent,
    lines.gone,
    slower,
  ].every((list) => list.length === 0);
  return (
    <div className="space-y-5">
      <Section title="Compared with the other run">
        <p className="text-muted text-sm">
          Before: {plural(before.files, 'file')}, {plural(before.lines, 'line')}. Now:{' '}
          {plural(after.files, 'file')}, {plural(after.lines, 'line')}.
          {isSame && ' No difference of weight was found.'}
        </p>
        {(fresh.length > 0 || healed.length > 0) && (
          <ul className="space-y-1 text-sm">
            {fresh.map(({ id, title }) => (
              <li key={id}>
                <Tag look="bad">new cause</Tag> {visibleText(title)}
              </li>
            ))}
            {healed.map(({ id, title }) => (
              <li key={id}>
                <Tag look="good">cause gone</Tag> {visibleText(title)}
              </li>
            ))}
          </ul>
        )}
        {(steps.length > 0 || notRun.length > 0) && (
          <ul className="space-y-1.5 text-sm">
            {steps.map(({ what, before: old, after: now, evidence }) => (
              <Entry key={evidence.id} evidence={evidence} counts={[old, now]}>
                <Tag look="bad">{old === 0 ? 'new' : 'more'}</Tag> {visibleText(what)}
              </Entry>
            ))}
            {notRun.map(({ what, evidence }) => (
              <Entry key={evidence.id} evidence={evidence}>
                <Tag look="plain">not run</Tag> {visibleText(what)}
              </Entry>
            ))}
          </ul>
        )}
      </Section>
      <Lines title="New errors" lines={errors} />
      <Lines title="New lines" lines={lines.new} />
      <Lines title="More frequent" lines={lines.moreFrequent} />
      <Lines title="Gone" lines={lines.gone} />
      {slower.length > 0 && <Slower phases={slower} />}
    </div>
  );
}

const tagLooks = {
  bad: 'bg-danger-soft text-danger',
  good: 'bg-accent-soft text-accent',
  plain: 'bg-sunken text-muted',
} as const;

const Tag = ({
  look,
  children,
}: {
  readonly look: keyof typeof tagLooks;
  readonly children: ReactNode;
}) => (
  <span className={`rounded-full px-2 py-0.5 text-xs font-semibold ${tagLooks[look]}`}>
    {children}
  </span>
);

const Entry = ({
  evidence,
  counts,
  children,
}: {
  readonly evidence: Evidence;
  /** How often before, and now. */
  readonly counts?: readonly [number, number];
  readonly children: ReactNode;
}) => (
  <li className="border-line bg-surface rounded-lg border px-3 py-2">
    <p className="min-w-0 wrap-anywhere">{children}</p>
    <p className="text-muted mt-0.5 flex flex-wrap items-baseline gap-x-3 text-xs">
      {counts && (
        <span className="tabular-nums">
          {formatCount(counts[0])} before, {formatCount(counts[1])} now
        </span>
      )}
      <PlaceButton evidence={evidence} />
    </p>
  </li>
);

const Lines = ({
  title,
  lines,
}: {
  readonly title: string;
  readonly lines: readonly ComparedLine[];
}) =>
  lines.length === 0 ? null : (
    <Section title={title}>
      <ul className="space-y-1.5">
        {lines.map(({ quote, before, after, evidence }) => (
          <Entry key={evidence.id} evidence={evidence} counts={[before, after]}>
            <code className="line-clamp-4 font-mono text-xs whitespace-pre-wrap">
              {visibleText(quote)}
            </code>
          </Entry>
        ))}
      </ul>
    </Section>
  );

function Slower({ phases }: { readonly phases: LogComparison['slower'] }) {
  const longest = Math.max(1, ...phases.flatMap(({ beforeMs, afterMs }) => [beforeMs, afterMs]));
  const words = ({ beforeMs, afterMs, endedBadly }: (typeof phases)[number]): string =>
    `${formatDuration(beforeMs)} before, ${formatDuration(afterMs)} now${endedBadly ? ', ended badly' : ''}`;
  return (
    <Figure
      title="Slower"
      note="The upper bar of each phase is the other run, the lower one this run."
      columns={['Phase', 'Before', 'Now', 'More']}
      rows={phases.map(({ phase, beforeMs, afterMs }) => [
        visibleText(phase),
        formatDuration(beforeMs),
        formatDuration(afterMs),
        formatDuration(afterMs - beforeMs),
      ])}
    >
      <ol className="space-y-3">
        {phases.map((each) => (
          <li key={each.phase} className="space-y-0.5">
            <p className="flex flex-wrap gap-x-3 text-xs">
              <span className="min-w-0 flex-1 font-medium wrap-anywhere">
                {visibleText(each.phase)}
              </span>
              <span className="tabular-nums">{words(each)}</span>
            </p>
            {(
              [
                ['before', each.beforeMs, 'var(--color-edge)'],
                ['now', each.afterMs, 'var(--color-danger)'],
              ] as const
            ).map(([when, ms, fill]) => (
              <BarRow
                key={when}
                title={`${visibleText(each.phase)}, ${when}`}
                description={formatDuration(ms)}
                parts={[{ from: 0, to: ms / longest, fill }]}
              />
            ))}
            <p className="flex flex-wrap gap-x-3 text-xs">
              {each.evidence.map((evidence) => (
                <PlaceButton key={evidence.id} evidence={evidence} />
              ))}
            </p>
          </li>
        ))}
      </ol>
    </Figure>
  );
}
