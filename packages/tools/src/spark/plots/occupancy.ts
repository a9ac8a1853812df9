import { percentText, timeText } from '../advice/units.ts';
import type { Application } from '../model/application.ts';
import { across, marks, timeMarks, verticals } from './axis.ts';
import { drawing, element, label, left, right, top, width, type Plot } from './svg.ts';

const height = 260;
const bins = 240;

/** Cores that executors held, and cores on which tasks ran, over time. Null where no executor with cores is in the log. */
export function drawOccupancy(application: Application): Plot | null {
  const { executors } = application;
  const workers = executors.filter(({ cores }) => cores > 0);
  const zero = application.startTime ?? application.firstEventTime;
  const end = application.endTime ?? application.lastEventTime;
  if (workers.length === 0 || zero === null || end === null || end <= zero) return null;
  const wall = end - zero;
  const held = new Spans(zero, wall);
  for (const { addTime, removeTime, cores } of workers) held.add(addTime, removeTime ?? end, cores);
  const busy = new Spans(zero, wall);
  const cpus = Math.max(1, Number(setting(application, 'spark.task.cpus') ?? 1) || 1);
  for (const tasks of tablesOf(application))
    for (let row = 0; row < tasks.count; row += 1) {
      // A result that is fetched holds no core.
      const finish = tasks.gettingResultTime(row) || tasks.finishTime(row);
      busy.add(tasks.launchTime(row), finish === 0 ? end : finish, cpus);
    }
  const heldCores = held.means();
  const busyCores = busy.means();
  const most = 1.04 * Math.max(1, ...heldCores, ...busyCores);
  const bottom = top + height;
  const y = (cores: number): number => bottom - (cores / most) * height;
  const sum = (all: readonly number[]): number => all.reduce((total, each) => total + each, 0);
  const share = sum(heldCores) === 0 ? 0 : Math.min(1, sum(busyCores) / sum(heldCores));
  const title = 'Cores held and cores at work';
  const description = `The pale area is the cores that executors held, the darker one those on which tasks ran: ${percentText(share)} of the core time. What is pale alone was paid for and idle.`;
  const body = [
    ...verticals(
      timeMarks(wall, 8).map((mark) => ({ share: mark / wall, text: timeText(mark) })),
      top,
      bottom,
    ),
    ...marks(most, 5).flatMap((mark) => [
      element('line', { class: 'line', x1: left, x2: width - right, y1: y(mark), y2: y(mark) }),
      label(left - 8, y(mark) + 4, `${mark} cores`, { class: 'axis', 'text-anchor': 'end' }),
    ]),
    element('path', { class: 'pale', d: area(heldCores, y) }),
    element('path', { class: 'bar', d: area(busyCores, y) }),
  ];
  return {
    name: 'executor-occupancy',
    title,
    description,
    svg: drawing({ title, description }, bottom + 28, body),
  };
}

/** Amounts that are there from one time to another, as means of equal parts of the whole time. */
class Spans {
  readonly #zero: number;
  readonly #binMs: number;
  /** Amount x time in each part, and what begins and ends with whole parts. */
  readonly #parts = new Float64Array(bins);
  readonly #steps = new Float64Array(bins + 1);

  constructor(zero: number, wall: number) {
    this.#zero = zero;
    this.#binMs = wall / bins;
  }

  add(from: number, to: number, amount: number): void {
    const first = Math.max(0, (from - this.#zero) / this.#binMs);
    const last = Math.min(bins, (to - this.#zero) / this.#binMs);
    if (!(last > first)) return;
    const [begin, end] = [Math.floor(first), Math.floor(last)];
    if (begin === end) {
      this.#parts[begin]! += (last - first) * amount;
      return;
    }
    this.#parts[begin]! += (begin + 1 - first) * amount;
    if (end < bins) this.#parts[end]! += (last - end) * amount;
    this.#steps[begin + 1]! += amount;
    this.#steps[end]! -= amount;
  }

  means(): number[] {
    let now = 0;
    return Array.from(this.#parts, (part, bin) => {
      now += this.#steps[bin]!;
      return part + now;
    });
  }
}

function area(values: readonly number[], y: (value: number) => number): string {
  const point = (share: number, value: number): string =>
    `${across(share).toFixed(1)} ${y(value).toFixed(1)}`;
  const steps = values.flatMap((value, bin) => [
    `L${point(bin / bins, value)}`,
    `L${point((bin + 1) / bins, value)}`,
  ]);
  return `M${point(0, 0)}${steps.join('')}L${point(1, 0)}Z`;
}

const tablesOf = ({ stages, orphans }: Application) =>
  new Set([...stages, ...orphans].map(({ tasks }) => tasks));

const setting = ({ environment }: Application, name: string): string | undefined =>
  environment?.spark.findLast(([key]) => key === name)?.[1];
