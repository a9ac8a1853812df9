import { toLong, type Long } from '../long.ts';
import {
  isObject,
  listOf,
  longOf,
  numberOf,
  objectOf,
  textOf,
  type Json,
  type JsonObject,
} from '../events/json.ts';
import { readOwnAccumulable } from '../events/read-accumulable.ts';
import type { Accumulable, RddInfo, StorageLevel } from '../model/application.ts';

/** What an event says about a stage. */
export interface StageInfo {
  readonly id: number;
  readonly attempt: number;
  readonly name: string;
  readonly details: string;
  readonly taskCount: number;
  readonly rdds: readonly RddInfo[];
  readonly parentIds: readonly number[];
  readonly submissionTime: number | null;
  readonly completionTime: number | null;
  readonly failureReason: string | null;
  readonly resourceProfileId: number;
  readonly shufflePushEnabled: boolean;
  readonly shuffleMergers: number;
  readonly accumulables: readonly Accumulable[];
  readonly accumulatorValues: ReadonlyMap<number, Long>;
}

export function readStageInfo(value: Json | undefined): StageInfo | null {
  if (!isObject(value)) return null;
  const id = numberOf(value['Stage ID']);
  if (id === null) return null;
  const accumulables: Accumulable[] = [];
  const accumulatorValues = new Map<number, Long>();
  for (const each of listOf(value['Accumulables'])) {
    const own = readOwnAccumulable(each);
    if (own) accumulables.push(own);
    const accumulator = objectOf(each);
    const number = wholeOf(accumulator['Value']);
    const accumulatorId = numberOf(accumulator['ID']);
    if (accumulatorId !== null && number !== null) accumulatorValues.set(accumulatorId, number);
  }
  return {
    id,
    attempt: numberOf(value['Stage Attempt ID']) ?? 0,
    name: textOf(value['Stage Name']) ?? '',
    details: textOf(value['Details']) ?? '',
    taskCount: numberOf(value['Number of Tasks']) ?? 0,
    rdds: listOf(value['RDD Info']).flatMap((rdd) => readRddInfo(objectOf(rdd))),
    parentIds: listOf(value['Parent IDs']).flatMap((parent) => numberOf(parent) ?? []),
    submissionTime: numberOf(value['Submission Time']),
    completionTime: numberOf(value['Completion Time']),
    failureReason: textOf(value['Failure Reason']),
    resourceProfileId: numberOf(value['Resource Profile Id']) ?? 0,
    shufflePushEnabled: value['Shuffle Push Enabled'] === true,
    shuffleMergers: numberOf(value['Shuffle Push Mergers Count']) ?? 0,
    accumulables,
    accumulatorValues,
  };
}

/** A stage of which a job start of an old log gives only the id. */
export const unknownStage = (id: number): StageInfo => ({
  id,
  attempt: 0,
  name: 'unknown',
  details: 'unknown',
  taskCount: 0,
  rdds: [],
  parentIds: [],
  submissionTime: null,
  completionTime: null,
  failureReason: null,
  resourceProfileId: 0,
  shufflePushEnabled: false,
  shuffleMergers: 0,
  accumulables: [],
  accumulatorValues: new Map(),
});

function readRddInfo(value: JsonObject): RddInfo[] {
  const id = numberOf(value['RDD ID']);
  if (id === null) return [];
  return [
    {
      id,
      name: textOf(value['Name']) ?? '',
      scope: scopeName(textOf(value['Scope'])),
      callsite: textOf(value['Callsite']) ?? '',
      parentIds: listOf(value['Parent IDs']).flatMap((parent) => numberOf(parent) ?? []),
      partitions: numberOf(value['Number of Partitions']) ?? 0,
      storage: readStorageLevel(value['Storage Level']),
    },
  ];
}

/** The scope is JSON in a text: `{"id":"2","name":"collect"}`. */
function scopeName(scope: string | null): string | null {
  const name = scope === null ? null : /"name":"((?:[^"\\]|\\.)*)"/.exec(scope);
  return name?.[1] ?? null;
}

export function readStorageLevel(value: Json | undefined): StorageLevel {
  const level = objectOf(value);
  return {
    useDisk: level['Use Disk'] === true,
    useMemory: level['Use Memory'] === true,
    // Before Spark 3.0 off-heap blocks were those of Tachyon, under a key of its own.
    useOffHeap: level['Use Off Heap'] === true,
    deserialized: level['Deserialized'] === true,
    replication: numberOf(level['Replication']) ?? 1,
  };
}

/** Whole numbers of accumulators stand as numbers or, for those that are not Spark's own, as text. */
function wholeOf(value: Json | undefined): Long | null {
  if (typeof value === 'string')
    return /^-?[0-9]{1,20}$/.test(value) ? toLong(BigInt(value)) : null;
  return longOf(value);
}
