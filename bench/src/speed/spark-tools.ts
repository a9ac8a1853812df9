import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './figure.ts';
import { runCommand } from './run-command.ts';

/** Tools of others for Spark event logs, where they are; each is measured as a whole process, from its start to its end. */
export interface SparkTools {
  /** What `java -cp` needs for NVIDIA's spark-rapids-tools: its jar, and the jars of a Spark of the same Scala. */
  readonly rapidsClassPath: string | null;
  /** A Python that has the packages spark-advisor-parser and spark-advisor-rules. */
  readonly sparkAdvisorPython: string | null;
}

const limitMs = 600_000;

const advisorScript = `
import sys
from pathlib import Path
from spark_advisor_parser.parser import parse_event_log
print(len(parse_event_log(Path(sys.argv[1])).stages))
`;

/** Seconds of each tool for a plain log. */
export function measureSparkTools(tools: SparkTools, log: string, scratch: string): Figure[] {
  // The tools of NVIDIA do not look at files whose name ends as that of a log of the driver does.
  const path = join(scratch, 'application_1_1');
  symlinkSync(log, path);
  const rapids = 'spark-rapids-tools, profiling';
  const status = join(scratch, 'profile', 'rapids_4_spark_profile', 'profiling_status.csv');
  const commands: (readonly [string, readonly string[] | null])[] = [
    [
      rapids,
      tools.rapidsClassPath === null
        ? null
        : [
            'java',
            '-Xmx8g',
            '-cp',
            tools.rapidsClassPath,
            'com.nvidia.spark.rapids.tool.profiling.ProfileMain',
            '--output-directory',
            join(scratch, 'profile'),
            path,
          ],
    ],
    [
      'spark-advisor, parser alone',
      tools.sparkAdvisorPython === null
        ? null
        : [tools.sparkAdvisorPython, '-c', advisorScript, path],
    ],
  ];
  return commands.flatMap(([name, command]) => {
    if (command === null) return [];
    const { seconds } = runCommand(command, { timeoutMs: limitMs });
    // It ends well also where it could not read the log.
    if (name === rapids && !readFileSync(status, 'utf8').includes('"SUCCESS"'))
      throw new Error(`${rapids} did not read the log.`);
    return [{ what: `${name}, whole process`, value: seconds, unit: 's', runs: 1, peer: null }];
  });
}
