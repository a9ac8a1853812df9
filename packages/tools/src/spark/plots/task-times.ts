import { timeText } from '../advice/units.ts';
import type { Application, Stage } from '../model/application.ts';
import { across, verticals } from './axis.ts';
import { countText, cut, drawing, element, hinted, label, top, type Plot } from './svg.ts';

const mostStages = 16;
const rowHeight = 44;
const bins = 48;

interface Row {
  readonly stage: Stage;
  /** Of the tasks that succeeded, in order. */
  readonly durations: Float64Array;
}

/** How long the tasks of the stages with the most task time took, on one logarithmic axis. Null where no task ended well. */
export function drawTaskTimes({ stages }: Application): Plot | null {
  const all = stages.flatMap((stage) => {
    const durations = durationsOf(stage);
    return durations.length === 0
      ? []
      : [{ stage, durations, sum: durations.reduce((sum, each) => sum + each, 0) }];
  });
  if (all.length === 0) return null;
  const rows = all
    .toSorted((a, b) => b.sum - a.sum)
    .slice(0, mostStages)
    .sort((a, b) => a.stage.id - b.stage.id || a.stage.attempt - b.stage.attempt);
  const least = Math.max(1, Math.min(...rows.map(({ durations }) => durations[0]!)));
  const most = Math.max(least * 10, ...rows.map(({ durations }) => durations.at(-1)!));
  const scale = Math.log(most / least);
  const share = (duration: number): number => Math.log(Math.max(duration, least) / least) / scale;
  const title = 'How long tasks took';
  const description = `Tasks that succeeded, by their time, for each stage; the axis is logarithmic. The dark mark is the median, the red one the longest task: far apart is skew.${all.length > rows.length ? ` The ${rows.length} stages with the most task time of ${all.length} are shown.` : ''}`;
  const bottom = top + rowHeight * rows.length + 4;
  const body = [
    ...verticals(
      powers(least, most).map((mark) => ({ share: share(mark), text: timeText(mark) })),
      top,
      bottom,
    ),
    ...rows.flatMap((row, at) => drawRow(row, top + rowHeight * at, share)),
  ];
  return {
    name: 'task-times',
    title,
    description,
    svg: drawing({ title, description }, bottom + 28, body),
  };
}

function drawRow(
  { stage, durations }: Row,
  y: number,
  share: (duration: number) => number,
): string[] {
  const counts = new Float64Array(bins);
  for (const duration of durations) {
    const bin = Math.min(bins - 1, Math.floor(share(duration) * bins));
    counts[bin]! += 1;
  }
  const highest = counts.reduce((a, b) => Math.max(a, b));
  const base = y + rowHeight - 4;
  const space = rowHeight - 10;
  const at = (quantile: number): number =>
    durations[Math.min(Math.floor(quantile * durations.length), durations.length - 1)]!;
  const longest = durations.at(-1)!;
  const words = `median ${timeText(at(0.5))}, longest ${timeText(longest)}`;
  return [
    label(24, y + 18, cut(`${stage.id}.${stage.attempt} ${stage.name}`, 34)),
    label(24, y + 33, `${countText(durations.length)}, ${words}`, { class: 'axis' }),
    ...[...counts].flatMap((count, bin) => {
      if (count === 0) return [];
      // A single task among thousands is to be seen.
      const height = Math.max(2, (count / highest) * space);
      const x = across(bin / bins);
      return hinted(
        'rect',
        { class: 'bar', x, y: base - height, width: across(1 / bins) - across(0) - 1, height },
        `${count} of ${countText(durations.length)}`,
      );
    }),
    ...[
      ['tick', at(0.5)] as const,
      ...(durations.length > 1 ? [['worst', longest] as const] : []),
    ].map(([mark, duration]) =>
      element('line', {
        class: mark,
        x1: across(share(duration)),
        x2: across(share(duration)),
        y1: y + 5,
        y2: base,
      }),
    ),
  ];
}

function durationsOf({ tasks, generation }: Stage): Float64Array {
  const all: number[] = [];
  for (let row = 0; row < tasks.count; row += 1)
    if (tasks.generation(row) === generation && tasks.isSuccessful(row))
      all.push(Math.max(0, tasks.duration(row)));
  return Float64Array.from(all).sort();
}

/** Powers of ten milliseconds between two times. */
function powers(least: number, most: number): number[] {
  const all: number[] = [];
  for (let mark = 1; mark <= most; mark *= 10) if (mark >= least) all.push(mark);
  return all;
}
