import { bytesText, percentText, rounded, timeText } from '../advice/units.ts';
import type { TrendMeasure } from '../trends/run-measures.ts';
import type { RunOfJob, Trends } from '../trends/trends-of.ts';
import { across } from './axis.ts';
import { drawing, element, hinted, label, left, right, top, width, type Plot } from './svg.ts';

const rowHeight = 96;
const gap = 26;

/** How a measure is called and written. */
export const trendTexts: Readonly<
  Record<TrendMeasure, { readonly title: string; readonly text: (value: number) => string }>
> = {
  durationMs: { title: 'Duration', text: timeText },
  coreHours: {
    title: 'Cost in core-hours',
    text: (value) => (value < 1 ? value.toFixed(3) : rounded(value)),
  },
  diskSpilledBytes: { title: 'Spilled to disk', text: bytesText },
  failedTasks: { title: 'Failed tasks', text: rounded },
  failedJobs: { title: 'Failed jobs', text: rounded },
  inputBytes: { title: 'Input', text: bytesText },
  shuffleReadBytes: { title: 'Read from shuffles', text: bytesText },
  gcShare: { title: 'Garbage collection', text: percentText },
};

const shown: readonly TrendMeasure[] = [
  'durationMs',
  'coreHours',
  'diskSpilledBytes',
  'failedTasks',
  'inputBytes',
];

/** Duration, cost, spill, failures and input of the runs of a job, in their order, with a line where a level changed. */
export function drawTrend(
  job: string,
  runs: readonly RunOfJob[],
  { changes }: Trends,
): Plot | null {
  if (runs.length === 0) return null;
  const title = `Runs of ${job}`;
  const first = new Date(runs[0]!.startedAt);
  const last = new Date(runs.at(-1)!.startedAt);
  const description = `${runs.length} runs in the order in which they began, from ${dayOf(first)} to ${dayOf(last)}. A red line is a run from which on a level is another one; pale dots are runs without an end in their log.`;
  const places = new Map(
    runs.map(({ applicationId, attemptId }, at) => [`${applicationId} ${attemptId}`, at]),
  );
  const share = (at: number): number => (runs.length === 1 ? 0.5 : at / (runs.length - 1));
  const body = shown.flatMap((measure, row) => {
    const { title: name, text } = trendTexts[measure];
    const base = top + 14 + (rowHeight + gap) * row + rowHeight;
    const most = runs.reduce((a, { measures }) => Math.max(a, measures[measure]), 0);
    const y = (value: number): number => base - (most > 0 ? value / (most * 1.06) : 0) * rowHeight;
    return [
      label(24, base - rowHeight + 14, name),
      label(24, base - rowHeight + 30, `at most ${text(most)}`, { class: 'axis' }),
      element('line', { class: 'line', x1: left, x2: width - right, y1: base, y2: base }),
      ...changes
        .filter((change) => change.measure === measure)
        .map(({ applicationId, attemptId, before, after }) => {
          const x = across(share((places.get(`${applicationId} ${attemptId}`) ?? 0) - 0.5));
          return hinted(
            'line',
            { class: 'worst', x1: x, x2: x, y1: base - rowHeight, y2: base },
            `from ${text(before)} to ${text(after)}`,
          );
        }),
      element('polyline', {
        class: 'stroke',
        points: runs
          .map(
            ({ measures }, at) =>
              `${across(share(at)).toFixed(1)},${y(measures[measure]).toFixed(1)}`,
          )
          .join(' '),
      }),
      ...runs.map(({ applicationId, startedAt, measures }, at) =>
        hinted(
          'circle',
          {
            class: measures.ended === 1 ? 'bar' : 'pale',
            cx: across(share(at)),
            cy: y(measures[measure]),
            r: runs.length > 60 ? 2 : 3.5,
          },
          `${applicationId}, ${new Date(startedAt).toISOString().slice(0, 16)}Z: ${text(measures[measure])}`,
        ),
      ),
    ];
  });
  return {
    name: 'trend',
    title,
    description,
    svg: drawing({ title, description }, top + 14 + (rowHeight + gap) * shown.length + 8, body),
  };
}

const dayOf = (date: Date): string =>
  Number.isNaN(date.getTime()) ? 'a time that cannot be read' : date.toISOString().slice(0, 10);
