import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { afterAll, expect, test } from 'vitest';

/**
 * What code hosts are given, over a repository with a folder of DAGs in it: SARIF against its schema of OASIS
 * (`sarif-2.1.0-rtm.5.json`), and both forms with paths that exist from the root of the repository on.
 */
const folder = fileURLToPath(new URL('.', import.meta.url));
const sherpa = fileURLToPath(new URL('../../packages/cli/bin/sherpa.mjs', import.meta.url));
const repository = mkdtempSync(join(tmpdir(), 'sherpa-reports-'));
afterAll(() => rmSync(repository, { recursive: true, force: true }));

mkdirSync(join(repository, '.git'));
mkdirSync(join(repository, 'pipelines'));
cpSync(join(folder, 'dags'), join(repository, 'pipelines', 'plain'), { recursive: true });
cpSync(join(folder, 'folders'), join(repository, 'pipelines', 'homes'), { recursive: true });
writeFileSync(
  join(repository, 'pipelines', 'homes', 'odd name#1%2.py'),
  `from airflow import DAG
from airflow.operators.bash_operator import BashOperator

with DAG("odd", schedule_interval="0 0 30 2 *") as d:
    a = BashOperator(task_id="a", bash_command="echo {{ execution_date }}")
    a >> a.output
`,
);

const run = (format: string, ...paths: string[]): string =>
  execFileSync(
    process.execPath,
    [
      '--conditions=datasherpa-source',
      sherpa,
      'airflow',
      'lint',
      ...paths,
      '--format',
      format,
      '--fail-on',
      'never',
    ],
    {
      cwd: join(repository, 'pipelines'),
      env: { HOME: repository, DATASHERPA_DATA_DIR: join(repository, '.data') },
      encoding: 'utf8',
      maxBuffer: 1e8,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
/** Text of a file of the repository; fails where it is not there. */
const lines = (path: string): string[] => readFileSync(join(repository, path), 'utf8').split('\n');

interface Region {
  readonly startLine: number;
  readonly startColumn?: number;
  readonly endLine: number;
  readonly endColumn?: number;
}
interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: Region;
        };
      }[];
      readonly fixes?: readonly {
        readonly artifactChanges: readonly {
          readonly replacements: readonly { readonly deletedRegion: Region }[];
        }[];
      }[];
    }[];
  }[];
}

test('SARIF is valid, and each place is one of the repository', () => {
  const sarif = JSON.parse(run('sarif', 'plain', 'homes')) as Sarif;
  const {
    $schema: _,
    id: __,
    ...schema
  } = JSON.parse(readFileSync(join(folder, 'sarif-2.1.0-rtm.5.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const validate = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
    unicodeRegExp: false,
  }).compile(schema);
  validate(sarif);
  expect(validate.errors ?? []).toEqual([]);
  const [{ tool, results } = { tool: { driver: { rules: [] } }, results: [] }] = sarif.runs;
  expect(results.length).toBeGreaterThan(100);
  for (const { ruleId, ruleIndex, locations, fixes = [] } of results) {
    expect(tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
    const { artifactLocation, region } = locations[0]!.physicalLocation;
    const text = lines(decodeURIComponent(artifactLocation.uri));
    expect(region.startLine).toBeGreaterThan(0);
    expect(region.endLine).toBeGreaterThanOrEqual(region.startLine);
    expect(region.endLine).toBeLessThanOrEqual(text.length);
    for (const { deletedRegion } of fixes.flatMap(({ artifactChanges }) =>
      artifactChanges.flatMap(({ replacements }) => replacements),
    ))
      expect(deletedRegion.endColumn).toBeLessThanOrEqual(
        (text[deletedRegion.endLine - 1]?.length ?? 0) + 1,
      );
  }
  expect(
    results.some(
      ({ locations }) =>
        locations[0]!.physicalLocation.artifactLocation.uri ===
        'pipelines/homes/odd%20name%231%252.py',
    ),
  ).toBe(true);
}, 120_000);

test('annotations of GitHub name files of the repository, one line each', () => {
  const annotations = run('github', 'homes').trimEnd().split('\n');
  expect(annotations.length).toBeGreaterThan(20);
  for (const line of annotations) {
    const [, file, at] =
      /^::(?:error|warning|notice) file=([^,]+),line=(\d+),endLine=\d+,title=/.exec(line)!;
    const path = file!.replaceAll('%25', '%');
    expect(existsSync(join(repository, path))).toBe(true);
    expect(Number(at)).toBeLessThanOrEqual(lines(path).length);
  }
}, 120_000);
