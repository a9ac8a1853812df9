import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { formatDuration } from '../../components/ui/format.ts';
import { Section } from '../../components/ui/section.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import { measureText } from './measure-text.ts';
import { bySeverity, stageLabel, type SparkFinding, type StageKey } from './spark.ts';

const looks = {
  critical: { icon: CircleAlert, words: 'Critical', colours: 'bg-danger-soft text-danger' },
  warning: { icon: TriangleAlert, words: 'Warning', colours: 'bg-warn-soft text-warn' },
  info: { icon: Info, words: 'Note', colours: 'bg-sunken text-muted' },
} as const;

const methods = {
  measured: 'measured in this run',
  modeled: 'computed from this run',
  none: '',
} as const;

/** Chips of one finding; more say no more. */
const shownStages = 8;

/** What was found in a run, the gravest first: what it costs, how that was computed, and what would prove it wrong. */
export const FindingList = ({
  findings,
  onStage,
}: {
  readonly findings: readonly SparkFinding[];
  /** Shows a stage in the picture of the stages. */
  readonly onStage: (stage: StageKey) => void;
}) => (
  <Section title="Findings">
    <ul className="space-y-3">
      {bySeverity(findings).map((finding) => (
        <FindingCard key={`${finding.rule} ${finding.title}`} finding={finding} onStage={onStage} />
      ))}
    </ul>
  </Section>
);

function FindingCard({
  finding,
  onStage,
}: {
  readonly finding: SparkFinding;
  readonly onStage: (stage: StageKey) => void;
}) {
  const { icon: Icon, words, colours } = looks[finding.severity];
  return (
    <li className="border-line bg-surface space-y-2 rounded-xl border p-4">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <h4 className="min-w-0 flex-1 basis-60 font-semibold wrap-anywhere">
          {visibleText(finding.title)}
        </h4>
        <span
          className={`inline-flex items-center gap-1.5 rounded-full px-2.5 py-1 text-xs font-semibold ${colours}`}
        >
          <Icon size={14} aria-hidden /> {words}
        </span>
      </div>
      <Saving finding={finding} />
      <p className="text-sm wrap-anywhere">{visibleText(finding.explanation)}</p>
      {finding.stages.length > 0 && (
        <p className="flex flex-wrap items-center gap-1.5 text-xs">
          {finding.stages.slice(0, shownStages).map((stage) => (
            <button
              key={stageLabel(stage)}
              type="button"
              onClick={() => onStage(stage)}
              className="border-edge hover:border-accent hover:text-accent min-h-6 rounded-full border px-2 py-0.5"
            >
              stage {stageLabel(stage)}
            </button>
          ))}
          {finding.stages.length > shownStages && (
            <span className="text-muted">and {finding.stages.length - shownStages} more</span>
          )}
        </p>
      )}
      {finding.codeAdvice.length > 0 && (
        <ul className="list-disc space-y-1 pl-5 text-sm wrap-anywhere">
          {finding.codeAdvice.map((advice) => (
            <li key={advice}>{visibleText(advice)}</li>
          ))}
        </ul>
      )}
      <details className="text-sm">
        <summary className="text-muted">How that is known, and what would prove it wrong</summary>
        <dl className="mt-2 grid gap-x-4 gap-y-1 sm:grid-cols-[auto_minmax(0,1fr)]">
          {[
            ['Found where', finding.threshold],
            ['Computed', finding.formula],
            [
              'Measured',
              finding.measures
                .map((measure) => `${measure.name} ${measureText(measure)}`)
                .join(', '),
            ],
            ['Keep in mind', finding.caveat],
            ['Proved wrong if', finding.disproof],
          ]
            .filter(([, text]) => text !== '')
            .map(([term, text]) => (
              <div key={term} className="contents">
                <dt className="text-muted">{term}</dt>
                <dd className="mb-1 min-w-0 wrap-anywhere">{visibleText(text ?? '')}</dd>
              </div>
            ))}
        </dl>
      </details>
    </li>
  );
}

function Saving({
  finding: { savedMs, savedCoreHours, method },
}: {
  readonly finding: SparkFinding;
}) {
  const parts = [
    savedMs !== null && savedMs > 0 ? formatDuration(savedMs) : '',
    savedCoreHours !== null && savedCoreHours > 0
      ? measureText({ value: savedCoreHours, unit: 'core-hours' })
      : '',
  ].filter((part) => part !== '');
  if (parts.length === 0) return null;
  return (
    <p className="text-sm">
      <span className="text-muted">Can be got back: up to </span>
      <strong>{parts.join(' and ')}</strong>
      {methods[method] && <span className="text-muted">, {methods[method]}</span>}
    </p>
  );
}
