import { addLong, type Long } from '../long.ts';
import {
  listOf,
  longOf,
  numberOf,
  objectOf,
  textOf,
  textPairs,
  type JsonObject,
} from '../events/json.ts';
import type {
  EventLines,
  Executor,
  LogPlace,
  MiscellaneousProcess,
  ResourceProfile,
} from '../model/application.ts';
import { Peaks } from '../model/peaks.ts';
import type { Open, OpenWith } from './open.ts';

export type OpenExecutor = OpenWith<
  Executor,
  {
    memory: Open<NonNullable<Executor['memory']>> | null;
    excludedInStages: Set<number>;
    lines: Open<EventLines>;
  }
>;

const defaultProfile = 0;

/** Executors as they come and go; the driver counts as one. */
export class Executors {
  readonly all: OpenExecutor[] = [];
  readonly processes: MiscellaneousProcess[] = [];
  readonly live = new Map<string, OpenExecutor>();
  /** Lost ones that ran tasks of stages which are still open: late peaks of theirs count. */
  readonly lost = new Map<string, OpenExecutor>();
  /** `spark.task.cpus`. */
  cpusPerTask = 1;
  readonly #profiles: ReadonlyMap<number, ResourceProfile>;

  constructor(profiles: ReadonlyMap<number, ResourceProfile>) {
    this.#profiles = profiles;
  }

  added(event: JsonObject, place: LogPlace): void {
    const info = objectOf(event['Executor Info']);
    const executor = this.#get(
      textOf(event['Executor ID']) ?? '',
      numberOf(event['Timestamp']) ?? 0,
    );
    executor.lines.start ??= place;
    executor.host = textOf(info['Host']);
    executor.isActive = true;
    executor.cores = numberOf(info['Total Cores']) ?? 0;
    executor.resourceProfileId = numberOf(info['Resource Profile Id']) ?? defaultProfile;
    const profile = this.#profiles.get(executor.resourceProfileId);
    const cpus = Math.trunc(profile?.taskResources['cpus']?.amount ?? this.cpusPerTask);
    executor.maxTasks = cpus > 0 ? Math.trunc(executor.cores / cpus) : 0;
    executor.logs = Object.fromEntries(textPairs(info['Log Urls']));
    executor.attributes = Object.fromEntries(textPairs(info['Attributes']));
    executor.resources = Object.fromEntries(
      Object.entries(objectOf(info['Resources'])).map(([name, value]) => {
        const resource = objectOf(value);
        const addresses = listOf(resource['addresses']).flatMap((address) => textOf(address) ?? []);
        return [name, { name: textOf(resource['name']) ?? name, addresses }];
      }),
    );
  }

  blockManagerAdded(event: JsonObject): void {
    const manager = objectOf(event['Block Manager ID']);
    const executor = this.#get(
      textOf(manager['Executor ID']) ?? '',
      numberOf(event['Timestamp']) ?? 0,
    );
    executor.hostPort = `${textOf(manager['Host']) ?? ''}:${numberOf(manager['Port']) ?? 0}`;
    const totalOnHeap = longOf(event['Maximum Onheap Memory']);
    if (totalOnHeap !== null) {
      const totalOffHeap = longOf(event['Maximum Offheap Memory']) ?? 0;
      executor.memory = { usedOnHeap: 0, usedOffHeap: 0, totalOnHeap, totalOffHeap };
    }
    executor.isActive = true;
    executor.maxMemory = longOf(event['Maximum Memory']) ?? 0;
  }

  removed(
    event: JsonObject,
    place: LogPlace,
    isKeptFor: (executor: Executor) => boolean,
  ): OpenExecutor | null {
    const id = textOf(event['Executor ID']) ?? '';
    const executor = this.live.get(id);
    if (!executor) return null;
    this.live.delete(id);
    executor.isActive = false;
    executor.removeTime = numberOf(event['Timestamp']);
    executor.removeReason = textOf(event['Removed Reason']);
    executor.lines.end = place;
    if (isKeptFor(executor)) this.lost.set(id, executor);
    return executor;
  }

  processAdded(event: JsonObject): void {
    const info = objectOf(event['info']);
    const id = textOf(event['processId']);
    if (id === null) return;
    this.processes.push({
      id,
      hostPort: textOf(info['hostPort']) ?? '',
      cores: numberOf(info['cores']) ?? 0,
      addTime: numberOf(event['time']) ?? 0,
      logs: Object.fromEntries(textPairs(info['logUrlInfo'])),
    });
  }

  #get(id: string, addTime: number): OpenExecutor {
    const known = this.live.get(id);
    if (known) return known;
    const executor = newExecutor(id, addTime);
    this.live.set(id, executor);
    this.all.push(executor);
    return executor;
  }
}

/** Memory that a block takes or frees on an executor. */
export function useMemory(
  executor: OpenExecutor,
  isOffHeap: boolean,
  memory: Long,
  disk: Long,
): void {
  const { memory: pools } = executor;
  if (pools) {
    if (isOffHeap) pools.usedOffHeap = addNotBelowZero(pools.usedOffHeap, memory);
    else pools.usedOnHeap = addNotBelowZero(pools.usedOnHeap, memory);
  }
  executor.memoryUsed = addNotBelowZero(executor.memoryUsed, memory);
  executor.diskUsed = addNotBelowZero(executor.diskUsed, disk);
}

export function addNotBelowZero(value: Long, delta: Long): Long {
  const sum = addLong(value, delta);
  return sum < 0 ? 0 : sum;
}

const newExecutor = (id: string, addTime: number): OpenExecutor => ({
  id,
  host: null,
  hostPort: null,
  isActive: true,
  cores: 0,
  maxTasks: 0,
  addTime,
  removeTime: null,
  removeReason: null,
  resourceProfileId: defaultProfile,
  logs: {},
  attributes: {},
  resources: {},
  maxMemory: 0,
  memory: null,
  rddBlocks: 0,
  memoryUsed: 0,
  diskUsed: 0,
  activeTasks: 0,
  completedTasks: 0,
  failedTasks: 0,
  totalTasks: 0,
  totalDuration: 0,
  totalGcTime: 0,
  totalInputBytes: 0,
  totalShuffleRead: 0,
  totalShuffleWrite: 0,
  isExcluded: false,
  excludedInStages: new Set(),
  peaks: new Peaks(),
  lines: { start: null, end: null },
});
