import type { Application } from '../model/application.ts';
import type { Finding, NotObservable, Recommendation } from './finding.ts';
import { mergeRecommendations, type Refused } from './merge-recommendations.ts';
import { figuresOfRun, type RunFigures } from './run-figures.ts';
import { sparkRules } from './rules.ts';
import { byWorth } from './saving.ts';

export interface Advice {
  readonly run: RunSummary;
  /** Most worth first. */
  readonly findings: readonly Finding[];
  /** What was looked at and is as it should be. */
  readonly clean: readonly {
    readonly rule: string;
    readonly title: string;
    readonly checked: string;
  }[];
  readonly notObservable: readonly NotObservable[];
  /** The changes of all findings as one configuration: each key once, nothing that is in effect already. */
  readonly recommendations: readonly Recommendation[];
  /** Changes that were left out, and why. */
  readonly refused: readonly Refused[];
}

export interface RunSummary {
  readonly wallMs: number;
  readonly stages: number;
  readonly tasks: number;
  readonly executors: number;
  readonly cores: number;
  readonly allocatedCoreHours: number;
  readonly busyCoreHours: number;
  readonly driverMs: number;
  readonly shuffleReadBytes: number;
  readonly shuffleWriteBytes: number;
  readonly inputBytes: number;
  readonly outputBytes: number;
  readonly diskSpilledBytes: number;
  readonly memorySpilledBytes: number;
  readonly gcShare: number;
  readonly failedTasks: number;
  readonly failedJobs: number;
}

export interface AdviceOptions {
  /** Keys that must stay as they are; one that ends with `*` stands for all that begin like it. */
  readonly keep?: readonly string[];
}

/** Looks at a run with all rules. The same log gives the same answer. */
export function advise(application: Application, options: AdviceOptions = {}): Advice {
  const run = figuresOfRun(application);
  const findings: Finding[] = [];
  const clean: { rule: string; title: string; checked: string }[] = [];
  const notObservable: NotObservable[] = [];
  for (const { id, title, look } of sparkRules) {
    const outcome = look(run);
    if (outcome.kind === 'findings') findings.push(...outcome.findings);
    else if (outcome.kind === 'clean') clean.push({ rule: id, title, checked: outcome.checked });
    else notObservable.push({ rule: id, title, why: outcome.why, switchOn: outcome.switchOn });
  }
  findings.sort(byWorth);
  const { kept, refused } = mergeRecommendations(findings, options.keep ?? []);
  return { run: summaryOf(run), findings, clean, notObservable, recommendations: kept, refused };
}

function summaryOf(run: RunFigures): RunSummary {
  const sum = (of: (stage: RunFigures['stages'][number]) => number): number =>
    run.stages.reduce((total, stage) => total + of(stage), 0);
  const runMs = sum(({ runMs: each }) => each);
  return {
    wallMs: run.wallMs,
    stages: run.stages.length,
    tasks: sum(({ tasks }) => tasks),
    executors: run.executors.length,
    cores: run.cores,
    allocatedCoreHours: run.allocatedCoreMs / 3_600_000,
    busyCoreHours: run.busyCoreMs / 3_600_000,
    driverMs: run.driverMs,
    shuffleReadBytes: sum(({ shuffleReadBytes }) => shuffleReadBytes),
    shuffleWriteBytes: sum(({ shuffleWriteBytes }) => shuffleWriteBytes),
    inputBytes: sum(({ inputBytes }) => inputBytes),
    outputBytes: sum(({ outputBytes }) => outputBytes),
    diskSpilledBytes: sum(({ diskSpilled }) => diskSpilled),
    memorySpilledBytes: sum(({ memorySpilled }) => memorySpilled),
    gcShare: runMs === 0 ? 0 : Math.min(1, sum(({ gcMs }) => gcMs) / runMs),
    failedTasks: Object.values(run.application.taskFailures).reduce(
      (total, count) => total + count,
      0,
    ),
    failedJobs: run.application.jobs.filter(({ status }) => status === 'FAILED').length,
  };
}
