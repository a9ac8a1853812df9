import { addLong, type Long } from '../long.ts';
import { longOf, numberOf, objectOf, textOf, type JsonObject } from '../events/json.ts';
import type {
  RddInfo,
  StorageLevel,
  StoredBlock,
  StoredRdd,
  StoredShare,
} from '../model/application.ts';
import { addNotBelowZero, useMemory, type Executors, type OpenExecutor } from './executors.ts';
import type { Open, OpenWith } from './open.ts';
import { readStorageLevel } from './read-stage-info.ts';
import type { StageInfo } from './read-stage-info.ts';

type OpenRdd = OpenWith<
  StoredRdd,
  {
    readonly blockMap: Map<string, Open<StoredBlock>>;
    readonly shares: Map<string, Open<StoredShare>>;
    readonly blocks: readonly StoredBlock[];
    readonly distribution: readonly StoredShare[];
  }
>;

const rddBlock = /^rdd_([0-9]+)_[0-9]+$/;

const isValid = (level: StorageLevel): boolean =>
  (level.useMemory || level.useDisk) && level.replication > 0;

/** Cached RDDs and the blocks of them. Without block updates in the log only their names are known. */
export class Storage {
  readonly rdds = new Map<number, OpenRdd>();
  readonly #executors: Executors;

  constructor(executors: Executors) {
    this.#executors = executors;
  }

  stageSubmitted(info: StageInfo): void {
    for (const rdd of info.rdds)
      if (isValid(rdd.storage) && !this.rdds.has(rdd.id)) this.rdds.set(rdd.id, newRdd(rdd));
  }

  unpersisted(event: JsonObject): void {
    const id = numberOf(event['RDD ID']);
    const rdd = id === null ? undefined : this.rdds.get(id);
    if (!rdd) return;
    this.rdds.delete(rdd.id);
    for (const block of rdd.blockMap.values())
      for (const id of block.executors) {
        const executor = this.#executors.live.get(id);
        if (executor) executor.rddBlocks -= 1;
      }
    for (const [id, share] of rdd.shares) {
      const executor = this.#executors.live.get(id);
      if (!executor) continue;
      if (executor.memory) {
        const { memory } = executor;
        if (rdd.level.useOffHeap)
          memory.usedOffHeap = addNotBelowZero(memory.usedOffHeap, negative(share.offHeapUsed));
        else memory.usedOnHeap = addNotBelowZero(memory.usedOnHeap, negative(share.onHeapUsed));
      }
      executor.memoryUsed = addNotBelowZero(executor.memoryUsed, negative(share.memoryUsed));
      executor.diskUsed = addNotBelowZero(executor.diskUsed, negative(share.diskUsed));
    }
  }

  blockUpdated(event: JsonObject): void {
    const info = objectOf(event['Block Updated Info']);
    const name = textOf(info['Block ID']) ?? '';
    const id = textOf(objectOf(info['Block Manager ID'])['Executor ID']) ?? '';
    const level = readStorageLevel(info['Storage Level']);
    const disk = signed(longOf(info['Disk Size']) ?? 0, level.useDisk);
    const memory = signed(longOf(info['Memory Size']) ?? 0, level.useMemory);
    const executor = this.#executors.live.get(id) ?? null;
    const rddId = rddBlock.exec(name)?.[1];
    if (rddId === undefined) {
      if (executor && name.startsWith('broadcast_'))
        useMemory(executor, level.useOffHeap, memory, disk);
      return;
    }
    if (executor) useMemory(executor, level.useOffHeap, memory, disk);
    const rdd = this.rdds.get(Number(rddId));
    let added = 0;
    if (rdd) {
      added = updateBlock(rdd, name, id, isValid(level), memory, disk);
      if (executor) {
        updateShare(rdd, executor, added, level.useOffHeap, memory, disk);
        for (const other of this.rdds.values()) noteRemaining(other.shares.get(executor.id));
      }
      rdd.memoryUsed = addNotBelowZero(rdd.memoryUsed, memory);
      rdd.diskUsed = addNotBelowZero(rdd.diskUsed, disk);
    }
    if (executor) executor.rddBlocks += added;
  }

  executorRemoved(id: string): void {
    for (const rdd of this.rdds.values()) {
      rdd.shares.delete(id);
      for (const block of rdd.blockMap.values()) {
        if (!block.executors.includes(id)) continue;
        const count = block.executors.length;
        const memory = negative(part(block.memoryUsed, count));
        const disk = negative(part(block.diskUsed, count));
        rdd.memoryUsed = addNotBelowZero(rdd.memoryUsed, memory);
        rdd.diskUsed = addNotBelowZero(rdd.diskUsed, disk);
        if (count === 1) rdd.blockMap.delete(block.name);
        else {
          block.executors = block.executors.filter((each) => each !== id);
          block.memoryUsed = addNotBelowZero(block.memoryUsed, memory);
          block.diskUsed = addNotBelowZero(block.diskUsed, disk);
        }
      }
    }
  }
}

/** @returns by how many the blocks of the executor grew */
function updateBlock(
  rdd: OpenRdd,
  name: string,
  id: string,
  isKept: boolean,
  memory: Long,
  disk: Long,
): number {
  let block = rdd.blockMap.get(name);
  if (!block) {
    block = { name, memoryUsed: 0, diskUsed: 0, executors: [] };
    rdd.blockMap.set(name, block);
  }
  const knows = block.executors.includes(id);
  const executors = isKept
    ? knows
      ? block.executors
      : [...block.executors, id]
    : block.executors.filter((each) => each !== id);
  if (executors.length > 0) {
    block.executors = executors;
    block.memoryUsed = addNotBelowZero(block.memoryUsed, memory);
    block.diskUsed = addNotBelowZero(block.diskUsed, disk);
  } else rdd.blockMap.delete(name);
  return isKept ? (knows ? 0 : 1) : -1;
}

function updateShare(
  rdd: OpenRdd,
  executor: OpenExecutor,
  added: number,
  isOffHeap: boolean,
  memory: Long,
  disk: Long,
): void {
  if (executor.rddBlocks + added <= 0) {
    rdd.shares.delete(executor.id);
    return;
  }
  let share = rdd.shares.get(executor.id);
  if (!share) {
    share = {
      executor,
      memoryUsed: 0,
      diskUsed: 0,
      onHeapUsed: 0,
      offHeapUsed: 0,
      memoryRemaining: 0,
      onHeapRemaining: 0,
      offHeapRemaining: 0,
    };
    rdd.shares.set(executor.id, share);
  }
  share.memoryUsed = addNotBelowZero(share.memoryUsed, memory);
  share.diskUsed = addNotBelowZero(share.diskUsed, disk);
  if (!executor.memory) return;
  if (isOffHeap) share.offHeapUsed = addNotBelowZero(share.offHeapUsed, memory);
  else share.onHeapUsed = addNotBelowZero(share.onHeapUsed, memory);
}

function noteRemaining(share: Open<StoredShare> | undefined): void {
  if (!share) return;
  const { executor } = share;
  share.memoryRemaining = addLong(executor.maxMemory, negative(executor.memoryUsed));
  if (!executor.memory) return;
  share.onHeapRemaining = addLong(
    executor.memory.totalOnHeap,
    negative(executor.memory.usedOnHeap),
  );
  share.offHeapRemaining = addLong(
    executor.memory.totalOffHeap,
    negative(executor.memory.usedOffHeap),
  );
}

const negative = (value: Long): Long =>
  typeof value === 'number' ? 0 - value : addLong(0, -value);
const signed = (value: Long, isPlus: boolean): Long => (isPlus ? value : negative(value));
const part = (value: Long, count: number): Long =>
  typeof value === 'number' ? Math.trunc(value / count) : value / BigInt(count);

function newRdd(info: RddInfo): OpenRdd {
  const blockMap = new Map<string, Open<StoredBlock>>();
  const shares = new Map<string, Open<StoredShare>>();
  return {
    id: info.id,
    name: info.name,
    partitions: info.partitions,
    level: info.storage,
    memoryUsed: 0,
    diskUsed: 0,
    blockMap,
    shares,
    get blocks() {
      return [...blockMap.values()];
    },
    get distribution() {
      return [...shares.values()];
    },
  };
}
