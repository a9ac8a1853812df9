import { element, label, left, right, width } from './svg.ts';

/** Steps of an axis that people read easily: 1, 2 and 5 times a power of ten, and for time those of a clock. */
const clockSteps = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000,
  300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000,
  86_400_000,
];

/** Marks from 0 to `most`, at most `count` and some. */
export function marks(most: number, count: number): number[] {
  const wanted = most / count;
  const power = 10 ** Math.floor(Math.log10(Math.max(wanted, Number.MIN_VALUE)));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= wanted) ?? wanted;
  return upTo(most, step);
}

/** The same of milliseconds. */
export function timeMarks(most: number, count: number): number[] {
  const wanted = most / count;
  const days = 86_400_000;
  const step = clockSteps.find((each) => each >= wanted) ?? Math.ceil(wanted / days) * days;
  return upTo(most, step);
}

function upTo(most: number, step: number): number[] {
  const all: number[] = [];
  for (let at = 0; at <= 200 && at * step <= most * 1.0001; at += 1) all.push(at * step);
  return all;
}

/** Where a share from 0 to 1 of the horizontal axis lies. */
export const across = (share: number): number =>
  left + Math.max(0, Math.min(1, share)) * (width - left - right);

/** A vertical line at each mark, with its text below. */
export const verticals = (
  all: readonly { readonly share: number; readonly text: string }[],
  top: number,
  bottom: number,
): string[] =>
  all.flatMap(({ share, text }) => [
    element('line', { class: 'line', x1: across(share), x2: across(share), y1: top, y2: bottom }),
    label(across(share), bottom + 16, text, { class: 'axis', 'text-anchor': 'middle' }),
  ]);
