import { useState } from 'react';
import { plural } from '../../components/ui/format.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import { FindingList } from './finding-list.tsx';
import { ModelWords } from './model-words.tsx';
import { RunDrawings } from './run-drawings.tsx';
import RunComparisonView from './run-comparison.tsx';
import { SettingsBlock } from './settings-block.tsx';
import type { SparkAdvice, StageKey } from './spark.ts';
import { StageCharts } from './stage-charts.tsx';
import { WhatIfChart } from './what-if-chart.tsx';

/** What can be got back of a Spark run, what to set for it, and where its time went. */
export default function SparkView({
  found,
  request,
}: {
  readonly found: SparkAdvice;
  /** What the tool was asked. */
  readonly request: unknown;
}) {
  const [chosen, setChosen] = useState<StageKey | null>(null);
  const { advice, application, settings, stages, whatIf, comparison, words } = found;
  return (
    <div className="space-y-5">
      {advice.findings.length > 0 && (
        <FindingList findings={advice.findings} onStage={(stage) => setChosen({ ...stage })} />
      )}
      {words && <ModelWords words={words} />}
      <SettingsBlock given={settings} refused={advice.refused} request={request} />
      {stages.length > 0 && <StageCharts stages={stages} chosen={chosen} />}
      {whatIf && <WhatIfChart whatIf={whatIf} />}
      {application && application.id !== 'description' && <RunDrawings application={application} />}
      {comparison && <RunComparisonView compared={comparison} />}
      <Checked advice={advice} />
    </div>
  );
}

const Checked = ({ advice: { clean, notObservable } }: Pick<SparkAdvice, 'advice'>) => (
  <div className="space-y-1 text-sm">
    {clean.length > 0 && (
      <details>
        <summary className="text-muted">
          {plural(clean.length, 'check', 'checks')} found nothing
        </summary>
        <ul className="mt-1 list-disc space-y-0.5 pl-5">
          {clean.map(({ rule, title }) => (
            <li key={rule}>{visibleText(title)}</li>
          ))}
        </ul>
      </details>
    )}
    {notObservable.length > 0 && (
      <details>
        <summary className="text-muted">
          {plural(notObservable.length, 'thing')} could not be seen in this log
        </summary>
        <ul className="mt-1 list-disc space-y-1 pl-5 wrap-anywhere">
          {notObservable.map(({ rule, title, why, switchOn }) => (
            <li key={rule}>
              {visibleText(title)}: {visibleText(why)} {visibleText(switchOn)}
            </li>
          ))}
        </ul>
      </details>
    )}
  </div>
);
