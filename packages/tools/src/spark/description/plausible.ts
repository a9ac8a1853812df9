import type { ProseFact } from './read-prose.ts';

const mebibyte = 1024 ** 2;
const tebibyte = 1024 ** 4;
const year = 366 * 86_400_000;

interface Range {
  readonly least: number;
  readonly most: number;
  readonly words: string;
  readonly isWhole?: boolean;
}

const executors: Range = {
  least: 1,
  most: 100_000,
  words: '1 to 100,000 executors',
  isWhole: true,
};
const memory: Range = { least: mebibyte, most: 64 * tebibyte, words: '1 MiB to 64 TiB of memory' };
const partitions: Range = {
  least: 1,
  most: 10_000_000,
  words: '1 to 10 million partitions',
  isWhole: true,
};
const tasks: Range = {
  least: 0,
  most: 1_000_000_000,
  words: 'up to a billion tasks',
  isWhole: true,
};
const time: Range = { least: 0, most: year, words: 'at most a year' };
const data: Range = { least: 0, most: 1024 ** 6, words: 'at most an exbibyte' };

/** What there can be; far more than that is a slip of the pen, and would make every number of an answer one. */
const ranges: Readonly<Partial<Record<ProseFact['field'], Range>>> = {
  executors,
  leastExecutors: { ...executors, least: 0 },
  executorCores: { least: 1, most: 1024, words: '1 to 1,024 cores of an executor', isWhole: true },
  executorMemory: memory,
  memoryOverhead: memory,
  driverMemory: memory,
  shufflePartitions: partitions,
  tasks: { ...tasks, least: 1 },
  failedTasks: tasks,
  durationMs: time,
  medianMs: time,
  longestMs: time,
  inputBytes: data,
  outputBytes: data,
  shuffleReadBytes: data,
  shuffleWriteBytes: data,
  memorySpilledBytes: data,
  diskSpilledBytes: data,
};

/** Why an amount cannot be what it is said to be; null where it can. */
export function whyNot(field: ProseFact['field'], value: number): string | null {
  const range = ranges[field];
  if (!range) return null;
  const { least, most, words, isWhole } = range;
  return value >= least && value <= most && (!isWhole || Number.isInteger(value))
    ? null
    : `a run has ${words}`;
}
