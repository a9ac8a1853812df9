import { clipped } from '../saving.ts';
import type { RunFigures } from '../run-figures.ts';
import type { StageFigures } from '../stage-figures.ts';
import { bytesText, percentText, timeText } from '../units.ts';

const mebibyte = 1024 ** 2;
/**
 * What a second of a core sorts out, packs, writes, reads and unpacks of what is spilled. Measured on Spark 4.0 with its own codec, with and
 * without spill of the same data: 212, 226 and 231 MiB on disk for each second of `executorCpuTime` (`docs/guides/spark.md`). The disk itself
 * was not seen: what was just written is read from the page cache.
 */
export const spillBytesPerCoreSecond = 220 * mebibyte;
/** More of a stage is never taken to be spill. */
const mostOfStage = 0.8;
/** Less is no time to speak of. */
const leastMs = 100;

export interface SpillCost {
  /** Of the wall-clock time of the stage. */
  readonly ms: number;
  /** Wall-clock time in which its tasks waited, for a disk or a core, over what tasks of stages without spill did. */
  readonly waitMs: number;
  readonly formula: string;
}

/** Time of tasks that is computing, and that is neither computing nor collecting garbage, nor reading or writing shuffles. */
function timesOf({ rows, stage: { tasks }, runMs, gcMs, fetchWaitMs }: StageFigures) {
  let cpuMs = 0;
  let writeMs = 0;
  for (const row of rows) {
    cpuMs += tasks.metric('executorCpuTime', row) / 1e6;
    writeMs += tasks.metric('shuffleWriteTime', row) / 1e6;
  }
  // Before Spark 2.1 there is no processor time; what is not known to be something else is taken for it.
  const known = cpuMs > 0 ? cpuMs : Math.max(0, runMs - gcMs - fetchWaitMs - writeMs);
  return { cpuMs: known, waitMs: Math.max(0, runMs - known - gcMs - fetchWaitMs - writeMs) };
}

/**
 * The share of a stage that is spill, by the processor time of its tasks: a log has no time of spill, but the time of tasks is there, and
 * spilling is mostly work for the processor. So no more is promised than the tasks took.
 */
export function spillCost(figures: StageFigures, run: RunFigures): SpillCost {
  const { diskSpilled, wallMs, runMs } = figures;
  const own = timesOf(figures);
  const spillMs = (diskSpilled / spillBytesPerCoreSecond) * 1000;
  const share = own.cpuMs === 0 ? 0 : Math.min(mostOfStage, spillMs / own.cpuMs);
  let cpuMs = 0;
  let waitMs = 0;
  for (const other of run.stages) {
    if (other.diskSpilled > 0) continue;
    const times = timesOf(other);
    cpuMs += times.cpuMs;
    waitMs += times.waitMs;
  }
  const usual = cpuMs === 0 ? 0 : waitMs / cpuMs;
  const longer = Math.max(0, own.waitMs - usual * own.cpuMs);
  return {
    ms: wallMs * share,
    waitMs: runMs === 0 ? 0 : wallMs * (longer / runMs),
    formula: `${bytesText(diskSpilled)} / ${bytesText(spillBytesPerCoreSecond)} a second of a core = ${timeText(spillMs)} of ${timeText(own.cpuMs)} processor time, ${percentText(share)} of the ${timeText(wallMs)} of the stage = ${timeText(wallMs * share)}`,
  };
}

/** The range: three tenths of what the processor time says, to its double or, where tasks waited longer than others, to all of that. */
export function savedText(figures: StageFigures, run: RunFigures, cost: SpillCost): string {
  const estimate = clipped(cost.ms, figures, run);
  if (estimate < leastMs) return 'no time to speak of is in the log for it';
  const most = Math.min(run.exclusiveMs(figures), Math.max(2 * cost.ms, cost.ms + cost.waitMs));
  return `${timeText(estimate * 0.3)} to ${timeText(Math.max(estimate, most))} saved`;
}
