import type { Finding, Severity } from './finding.ts';
import type { RunFigures } from './run-figures.ts';
import type { StageFigures } from './stage-figures.ts';
import { timeText } from './units.ts';

/** From this share of the run on a saving is critical, from the second on a warning (as sparkforensics bands it). */
const criticalShare = 0.02;
const warningShare = 0.005;
/** Below this a saving is never more than a note: timing noise of one run is as large. */
const noiseMs = 1000;
/** Below this nobody is called: a second or two of a short run is worth a look and not an alarm. */
const criticalMs = 5000;

/** How severe a saving of wall-clock time is. */
export function severityOf(savedMs: number, { wallMs }: RunFigures): Severity {
  if (savedMs < noiseMs || wallMs === 0) return 'info';
  const share = savedMs / wallMs;
  if (share >= criticalShare && savedMs >= criticalMs) return 'critical';
  return share >= warningShare ? 'warning' : 'info';
}

/** What a stage can give back at most of a gain: not the time in which other stages ran anyway. */
export const clipped = (gainMs: number, figures: StageFigures, run: RunFigures): number =>
  Math.max(0, Math.min(gainMs, run.exclusiveMs(figures)));

/**
 * The range of a saving that is computed from rates of disks, networks and of garbage collection, as text: such rates differ between machines by
 * a factor of two and more, so it goes from three tenths of the estimate to twice of it.
 * @param mostMs what there is to be saved at all, such as the time of the stage
 */
export const savingText = (estimateMs: number, mostMs: number): string =>
  `${timeText(estimateMs * 0.3)} to ${timeText(Math.max(estimateMs, Math.min(estimateMs * 2, mostMs)))} saved`;

/**
 * Time in which tasks would be done on `slots` slots, each as soon as one is free (longest first is not assumed: Spark starts them in
 * order). A task list of a million takes about a second.
 */
export function listScheduled(durations: readonly number[], slots: number): number {
  const count = Math.max(1, Math.floor(slots));
  if (durations.length <= count) return Math.max(0, ...chunkMax(durations));
  // A heap of the times at which slots are free.
  const free = new Float64Array(count);
  for (const duration of durations) {
    let at = 0;
    const next = free[0]! + duration;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= count) break;
      const smaller = left + 1 < count && free[left + 1]! < free[left]! ? left + 1 : left;
      if (free[smaller]! >= next) break;
      free[at] = free[smaller]!;
      at = smaller;
    }
    free[at] = next;
  }
  return free.reduce((most, each) => Math.max(most, each), 0);
}

/** The largest of each thousand values: spreading a long list into Math.max would end the process. */
function* chunkMax(values: readonly number[]): Generator<number> {
  for (let at = 0; at < values.length; at += 1000) yield Math.max(...values.slice(at, at + 1000));
}

/** The worst of some severities. */
export const worst = (severities: readonly Severity[]): Severity =>
  severities.includes('critical')
    ? 'critical'
    : severities.includes('warning')
      ? 'warning'
      : 'info';

const order: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, info: 2 };

/** Most time first, then most core-hours, then by name: the same log gives the same order. */
export const byWorth = (a: Finding, b: Finding): number =>
  order[a.severity] - order[b.severity] ||
  (b.savedMs ?? 0) - (a.savedMs ?? 0) ||
  (b.savedCoreHours ?? 0) - (a.savedCoreHours ?? 0) ||
  (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) ||
  (a.stages[0]?.id ?? 0) - (b.stages[0]?.id ?? 0);
