import { percentText, rounded, timeText } from '../advice/units.ts';
import type { WhatIf } from '../advice/what-if.ts';
import { across, marks, timeMarks, verticals } from './axis.ts';
import { drawing, element, hinted, label, left, right, top, width, type Plot } from './svg.ts';

const height = 260;

/** Time over numbers of executors, with this run and the time that no number of executors goes below. */
export function drawWhatIfCurve(whatIf: WhatIf): Plot | null {
  const { executors, coresEach, criticalPathMs, modelError, isReliable } = whatIf;
  const points = whatIf.points.toSorted((a, b) => a.executors - b.executors);
  if (points.length < 2) return null;
  const mostExecutors = points.at(-1)!.executors;
  const mostMs = 1.04 * Math.max(1, ...points.map(({ wallMs }) => wallMs));
  const bottom = top + height;
  const x = (count: number): number => across(count / mostExecutors);
  const y = (ms: number): number => bottom - (ms / mostMs) * height;
  const title = `Time with other numbers of executors${isReliable ? '' : ' (not reliable)'}`;
  const description = `The measured tasks on other numbers of executors with ${coresEach === 1 ? '1 core' : `${coresEach} cores`} each; this run is red. The broken line is the longest chain of tasks with the driver: no number goes below it.${modelError === null ? '' : ` At the real size the model misses by ${percentText(Math.abs(modelError))}${isReliable ? '' : ', so that these times are no guide'}.`}`;
  const body = [
    ...verticals(
      marks(mostExecutors, 8)
        .filter(Number.isInteger)
        .map((mark) => ({ share: mark / mostExecutors, text: String(mark) })),
      top,
      bottom,
    ),
    ...timeMarks(mostMs, 5).flatMap((mark) => [
      element('line', { class: 'line', x1: left, x2: width - right, y1: y(mark), y2: y(mark) }),
      label(left - 8, y(mark) + 4, timeText(mark), { class: 'axis', 'text-anchor': 'end' }),
    ]),
    label(across(0.5), bottom + 34, 'executors', { class: 'axis', 'text-anchor': 'middle' }),
    element('line', {
      class: 'edge',
      x1: left,
      x2: width - right,
      y1: y(criticalPathMs),
      y2: y(criticalPathMs),
    }),
    element('polyline', {
      class: 'stroke',
      ...(!isReliable && { 'stroke-dasharray': '2 6' }),
      points: points
        .map(({ executors: count, wallMs }) => `${x(count).toFixed(1)},${y(wallMs).toFixed(1)}`)
        .join(' '),
    }),
    ...points.map(({ executors: count, wallMs, coreHours, utilization }) =>
      hinted(
        'circle',
        {
          class: count === executors ? 'bad' : 'bar',
          cx: x(count),
          cy: y(wallMs),
          r: count === executors ? 6 : 3.5,
        },
        `${count} ${count === 1 ? 'executor' : 'executors'}: ${timeText(wallMs)}, ${rounded(coreHours)} core-hours, ${percentText(utilization)} busy`,
      ),
    ),
  ];
  return {
    name: 'what-if',
    title,
    description,
    svg: drawing({ title, description }, bottom + 46, body),
  };
}
