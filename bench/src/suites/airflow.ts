import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPythonParser } from '@datasherpa/tools/adapters/python';
import { readDagFile, type AssetExpression, type DagFacts } from '@datasherpa/tools/airflow';
import type { Suite } from './suite.ts';

interface ExpectedDag {
  readonly dag_id: string;
  readonly schedule: ExpectedSchedule;
  readonly start_date: string | null;
  readonly tags: readonly string[];
  readonly tasks: readonly {
    readonly task_id: string;
    readonly trigger_rule: string;
    readonly retries: number;
  }[];
  readonly edges: readonly (readonly [string, string])[];
}

interface ExpectedSchedule {
  readonly kind: string;
  readonly value?: string;
  readonly seconds?: number;
  readonly of?: readonly ExpectedAsset[];
  readonly expr?: ExpectedAsset;
  readonly class?: string;
}

interface ExpectedAsset {
  readonly kind: string;
  readonly name?: string;
  readonly of?: readonly ExpectedAsset[];
}

interface ExpectedFile {
  readonly file: string;
  readonly path_in_wheel: string;
  readonly wheel_sha256: string;
  readonly dags: readonly ExpectedDag[];
}

/** Does the static reader find the tasks, edges and schedules that Airflow itself finds? Per DAG. */
export const airflow: Suite = async ({ data, sources, limit }) => {
  if (!sources)
    throw new Error(
      'this suite needs --sources: the folder into which the wheels named in the data were unpacked',
    );
  const { files } = JSON.parse(await readFile(join(data, 'dag_facts.json'), 'utf8')) as {
    files: ExpectedFile[];
  };
  const parser = await openPythonParser();
  const count = {
    exactTasks: 0,
    exactEdges: 0,
    exactSchedule: 0,
    allThree: 0,
    inventedTasks: 0,
    inventedEdges: 0,
    unknownTasks: 0,
    unknownSchedules: 0,
    exactStart: 0,
    exactTags: 0,
    missingDags: 0,
    inventedDags: 0,
  };
  const failures: { id: string; why: string }[] = [];
  let total = 0;
  let otherText = 0;
  let missingFiles = 0;
  for (const expected of files.slice(0, limit ?? files.length)) {
    const path = [join(sources, expected.path_in_wheel), join(sources, expected.file)].find(
      existsSync,
    );
    if (!path) {
      missingFiles += 1;
      failures.push({ id: expected.file, why: `${expected.path_in_wheel} is not in the sources` });
      total += expected.dags.length;
      continue;
    }
    const bytes = await readFile(path);
    if (createHash('sha256').update(bytes).digest('hex') !== expected.wheel_sha256) otherText += 1;
    const { facts } = readDagFile({ name: expected.file, text: bytes.toString('utf8') }, parser);
    const found = new Map(facts.dags.map((dag) => [dag.dagId, dag]));
    const ids = new Set<unknown>(expected.dags.map(({ dag_id }) => dag_id));
    count.inventedDags += facts.dags.filter(
      ({ dagId }) => typeof dagId === 'string' && !ids.has(dagId),
    ).length;
    for (const dag of expected.dags) {
      total += 1;
      const actual = found.get(dag.dag_id);
      const wrong = actual ? score(dag, actual) : ['dag'];
      if (!actual) count.missingDags += 1;
      else {
        if (!wrong.includes('tasks')) count.exactTasks += 1;
        if (!wrong.includes('edges')) count.exactEdges += 1;
        if (!wrong.includes('schedule')) count.exactSchedule += 1;
        if (!wrong.some((each) => ['tasks', 'edges', 'schedule'].includes(each)))
          count.allThree += 1;
        if (!wrong.includes('start')) count.exactStart += 1;
        if (!wrong.includes('tags')) count.exactTags += 1;
        count.inventedTasks += invented(
          actual.tasks.filter(({ uncertain }) => !uncertain).map(({ taskId }) => taskId),
          dag.tasks.map(({ task_id }) => task_id),
        );
        count.inventedEdges += invented(
          actual.edges
            .filter(({ uncertain }) => !uncertain)
            .map(({ from, to }) => `${from}\n${to}`),
          dag.edges.map((edge) => edge.join('\n')),
        );
        count.unknownTasks += actual.unknowns.filter(
          ({ what }) => what.startsWith('task_id ') || what.startsWith('whether task '),
        ).length;
        if ('unknown' in actual.schedule) count.unknownSchedules += 1;
      }
      if (wrong.length > 0)
        failures.push({ id: `${expected.file} ${dag.dag_id}`, why: wrong.join(', ') });
    }
  }
  const share = (part: number): number =>
    total === 0 ? 0 : Math.round((part / total) * 10_000) / 10_000;
  const { exactTasks, exactEdges, exactSchedule, allThree, exactStart, exactTags, ...counts } =
    count;
  return {
    n: total,
    scores: {
      dags: {
        exactTasks: share(exactTasks),
        exactEdges: share(exactEdges),
        exactSchedule: share(exactSchedule),
        allThree: share(allThree),
        exactStart: share(exactStart),
        exactTags: share(exactTags),
        ...counts,
        total,
      },
      missingFiles,
      sourcesOfAnotherText: otherText,
    },
    failures,
  };
};

/** Which facts of a DAG differ. */
function score(
  expected: ExpectedDag,
  { tasks, edges, schedule, startDate, tags }: DagFacts,
): string[] {
  const wrong: string[] = [];
  const certain = tasks.filter(({ uncertain }) => !uncertain);
  if (
    !same(
      certain.map(({ taskId }) => taskId),
      expected.tasks.map(({ task_id }) => task_id),
    )
  )
    wrong.push('tasks');
  if (
    !same(
      edges.filter(({ uncertain }) => !uncertain).map(({ from, to }) => `${from}\n${to}`),
      expected.edges.map((edge) => edge.join('\n')),
    )
  )
    wrong.push('edges');
  if (!sameSchedule(schedule, expected.schedule)) wrong.push('schedule');
  if (expected.start_date !== 'dynamic' && startDate !== expected.start_date) wrong.push('start');
  if (expected.start_date === 'dynamic' && (typeof startDate === 'string' || startDate === null))
    wrong.push('start');
  if ('unknown' in tags || !same([...tags], [...expected.tags])) wrong.push('tags');
  return wrong;
}

function sameSchedule(actual: DagFacts['schedule'], expected: ExpectedSchedule): boolean {
  if ('unknown' in actual || actual.kind !== expected.kind) return false;
  switch (actual.kind) {
    case 'cron':
    case 'preset':
      return actual.value === expected.value;
    case 'timedelta':
      return actual.seconds === expected.seconds;
    case 'assets':
      return same(actual.of.map(written), (expected.of ?? []).map(written));
    case 'assets_expr':
      return written(actual.expr) === written(expected.expr ?? { kind: 'none' });
    case 'timetable':
      return actual.class === expected.class;
    default:
      return true;
  }
}

/** A tree of assets as text, without the order inside a level. */
function written(asset: AssetExpression | ExpectedAsset): string {
  if ('of' in asset && asset.of)
    return `${asset.kind}(${asset.of.map(written).toSorted().join(',')})`;
  return `${asset.kind} ${'name' in asset && typeof asset.name === 'string' ? asset.name : '?'}`;
}

const same = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && invented(left, right) === 0;

const invented = (found: readonly string[], expected: readonly string[]): number => {
  const known = new Set(expected);
  return found.filter((each) => !known.has(each)).length;
};
