import type { Application } from '../model/application.ts';
import { parseBytes, parseMilliseconds } from './units.ts';

/** A release as numbers: `3.5.1` is [3, 5]. */
type Release = readonly [major: number, minor: number];

interface Default {
  readonly value: string;
  /** From this release on. */
  readonly since?: Release;
}

/**
 * Defaults of Spark by release, first match wins (docs/configuration.md and SQLConf/package.scala of the releases; the newest first).
 * Only what the rules look at.
 */
const defaults: Readonly<Record<string, readonly Default[]>> = {
  'spark.executor.memory': [{ value: '1g' }],
  'spark.driver.memory': [{ value: '1g' }],
  'spark.executor.memoryOverheadFactor': [{ value: '0.1' }],
  'spark.driver.maxResultSize': [{ value: '1g' }],
  'spark.memory.fraction': [{ value: '0.6' }],
  'spark.memory.storageFraction': [{ value: '0.5' }],
  'spark.memory.offHeap.enabled': [{ value: 'false' }],
  'spark.dynamicAllocation.enabled': [{ value: 'false' }],
  'spark.dynamicAllocation.executorIdleTimeout': [{ value: '60s' }],
  'spark.dynamicAllocation.minExecutors': [{ value: '0' }],
  'spark.dynamicAllocation.maxExecutors': [{ value: 'infinity' }],
  'spark.speculation': [{ value: 'false' }],
  'spark.speculation.multiplier': [{ value: '3', since: [4, 0] }, { value: '1.5' }],
  'spark.speculation.quantile': [{ value: '0.9', since: [4, 0] }, { value: '0.75' }],
  'spark.locality.wait': [{ value: '3s' }],
  'spark.task.cpus': [{ value: '1' }],
  'spark.sql.shuffle.partitions': [{ value: '200' }],
  'spark.sql.files.maxPartitionBytes': [{ value: '128m', since: [2, 0] }],
  'spark.sql.autoBroadcastJoinThreshold': [{ value: '10m' }],
  'spark.sql.adaptive.enabled': [{ value: 'true', since: [3, 2] }, { value: 'false' }],
  'spark.sql.adaptive.coalescePartitions.enabled': [{ value: 'true', since: [3, 0] }],
  'spark.sql.adaptive.coalescePartitions.parallelismFirst': [{ value: 'true', since: [3, 2] }],
  'spark.sql.adaptive.advisoryPartitionSizeInBytes': [{ value: '64m', since: [3, 0] }],
  'spark.sql.adaptive.skewJoin.enabled': [{ value: 'true', since: [3, 0] }],
  'spark.sql.adaptive.skewJoin.skewedPartitionFactor': [
    { value: '5', since: [3, 2] },
    { value: '10', since: [3, 0] },
  ],
  'spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes': [{ value: '256m', since: [3, 0] }],
  'spark.sql.execution.arrow.pyspark.enabled': [{ value: 'false' }],
  'spark.serializer': [{ value: 'org.apache.spark.serializer.JavaSerializer' }],
  'spark.eventLog.logBlockUpdates.enabled': [{ value: 'false' }],
  'spark.eventLog.logStageExecutorMetrics': [{ value: 'false', since: [3, 0] }],
};

/** The configuration of a run, with the defaults of its release. */
export interface Settings {
  readonly release: Release | null;
  /** What was set, or the default of the release; null where neither is known. `execution`: with what its session changed. */
  get(key: string, execution?: number): string | null;
  isSet(key: string): boolean;
  /** Bytes; a bare number is in MiB for memory of executors and drivers. */
  bytes(key: string, execution?: number): number | null;
  number(key: string, execution?: number): number | null;
  isOn(key: string, execution?: number): boolean | null;
  milliseconds(key: string): number | null;
  isAtLeast(major: number, minor: number): boolean | null;
}

export function settingsOf(application: Application): Settings {
  const set = new Map(application.environment?.spark ?? []);
  const sessions = new Map(
    application.executions.map(({ id, modifiedConfigs }) => [id, new Map(modifiedConfigs)]),
  );
  const match = /^(\d+)\.(\d+)/.exec(application.sparkVersion);
  const release: Release | null = match ? [Number(match[1]), Number(match[2])] : null;
  const isAtLeast = (major: number, minor: number): boolean | null =>
    release && (release[0] > major || (release[0] === major && release[1] >= minor));

  const get = (key: string, execution?: number): string | null => {
    const session = execution === undefined ? undefined : sessions.get(execution)?.get(key);
    const value = session ?? set.get(key);
    if (value !== undefined) return value;
    // Without an environment nothing is known to be at its default.
    if (!application.environment) return null;
    const found = defaults[key]?.find(
      ({ since }) => since === undefined || isAtLeast(...since) === true,
    );
    return found?.value ?? null;
  };
  return {
    release,
    get,
    isAtLeast,
    isSet: (key) => set.has(key),
    bytes(key, execution) {
      const value = get(key, execution);
      return value === null ? null : parseBytes(value, /(memory|Overhead)$/.test(key) ? 'm' : 'b');
    },
    number(key, execution) {
      const value = get(key, execution);
      const number = value === null ? Number.NaN : Number(value);
      return Number.isFinite(number) ? number : null;
    },
    isOn(key, execution) {
      const value = get(key, execution);
      return value === null ? null : value.toLowerCase() === 'true';
    },
    milliseconds(key) {
      const value = get(key);
      return value === null ? null : parseMilliseconds(value);
    },
  };
}
