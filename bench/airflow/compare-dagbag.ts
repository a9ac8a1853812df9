import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPythonParser } from '@datasherpa/tools/adapters/python';
import {
  createFilesBehind,
  createTreeCache,
  openModules,
  readDagFile,
  type DagFacts,
  type DagSource,
} from '@datasherpa/tools/airflow';

/**
 * Compares what is read from the source with what a real DagBag found (`dagbag_facts.py`):
 * `node --conditions=datasherpa-source bench/airflow/compare-dagbag.ts DAGBAG.json FOLDER`. Prints one JSON object; ends with 1
 * where a fact differs. What Airflow 2 sets by default (a schedule of a day, catchup) is not compared with what Airflow 3 sets.
 */

interface BagDag {
  readonly dag_id: string;
  readonly schedule: {
    readonly kind: string;
    readonly value?: string;
    readonly seconds?: number;
    readonly class?: string;
  };
  readonly start_date: string | null;
  readonly catchup: boolean;
  readonly tags: readonly string[];
  readonly max_active_runs: number;
  readonly tasks: readonly Record<string, unknown>[];
  readonly edges: readonly (readonly string[])[];
}

const [bagPath, folder] = process.argv.slice(2);
if (!bagPath || !folder) throw new Error('usage: compare-dagbag.ts DAGBAG.json FOLDER');
const bag = JSON.parse(await readFile(bagPath, 'utf8')) as {
  airflow: string;
  /** Each folder in it is an Airflow home, whose files import each other. */
  homes?: boolean;
  files: { file: string; errors: string[]; dags: BagDag[] }[];
};
const parser = await openPythonParser();
const trees = createTreeCache(1_000_000);
const behind = new Map<string, ReturnType<typeof createFilesBehind>>();
const homeOf = (file: string): string => (bag.homes ? file.split('/')[0]! : '');

/** The files that the file may import: none where the files of the folder have nothing to do with each other. */
async function filesBehind(source: DagSource, home: string): Promise<readonly DagSource[]> {
  if (!bag.homes) return [];
  let known = behind.get(home);
  if (!known) {
    const files: DagSource[] = [];
    for await (const name of glob('**/*.py', { cwd: join(folder!, home) }))
      files.push({ name, text: await readFile(join(folder!, home, name), 'utf8') });
    known = createFilesBehind(files);
    behind.set(home, known);
  }
  return known(source).files;
}
/** Facts whose default differs between Airflow 2 and 3. */
const byVersion = new Set(['schedule', 'catchup', 'schedule.seconds']);

const differences: string[] = [];
const skipped: string[] = [];
const totals = { dags: 0, exactTasks: 0, exactEdges: 0, exactSchedule: 0, invented: 0 };
const isOfAirflow2 = bag.airflow.startsWith('2.');
for (const { file, errors, dags: expected } of bag.files) {
  const home = homeOf(file);
  const source = {
    name: home === '' ? file : file.slice(home.length + 1),
    text: await readFile(join(folder, file), 'utf8'),
  };
  const { facts } = readDagFile(
    source,
    parser,
    openModules(await filesBehind(source, home), parser, trees),
  );
  if (errors.length > 0) {
    // What cannot be imported on this machine says nothing about the source.
    skipped.push(`${file}: ${errors.join('; ')}`);
    continue;
  }
  const found = new Map(
    facts.dags.map((dag) => [typeof dag.dagId === 'string' ? dag.dagId : '(not known)', dag]),
  );
  const uncertain = new Set(facts.dags.filter((dag) => dag.uncertain).map(({ dagId }) => dagId));
  const ids = new Set(expected.map(({ dag_id }) => dag_id));
  for (const id of found.keys())
    if (!ids.has(id) && id !== '(not known)' && !uncertain.has(id))
      differences.push(`${file}: DAG ${id} is not in the DagBag`);
  for (const dag of expected) {
    totals.dags += 1;
    // An id that is not known (a variable of the environment in it) may still be the only one there is.
    const actual =
      found.get(dag.dag_id) ?? (expected.length === 1 ? found.get('(not known)') : undefined);
    if (actual) compare(`${file} ${dag.dag_id}`, dag, actual);
    else differences.push(`${file}: DAG ${dag.dag_id} is missing`);
  }
}
process.stdout.write(
  `${JSON.stringify({ airflow: bag.airflow, files: bag.files.length, ...totals, differences, skipped }, null, 1)}\n`,
);
process.exitCode = differences.length > 0 ? 1 : 0;

function compare(place: string, expected: BagDag, actual: DagFacts): void {
  const check = (what: string, wanted: unknown, got: unknown): void => {
    // Unknown is no claim; everything else must be equal.
    if (got === 'unknown' || (typeof got === 'object' && got !== null && 'unknown' in got)) return;
    if (isOfAirflow2 && !actual.given.includes(what) && byVersion.has(what)) return;
    if (JSON.stringify(wanted) !== JSON.stringify(got))
      differences.push(
        `${place} ${what}: ${JSON.stringify(wanted)} in the DagBag, ${JSON.stringify(got)} read`,
      );
  };
  check('start_date', expected.start_date, actual.startDate);
  check('catchup', expected.catchup, actual.catchup);
  check('max_active_runs', expected.max_active_runs, actual.maxActiveRuns);
  check('tags', expected.tags, 'unknown' in actual.tags ? actual.tags : actual.tags.toSorted());
  count(expected, actual);
  const { kind, ...schedule } =
    'unknown' in actual.schedule ? { kind: 'unknown' } : actual.schedule;
  check('schedule', expected.schedule.kind, kind.replace('assets_expr', 'assets'));
  for (const key of ['value', 'seconds', 'class'] as const)
    if (key in schedule)
      check(`schedule.${key}`, expected.schedule[key], (schedule as Record<string, unknown>)[key]);
  // That a task may exist is no claim either.
  const tasks = new Map(
    actual.tasks.filter(({ uncertain }) => !uncertain).map((task) => [task.taskId, task]),
  );
  check(
    'tasks',
    expected.tasks.map((task) => String(task['task_id'])).toSorted(),
    [...tasks.keys()].toSorted(),
  );
  check(
    'edges',
    expected.edges.map((edge) => edge.join(' > ')),
    actual.edges.map(({ from, to }) => `${from} > ${to}`).toSorted(),
  );
  for (const task of expected.tasks) {
    const read = tasks.get(String(task['task_id']));
    if (!read) continue;
    const where = `task ${read.taskId} `;
    check(`${where}operator`, task['operator'], read.operator);
    check(`${where}trigger_rule`, task['trigger_rule'], read.triggerRule);
    check(`${where}retries`, task['retries'], read.retries);
    check(`${where}retry_delay`, task['retry_delay'], read.retryDelaySeconds);
    check(`${where}owner`, task['owner'], read.owner);
    check(`${where}pool`, task['pool'], read.pool ?? 'default_pool');
    check(`${where}setup`, task['setup'], read.setup);
    check(`${where}teardown`, task['teardown'], read.teardown);
    check(`${where}mapped`, task['mapped'], read.mapped !== null);
    check(`${where}group`, task['group'], read.group);
  }
}

/** Exact means: all there, none invented, and nothing unknown. */
function count(expected: BagDag, actual: DagFacts): void {
  const equal = (wanted: readonly string[], got: readonly string[]): boolean =>
    JSON.stringify(wanted.toSorted()) === JSON.stringify(got.toSorted());
  const wantedTasks = expected.tasks.map((task) => String(task['task_id']));
  const tasks = actual.tasks.filter(({ uncertain }) => !uncertain).map(({ taskId }) => taskId);
  totals.exactTasks += Number(equal(wantedTasks, tasks));
  totals.invented += tasks.filter((taskId) => !wantedTasks.includes(taskId)).length;
  totals.exactEdges += Number(
    equal(
      expected.edges.map((edge) => edge.join(' > ')),
      actual.edges.map(({ from, to }) => `${from} > ${to}`),
    ),
  );
  const { schedule } = actual;
  if ('unknown' in schedule) return;
  const given = actual.given.includes('schedule') || actual.given.includes('schedule_interval');
  const wanted = expected.schedule;
  const isExact =
    (isOfAirflow2 && !given) ||
    (wanted.kind === schedule.kind.replace('assets_expr', 'assets') &&
      (schedule.kind !== 'timedelta' || schedule.seconds === wanted.seconds) &&
      ((schedule.kind !== 'cron' && schedule.kind !== 'preset') ||
        schedule.value === wanted.value));
  totals.exactSchedule += Number(isExact);
}
