import { timeText } from '../advice/units.ts';
import type { Application, Stage } from '../model/application.ts';
import { across, timeMarks, verticals } from './axis.ts';
import { countText, cut, drawing, element, hinted, label, top, type Plot } from './svg.ts';

const mostRows = 60;
const rowHeight = 18;

interface Row {
  readonly stage: Stage;
  readonly from: number;
  readonly to: number;
}

/** When each stage ran, and when none did; the longest ones where there are many. Null where no stage ran. */
export function drawStageTimeline(application: Application): Plot | null {
  const start = application.startTime ?? application.firstEventTime ?? 0;
  const end = application.endTime ?? application.lastEventTime ?? start;
  const all: Row[] = application.stages.flatMap((stage) => {
    const from = stage.submissionTime ?? stage.firstTaskLaunchedTime;
    return from === null ? [] : [{ stage, from, to: Math.max(from, stage.completionTime ?? end) }];
  });
  if (all.length === 0) return null;
  const zero = all.reduce((least, { from }) => Math.min(least, from), start || Infinity);
  const wall = Math.max(1, all.reduce((most, { to }) => Math.max(most, to), end) - zero);
  const share = (time: number): number => (time - zero) / wall;
  const rows = all
    .toSorted((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, mostRows)
    .sort((a, b) => a.from - b.from || a.stage.id - b.stage.id);
  const title = 'When stages ran';
  const left = all.length - rows.length;
  const description = `One bar for each stage, from its submission to its end; red where it failed. The pale bar is when any job ran.${left > 0 ? ` The ${rows.length} longest of ${all.length} stages are shown.` : ''}`;
  const bottom = top + rowHeight * (rows.length + 1) + 4;
  const body = [
    ...verticals(
      timeMarks(wall, 8).map((mark) => ({ share: mark / wall, text: timeText(mark) })),
      top,
      bottom,
    ),
    label(24, top + 13, 'jobs'),
    ...jobSpans(application, zero, zero + wall).map(([from, to]) =>
      element('rect', {
        class: 'pale',
        x: across(share(from)),
        y: top + 3,
        width: Math.max(1, across(share(to)) - across(share(from))),
        height: rowHeight - 6,
      }),
    ),
    ...rows.flatMap(({ stage, from, to }, at) => {
      const y = top + rowHeight * (at + 1);
      const x = across(share(from));
      return [
        label(24, y + 13, cut(`${stage.id}.${stage.attempt} ${stage.name}`, 34)),
        hinted(
          'rect',
          {
            class: stage.status === 'FAILED' ? 'bad' : 'bar',
            x,
            y: y + 3,
            width: Math.max(1.5, across(share(to)) - x),
            height: rowHeight - 6,
            rx: 2,
          },
          `stage ${stage.id}.${stage.attempt} ${stage.name}: ${timeText(to - from)}, ${countText(stage.taskCount)}, from ${timeText(from - zero)}`,
        ),
      ];
    }),
  ];
  return {
    name: 'stage-timeline',
    title,
    description,
    svg: drawing({ title, description }, bottom + 28, body),
  };
}

/** When at least one job ran: spans that do not overlap. */
function jobSpans({ jobs }: Application, zero: number, end: number): [number, number][] {
  const spans: [number, number][] = [];
  for (const [from, to] of jobs
    .map((job) => [job.submissionTime ?? zero, job.completionTime ?? end] as const)
    .sort((a, b) => a[0] - b[0])) {
    const last = spans.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else spans.push([from, to]);
  }
  // More than a screen has points across say nothing more.
  return spans.slice(0, 2000);
}
