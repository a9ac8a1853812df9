import { stageWithout, type DescribedStage } from './job-description.ts';
import { readCount, readDuration, readShare, readSize } from './quantities.ts';

type Field = keyof DescribedStage | 'gcMs';

/** Names of columns and keys, without blanks, case and signs. The History Server's come first. */
const names: Readonly<Record<string, Field>> = {
  stageid: 'id',
  stage: 'id',
  id: 'id',
  name: 'name',
  description: 'name',
  duration: 'durationMs',
  durationms: 'durationMs',
  time: 'durationMs',
  wall: 'durationMs',
  walltime: 'durationMs',
  numtasks: 'tasks',
  tasks: 'tasks',
  taskcount: 'tasks',
  numfailedtasks: 'failedTasks',
  failedtasks: 'failedTasks',
  failed: 'failedTasks',
  median: 'medianMs',
  medianms: 'medianMs',
  mediantask: 'medianMs',
  taskmedian: 'medianMs',
  p50: 'medianMs',
  max: 'longestMs',
  maxms: 'longestMs',
  longest: 'longestMs',
  maxtask: 'longestMs',
  taskmax: 'longestMs',
  gc: 'gcMs',
  gctime: 'gcMs',
  gctimems: 'gcMs',
  jvmgctime: 'gcMs',
  gcshare: 'gcShare',
  gcpercent: 'gcShare',
  input: 'inputBytes',
  inputbytes: 'inputBytes',
  inputsize: 'inputBytes',
  output: 'outputBytes',
  outputbytes: 'outputBytes',
  shuffleread: 'shuffleReadBytes',
  shufflereadbytes: 'shuffleReadBytes',
  shufflewrite: 'shuffleWriteBytes',
  shufflewritebytes: 'shuffleWriteBytes',
  memoryspill: 'memorySpilledBytes',
  memoryspilled: 'memorySpilledBytes',
  spillmemory: 'memorySpilledBytes',
  memorybytesspilled: 'memorySpilledBytes',
  spill: 'diskSpilledBytes',
  diskspill: 'diskSpilledBytes',
  spilldisk: 'diskSpilledBytes',
  diskspilled: 'diskSpilledBytes',
  diskbytesspilled: 'diskSpilledBytes',
};

export const fieldOf = (name: string): Field | null =>
  names[name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')] ?? null;

type Amount = Exclude<keyof DescribedStage, 'id' | 'name'>;

/** Is told of each amount, null where it is none; says whether it can be. */
export type Refuse = (field: Amount, text: string, value: number | null) => boolean;

/** A stage of named values; null where nothing says that it is one. */
export function readStage(
  entries: Iterable<readonly [string, unknown]>,
  otherwiseId: number,
  refuse: Refuse,
): DescribedStage | null {
  const stage: { -readonly [Key in keyof DescribedStage]: DescribedStage[Key] } = {
    ...stageWithout,
    id: otherwiseId,
  };
  let gcMs: number | null = null;
  let known = 0;
  for (const [name, value] of entries) {
    const field = fieldOf(name);
    if (field === null || value === null || value === '' || value === '-') continue;
    known += 1;
    if (field === 'name') {
      stage.name = typeof value === 'string' ? value.slice(0, 300) : '';
      continue;
    }
    if (field === 'id') {
      stage.id = idOf(value) ?? otherwiseId;
      continue;
    }
    const text = `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
    if (field === 'gcMs' && !(typeof value === 'string' && /%|percent/.test(value))) {
      gcMs = readDuration(value);
      continue;
    }
    const amount = field === 'gcMs' ? 'gcShare' : field;
    const read = readAs(amount, value);
    if (refuse(amount, text, read)) stage[amount] = read;
  }
  if (known < 2) return null;
  const runMs = (stage.tasks ?? 0) * (stage.medianMs ?? 0);
  if (gcMs !== null && runMs > 0) stage.gcShare = Math.min(1, gcMs / runMs);
  return stage;
}

function readAs(field: Amount, value: unknown): number | null {
  if (field === 'tasks' || field === 'failedTasks') return tasksOf(value);
  if (field === 'gcShare') return readShare(value);
  return field.endsWith('Ms') ? readDuration(value) : readSize(value);
}

/** `4`, `Stage 4`, `4.0`, `4 (retry 1)`. */
function idOf(value: unknown): number | null {
  const id = /\d{1,9}/.exec(String(value))?.[0];
  return id === undefined ? null : Number(id);
}

/** `200`, `200/200`, as pages show it. */
function tasksOf(value: unknown): number | null {
  const count = readCount(typeof value === 'string' ? value.replace(/^.*\//, '') : value);
  return count === null ? null : Math.trunc(count);
}
