import { useEffect, useRef, useState, type ReactNode, type Ref } from 'react';
import { BarRow } from '../../components/chart/bar-row.tsx';
import { Figure } from '../../components/chart/figure.tsx';
import { Button } from '../../components/ui/button.tsx';
import { formatCount, formatDuration, plural } from '../../components/ui/format.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import { stageLabel, type SparkStage, type StageKey } from './spark.ts';

const firstStages = 12;

/** Where the time went by stage, and how even the tasks of each stage were. */
export function StageCharts({
  stages,
  chosen,
}: {
  readonly stages: readonly SparkStage[];
  /** The stage to show, as its label. */
  readonly chosen: StageKey | null;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    row.current?.scrollIntoView({ block: 'center' });
  }, [chosen]);
  const label = chosen && stageLabel(chosen);
  const slowest = stages.toSorted((a, b) => b.wallMs - a.wallMs);
  const shown = slowest.filter(
    (stage, at) => isOpen || at < firstStages || stageLabel(stage) === label,
  );
  const longestStage = Math.max(1, ...shown.map(({ wallMs }) => wallMs));
  const withTasks = shown.filter(({ longestMs }) => longestMs > 0);
  const longestTask = Math.max(1, ...withTasks.map(({ longestMs }) => longestMs));
  const more = slowest.length > shown.length && (
    <Button onClick={() => setIsOpen(true)}>Show all {formatCount(slowest.length)} stages</Button>
  );
  return (
    <>
      <Figure
        title="Time of stages"
        note="From the first task of a stage to its last, the slowest stage first. Stages can run at the same time."
        columns={['Stage', 'Name', 'Time', 'Tasks', 'Failed tasks', 'State']}
        rows={slowest.map((stage) => [
          stageLabel(stage),
          visibleText(stage.name),
          formatDuration(stage.wallMs),
          formatCount(stage.tasks),
          formatCount(stage.failedTasks),
          stage.status.toLowerCase(),
        ])}
      >
        <ol className="space-y-1.5">
          {shown.map((stage) => {
            const isChosen = stageLabel(stage) === label;
            const words = `${formatDuration(stage.wallMs)}, ${plural(stage.tasks, 'task')}${stage.failedTasks > 0 ? `, ${formatCount(stage.failedTasks)} failed` : ''}${stage.status === 'FAILED' ? ', the stage failed' : ''}`;
            return (
              <StageRow
                key={stageLabel(stage)}
                stage={stage}
                words={words}
                isChosen={isChosen}
                row={isChosen ? row : undefined}
              >
                <BarRow
                  title={`Stage ${stageLabel(stage)}`}
                  description={words}
                  parts={[
                    {
                      from: 0,
                      to: stage.wallMs / longestStage,
                      fill:
                        stage.status === 'FAILED' ? 'var(--color-danger)' : 'var(--color-accent)',
                    },
                  ]}
                />
              </StageRow>
            );
          })}
        </ol>
        {more}
      </Figure>
      {withTasks.length > 0 && (
        <Figure
          title="Times of tasks"
          note="The bar ends at the median, the paler bar at the 95th percentile, the line is the longest task. A line far from its bar is skew."
          columns={['Stage', 'Tasks', 'Median', '95th percentile', 'Longest']}
          rows={slowest.map((stage) => [
            stageLabel(stage),
            formatCount(stage.tasks),
            formatDuration(stage.medianMs),
            formatDuration(stage.p95Ms),
            formatDuration(stage.longestMs),
          ])}
        >
          <ol className="space-y-1.5">
            {withTasks.map((stage) => {
              const { medianMs, p95Ms, longestMs } = stage;
              const words = `median ${formatDuration(medianMs)}, 95 % ${formatDuration(p95Ms)}, longest ${formatDuration(longestMs)}`;
              return (
                <StageRow key={stageLabel(stage)} stage={stage} words={words}>
                  <BarRow
                    title={`Tasks of stage ${stageLabel(stage)}`}
                    description={words}
                    parts={[
                      { from: 0, to: p95Ms / longestTask, fill: 'var(--color-edge)' },
                      { from: 0, to: medianMs / longestTask, fill: 'var(--color-accent)' },
                      {
                        from: longestMs / longestTask,
                        to: longestMs / longestTask,
                        fill: 'var(--color-danger)',
                        isMark: true,
                      },
                    ]}
                  />
                </StageRow>
              );
            })}
          </ol>
        </Figure>
      )}
    </>
  );
}

const StageRow = ({
  stage,
  words,
  isChosen = false,
  row,
  children,
}: {
  readonly stage: SparkStage;
  readonly words: string;
  readonly isChosen?: boolean;
  readonly row?: Ref<HTMLLIElement> | undefined;
  readonly children: ReactNode;
}) => (
  <li
    ref={row}
    aria-current={isChosen || undefined}
    className={`scroll-mt-6 rounded-lg px-1.5 py-1 ${isChosen ? 'bg-mark' : ''}`}
  >
    <p className="mb-0.5 flex flex-wrap gap-x-3 text-xs">
      <span className="min-w-0 flex-1 truncate" title={visibleText(stage.name)}>
        <b>{stageLabel(stage)}</b>{' '}
        <span className={isChosen ? '' : 'text-muted'}>{visibleText(stage.name)}</span>
      </span>
      <span className="tabular-nums">{words}</span>
    </p>
    {children}
  </li>
);
