import type { SparkRule } from './rule.ts';
import { configuration, heapUse } from './rules/configuration.ts';
import { largePartitions, smallFiles, tinyTasks } from './rules/data-size.ts';
import { failedTasks, fetchFailures, lostExecutors, speculation } from './rules/failures.ts';
import { locality } from './rules/locality.ts';
import { driverMemory, executorMemory, garbageCollection, spill } from './rules/memory.ts';
import {
  cache,
  crossJoin,
  largeBroadcast,
  missedBroadcast,
  pythonFunctions,
} from './rules/plans.ts';
import { repeatedWork } from './rules/repeated-work.ts';
import {
  coldStart,
  cost,
  driverBound,
  executorChurn,
  executorShape,
  idleExecutors,
  tooFewCores,
} from './rules/resources.ts';
import { streaming } from './rules/streaming.ts';
import { dataSkew, slowTasks } from './rules/tails.ts';

/** Everything that is looked for, in the order in which it is told where findings are worth the same. */
export const sparkRules: readonly SparkRule[] = [
  failedTasks,
  fetchFailures,
  executorMemory,
  driverMemory,
  lostExecutors,
  dataSkew,
  slowTasks,
  spill,
  garbageCollection,
  largePartitions,
  tinyTasks,
  smallFiles,
  missedBroadcast,
  largeBroadcast,
  pythonFunctions,
  crossJoin,
  repeatedWork,
  cache,
  driverBound,
  idleExecutors,
  tooFewCores,
  coldStart,
  executorChurn,
  executorShape,
  speculation,
  streaming,
  locality,
  configuration,
  heapUse,
  cost,
];
