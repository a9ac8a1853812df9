import type { Finding } from '../finding.ts';
import type { RunFigures } from '../run-figures.ts';
import type { StageFigures } from '../stage-figures.ts';

/**
 * What changes the number of partitions of a stage. Raising `spark.sql.shuffle.partitions` helps only where that number was used:
 * - as many tasks as configured: the setting;
 * - fewer, with adaptive execution: it coalesced, so its target size (and `parallelismFirst`) decides;
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
    const smaller = Math.max(
      1024 ** 2,
      Math.floor((split * figures.tasks) / partitions / 1024 ** 2) * 1024 ** 2,
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
  if (figures.tasks === configured)
    return {
      recommendations: [
        {
          key: 'spark.sql.shuffle.partitions',
          old: String(configured),
          new: String(partitions),
          ...words,
          risk,
        },
      ],
      codeAdvice: [],
    };
  if (isAdaptive && figures.tasks < configured) {
    const advisory =
      settings.bytes('spark.sql.adaptive.advisoryPartitionSizeInBytes', execution.id) ??
      64 * 1024 ** 2;
    const target = Math.max(
      1024 ** 2,
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
