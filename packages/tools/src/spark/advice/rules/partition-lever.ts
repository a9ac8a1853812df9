import type { Finding } from '../finding.ts';
import { nodesOf } from '../plan.ts';
import type { RunFigures } from '../run-figures.ts';
import type { StageFigures } from '../stage-figures.ts';
import { bytesText } from '../units.ts';

/**
 * What changes the number of partitions of a stage. Raising `spark.sql.shuffle.partitions` helps only where that number was used:
 * - as many tasks as configured: the setting, and with adaptive execution its target size, so that it does not coalesce them again;
 * - fewer, with adaptive execution, and none far above its target size: it coalesced, so that size (and `parallelismFirst`) decides;
 * - more, with adaptive execution: it split skewed partitions;
 * - anything else, and all RDD code: a number in the program.
 */
export function partitionLever(
  figures: StageFigures,
  run: RunFigures,
  partitions: number,
  words: { readonly reason: string; readonly expected: string },
): Pick<Finding, 'recommendations' | 'codeAdvice'> {
  const { settings } = run;
  const execution = run.executionOf.get(figures.stage.id);
  const risk = 'Each partition costs some milliseconds; too many make the scheduler the limit.';
  if (figures.shuffleReadBytes <= figures.inputBytes) {
    const split = settings.bytes('spark.sql.files.maxPartitionBytes', execution?.id);
    if (!execution || split === null || figures.tasks === 0)
      return {
        recommendations: [],
        codeAdvice: [
          `Read the input in ${partitions} partitions (minPartitions, or repartition after reading).`,
        ],
      };
    if (figures.inputBytes / figures.tasks > 1.5 * split)
      return {
        recommendations: [],
        codeAdvice: [
          `A task reads more than spark.sql.files.maxPartitionBytes, so its file cannot be split: write it in a format that can be, in ${partitions} files or row groups, or repartition after reading.`,
        ],
      };
    // The setting does not bind where files are smaller, so what a task has of them counts.
    const inFiles = nodesOf(execution).reduce(
      (most, { metric }) => Math.max(most, metric('size of files read') ?? 0),
      0,
    );
    const now = inFiles > 0 ? Math.min(split, inFiles / figures.tasks) : split;
    const smaller = Math.max(
      16 * 1024 ** 2,
      Math.floor((now * figures.tasks) / partitions / 1024 ** 2) * 1024 ** 2,
    );
    return {
      recommendations:
        smaller >= split
          ? []
          : [
              {
                key: 'spark.sql.files.maxPartitionBytes',
                old: settings.get('spark.sql.files.maxPartitionBytes', execution.id),
                new: `${smaller / 1024 ** 2}m`,
                ...words,
                risk: 'Files in formats that cannot be split stay whole.',
              },
            ],
      codeAdvice: [],
    };
  }
  const configured = settings.number('spark.sql.shuffle.partitions', execution?.id);
  if (!execution || configured === null)
    return {
      recommendations: [],
      codeAdvice: [
        `Give the shuffle ${partitions} partitions in the program (numPartitions, or spark.default.parallelism); no SQL setting acts on RDD code.`,
      ],
    };
  const isAdaptive = settings.isOn('spark.sql.adaptive.enabled', execution.id) === true;
  const advisory =
    settings.bytes('spark.sql.adaptive.advisoryPartitionSizeInBytes', execution.id) ??
    64 * 1024 ** 2;
  if (figures.tasks === configured) {
    // Coalescing puts small partitions together again, up to its target: more of them need a smaller one.
    const coalesces =
      isAdaptive &&
      settings.isOn('spark.sql.adaptive.coalescePartitions.enabled', execution.id) !== false;
    const each = Math.floor(figures.shuffleReadBytes / partitions / 1024 ** 2);
    return {
      recommendations: [
        {
          key: 'spark.sql.shuffle.partitions',
          old: String(configured),
          new: String(partitions),
          ...words,
          risk,
        },
        ...(coalesces && each >= 1 && each * 1024 ** 2 < advisory
          ? [
              {
                key: 'spark.sql.adaptive.advisoryPartitionSizeInBytes',
                old: settings.get('spark.sql.adaptive.advisoryPartitionSizeInBytes', execution.id),
                new: `${each}m`,
                ...words,
                reason: `Adaptive execution would put ${partitions} partitions together again, up to ${bytesText(advisory)} each.`,
                risk: 'It holds for all shuffles of the application.',
              },
            ]
          : []),
      ],
      codeAdvice: [],
    };
  }
  // Coalescing stops near its target: what is far larger was made by the program.
  const isCoalesced = figures.shuffleReadBytes / figures.tasks <= 2 * advisory;
  if (isAdaptive && figures.tasks < configured && isCoalesced) {
    const target = Math.max(
      16 * 1024 ** 2,
      Math.floor(figures.shuffleReadBytes / partitions / 1024 ** 2) * 1024 ** 2,
    );
    if (partitions > figures.tasks)
      return {
        recommendations:
          target < advisory
            ? [
                {
                  key: 'spark.sql.adaptive.advisoryPartitionSizeInBytes',
                  old: settings.get(
                    'spark.sql.adaptive.advisoryPartitionSizeInBytes',
                    execution.id,
                  ),
                  new: `${target / 1024 ** 2}m`,
                  ...words,
                  risk,
                },
              ]
            : [],
        codeAdvice: [],
      };
  }
  return {
    recommendations: [],
    codeAdvice: [
      `The stage has ${figures.tasks} tasks and spark.sql.shuffle.partitions is ${configured}: the number comes from the program (repartition, coalesce or a bucketed table). Change it there to ${partitions}.`,
    ],
  };
}
