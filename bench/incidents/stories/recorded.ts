import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Expected, Incident, LogFile } from '../story.ts';

const demo = join(import.meta.dirname, '../../../examples/demo');

/** The logs of a run of the demo (really run, see its README); event logs stay away, they are no log files. */
function runOf(day: string, proof: RegExp, herring: RegExp): LogFile[] {
  const root = join(demo, day);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('events'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted()
    .map((path) => {
      const bytes = readFileSync(path);
      const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
      const linesWith = (pattern: RegExp): number[] =>
        text.split('\n').flatMap((line, at) => (pattern.test(line) ? [at + 1] : []));
      return {
        name: path.slice(root.length + 1).replace(/\.gz$/, ''),
        text,
        evidence: linesWith(proof),
        redHerrings: linesWith(herring),
      };
    });
}

const never = /^\b$/;
const failed: Expected = {
  outcome: 'cause',
  cause: 'executor_oom_shuffle',
  accepted: ['data_skew', 'executor_too_small'],
  forbidden: ['spark_submit_failed', 'shuffle_blocks_lost', 'driver_oom', 'network_partition'],
  ruledOut: [
    {
      cause: 'shuffle_blocks_lost',
      because: 'The output was lost because its executor had run out of memory.',
    },
  ],
};

export const recorded: readonly Incident[] = [
  {
    id: 'recorded-skewed-join',
    question: 'Why did nightly_orders fail on the 22nd?',
    tools: ['Airflow', 'Spark'],
    origin: 'recorded',
    expected: failed,
    files: runOf(
      'failed',
      /OutOfMemoryError: Java heap space/,
      /RejectedExecutionException|MetadataFetchFailedException|Error code is: 1/,
    ),
  },
  {
    id: 'recorded-healthy-night',
    question: 'Did anything go wrong on the 21st?',
    tools: ['Airflow', 'Spark'],
    origin: 'recorded',
    expected: { outcome: 'healthy' },
    files: runOf('healthy', never, /WARN|FileNotFound/),
  },
];
