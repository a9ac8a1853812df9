import type { Application } from '../model/application.ts';
import { figuresOfRun } from './run-figures.ts';
import { simulator } from './simulate.ts';
import { timeText } from './units.ts';

export interface WhatIf {
  /** Executors at most at one time, and cores of each. */
  readonly executors: number;
  readonly coresEach: number;
  readonly points: readonly WhatIfPoint[];
  /** Time with cores without end: the driver and the longest chain of tasks. */
  readonly criticalPathMs: number;
  /** Time with the same cores if all work were spread evenly. */
  readonly evenMs: number;
  /** Simulated time at the real size against the real time: (simulated - real) / real. Null where the run has no time. */
  readonly modelError: number | null;
  /** False where the model misses the real run by more than 20 %: its times are no guide then. */
  readonly isReliable: boolean;
  readonly caveats: readonly string[];
}

interface WhatIfPoint {
  readonly executors: number;
  readonly cores: number;
  readonly wallMs: number;
  /** Cores x time for which executors are held. */
  readonly coreHours: number;
  /** Share of core time that tasks use. */
  readonly utilization: number;
}

/** The most that the model may miss the run it was made of, for its other times to be believed. */
const mostError = 0.2;

/** Shares of the real number of executors, as Sparklens prints them. */
const shares = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 5] as const;

/**
 * What the run would take with other numbers of executors: the measured times of its tasks on that many slots. Null for a log without
 * executors or tasks.
 */
export function whatIf(application: Application): WhatIf | null {
  const run = figuresOfRun(application);
  const coresEach = Math.max(1, ...run.executors.slice(0, 1000).map(({ cores }) => cores));
  const executors = Math.max(1, Math.round(run.cores / coresEach));
  if (run.cores === 0 || run.stages.length === 0) return null;
  const counts = [...new Set(shares.map((share) => Math.max(1, Math.round(executors * share))))];
  const simulate = simulator(run);
  const at = (count: number): WhatIfPoint => {
    const cores = count * coresEach;
    const { wallMs, heldCoreMs } = simulate(cores);
    return {
      executors: count,
      cores,
      wallMs,
      coreHours: heldCoreMs / 3_600_000,
      utilization: heldCoreMs === 0 ? 0 : Math.min(1, run.busyCoreMs / heldCoreMs),
    };
  };
  const now = simulate(run.cores).wallMs;
  const modelError = run.wallMs === 0 ? null : (now - run.wallMs) / run.wallMs;
  const isReliable = modelError === null || Math.abs(modelError) <= mostError;
  const isDynamic = run.settings.isOn('spark.dynamicAllocation.enabled') === true;
  return {
    executors,
    coresEach,
    points: counts.map(at),
    criticalPathMs: simulate(Number.POSITIVE_INFINITY).wallMs,
    evenMs: run.driverMs + run.waitMs + run.busyCoreMs / run.cores,
    modelError,
    isReliable,
    caveats: [
      ...(isReliable
        ? []
        : [
            `At the real size the model says ${timeText(now)}, and the run took ${timeText(run.wallMs)}: something held it up that is not in the times of its tasks, so these times are not to be relied on.`,
          ]),
      'Tasks take as long as they took; with other sizes memory, caches and the network change.',
      ...(isDynamic
        ? [
            'Executors came and went in this run; the simulation holds all of them for the whole time.',
          ]
        : []),
      ...(run.application.endTime === null
        ? ['The log has no end of the application; the time is that of its last event.']
        : []),
    ],
  };
}
