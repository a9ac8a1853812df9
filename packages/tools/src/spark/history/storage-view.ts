import type { StorageLevel, StoredRdd } from '../model/application.ts';
import type { RestValue } from './rest-json.ts';
import { hashOfText, mutableMapOrder } from '../scala-order.ts';

export function viewStoredRdd(rdd: StoredRdd): RestValue {
  const shares = mutableMapOrder(rdd.distribution, ({ executor }) => hashOfText(executor.id));
  return {
    id: rdd.id,
    name: rdd.name,
    numPartitions: rdd.partitions,
    numCachedPartitions: rdd.blocks.length,
    storageLevel: levelText(rdd.level),
    memoryUsed: rdd.memoryUsed,
    diskUsed: rdd.diskUsed,
    dataDistribution:
      shares.length === 0
        ? undefined
        : shares.map((share) => ({
            address: share.executor.hostPort ?? '',
            memoryUsed: share.memoryUsed,
            memoryRemaining: share.memoryRemaining,
            diskUsed: share.diskUsed,
            onHeapMemoryUsed: share.executor.memory ? share.onHeapUsed : undefined,
            offHeapMemoryUsed: share.executor.memory ? share.offHeapUsed : undefined,
            onHeapMemoryRemaining: share.executor.memory ? share.onHeapRemaining : undefined,
            offHeapMemoryRemaining: share.executor.memory ? share.offHeapRemaining : undefined,
          })),
    partitions: rdd.blocks.map((block) => ({
      blockName: block.name,
      storageLevel: levelText({
        useDisk: block.diskUsed > 0,
        useMemory: block.memoryUsed > 0,
        useOffHeap: rdd.level.useOffHeap,
        deserialized: block.memoryUsed > 0 && rdd.level.deserialized,
        replication: block.executors.length,
      }),
      memoryUsed: block.memoryUsed,
      diskUsed: block.diskUsed,
      executors: block.executors,
    })),
  };
}

function levelText(level: StorageLevel): string {
  const memory = level.useMemory ? (level.useOffHeap ? 'Memory (off heap) ' : 'Memory ') : '';
  const form = level.deserialized ? 'Deserialized' : 'Serialized';
  return `${level.useDisk ? 'Disk ' : ''}${memory}${form} ${level.replication}x Replicated`;
}
