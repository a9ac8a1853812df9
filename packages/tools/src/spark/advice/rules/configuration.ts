import type { Finding, Recommendation } from '../finding.ts';
import { clean, notObservable, outcomeOf } from '../finding.ts';
import { makeFinding } from '../make-finding.ts';
import type { SparkRule } from '../rule.ts';
import type { RunFigures } from '../run-figures.ts';
import { rounded } from '../units.ts';

/** Keys that a release ignores or renamed (docs/*-migration-guide.md, "deprecated" in the configuration of the releases). */
const gone: readonly (readonly [key: string, since: readonly [number, number], instead: string])[] =
  [
    ['spark.yarn.executor.memoryOverhead', [2, 3], 'spark.executor.memoryOverhead'],
    ['spark.yarn.driver.memoryOverhead', [2, 3], 'spark.driver.memoryOverhead'],
    ['spark.storage.memoryFraction', [3, 0], 'spark.memory.storageFraction'],
    ['spark.shuffle.memoryFraction', [3, 0], 'spark.memory.fraction'],
    ['spark.blacklist.enabled', [3, 1], 'spark.excludeOnFailure.enabled'],
    ['spark.sql.adaptive.skewJoin.localJoin.enabled', [3, 0], ''],
    [
      'spark.sql.adaptive.shuffle.targetPostShuffleInputSize',
      [3, 0],
      'spark.sql.adaptive.advisoryPartitionSizeInBytes',
    ],
    ['spark.sql.execution.arrow.enabled', [3, 0], 'spark.sql.execution.arrow.pyspark.enabled'],
    ['spark.kubernetes.memoryOverheadFactor', [3, 3], 'spark.executor.memoryOverheadFactor'],
  ];

export const configuration: SparkRule = {
  id: 'configuration',
  title: 'Configuration',
  look(run) {
    const { settings, application } = run;
    if (!application.environment)
      return notObservable(
        'The log has no environment.',
        'nothing: logs have it where they are whole',
      );
    const found: Finding[] = [];
    const note = (
      title: string,
      explanation: string,
      recommendations: readonly Recommendation[] = [],
    ): void => {
      found.push(
        makeFinding({
          rule: 'configuration',
          title,
          severity: 'info',
          measures: [],
          threshold: 'The setting is off, impossible or without effect in this release.',
          formula: `Spark ${application.sparkVersion || 'of unknown release'}`,
          method: 'none',
          explanation,
          caveat: 'Somebody may have had a reason; look for it before you change it.',
          disproof: 'The release notes of your distribution say otherwise.',
          recommendations,
        }),
      );
    };
    for (const [key, since, instead] of gone)
      if (settings.isSet(key) && settings.isAtLeast(...since) === true)
        note(
          `${key} has no effect`,
          instead === ''
            ? 'This release does not know it any more.'
            : `This release uses ${instead}.`,
        );
    if (
      settings.isAtLeast(3, 2) === true &&
      settings.isSet('spark.sql.adaptive.enabled') &&
      settings.isOn('spark.sql.adaptive.enabled') === false &&
      application.executions.length > 0
    )
      note(
        'Adaptive execution is switched off',
        'Spark corrects plans by measured sizes with it: it coalesces partitions, splits skewed joins and turns joins into broadcasts.',
        [
          {
            key: 'spark.sql.adaptive.enabled',
            old: 'false',
            new: 'true',
            reason: 'It is the default since 3.2.',
            expected: 'No slower in general; faster where sizes were estimated wrongly.',
            risk: 'The number and order of output files may change.',
          },
        ],
      );
    if (
      settings.isOn('spark.dynamicAllocation.enabled') === true &&
      settings.get('spark.dynamicAllocation.maxExecutors') === 'infinity'
    )
      note('Dynamic allocation has no upper bound', 'One wide stage can take the whole cluster.');
    const overhead = settings.bytes('spark.executor.memoryOverhead');
    const heap = settings.bytes('spark.executor.memory');
    if (
      settings.isSet('spark.executor.memoryOverhead') &&
      overhead !== null &&
      heap !== null &&
      overhead < Math.max(384 * 1024 ** 2, heap * 0.1) * 0.9
    )
      note(
        'The memory overhead is below its default',
        'The default is the larger of 384 MiB and a tenth of the heap; containers are killed when less is not enough.',
      );
    if (settings.isOn('spark.shuffle.compress') === false)
      note('Shuffle data is not compressed', 'It costs disk and network for a little CPU.', [
        {
          key: 'spark.shuffle.compress',
          old: 'false',
          new: 'true',
          reason: 'It is on by default.',
          expected: 'Less data in the shuffle.',
          risk: 'A little more CPU.',
        },
      ]);
    return outcomeOf(
      found,
      'Nothing is set that this release ignores, and no default that helps is switched off.',
    );
  },
};

/** Whether heap use of executors was sampled at all. */
export const heapUse: SparkRule = {
  id: 'heap-use',
  title: 'Use of the heap',
  look(run: RunFigures) {
    const sampled = run.executors.filter(
      ({ peaks }) => peaks.isSet && peaks.get('JVMHeapMemory') > 0,
    );
    const heap = run.settings.bytes('spark.executor.memory');
    if (sampled.length === 0 || heap === null)
      return notObservable(
        'The log has no samples of the heap of executors.',
        'spark.eventLog.logStageExecutorMetrics=true (and tasks longer than a heartbeat of 10 s)',
      );
    const most = Math.max(
      ...sampled.slice(0, 10_000).map(({ peaks }) => peaks.get('JVMHeapMemory')),
    );
    return clean(
      `The busiest executor used ${rounded((most / heap) * 100)} % of its heap at most, as sampled at heartbeats; garbage counts as used.`,
    );
  },
};
