import { beforeAll, describe, expect, test } from 'vitest';
import { openPythonParser } from '../adapters/python/index.ts';
import { SherpaError } from '../errors.ts';
import { readDagFile, type DagFacts, type FileFacts, type PythonParser } from './index.ts';

let parser: PythonParser;
beforeAll(async () => {
  parser = await openPythonParser();
});

const read = (text: string, name = 'dags/orders.py'): FileFacts =>
  readDagFile({ name, text }, parser).facts;
const only = (text: string): DagFacts => {
  const { dags } = read(text);
  expect(dags).toHaveLength(1);
  return dags[0]!;
};
const ids = ({ tasks }: DagFacts): string[] => tasks.map(({ taskId }) => taskId);
const edges = ({ edges: all }: DagFacts): string[] =>
  all.map(({ from, to, label }) => `${from} > ${to}${label ? ` (${label})` : ''}`);

const imports = `
from datetime import datetime, timedelta
import pendulum
from airflow.sdk import DAG, Asset, AssetAlias, Label, TaskGroup, asset, chain, cross_downstream, dag, setup, task, task_group, teardown
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
`;
const inDag = (body: string, args = ''): string =>
  `${imports}\nwith DAG("d", schedule=None${args}):\n${body.replaceAll(/^/gm, '    ')}\n`;

describe('tasks and edges', () => {
  test('shift operators, lists and labels', () => {
    const found = only(
      inDag(`
a, b, c, d = [EmptyOperator(task_id=x) for x in "abcd"]
a >> Label("yes") >> [b, c] >> d
d.set_upstream(a)
`),
    );
    expect(ids(found)).toEqual(['a', 'b', 'c', 'd']);
    expect(edges(found)).toEqual(['a > b (yes)', 'a > c (yes)', 'b > d', 'c > d', 'a > d']);
  });

  test('loops, f-strings, constants, functions of the file and dictionaries', () => {
    const found = only(
      `${imports}
TABLES = {"orders": {"hour": 3}, "items": {"hour": 4}}
def load(table, *, suffix="daily"):
    extract = BashOperator(task_id=f"extract_{table}_{suffix}", bash_command="x")
    extract >> BashOperator(task_id="load_{}".format(table), bash_command="y")
    return extract
with DAG(dag_id="d", schedule="@daily") as dag:
    start = EmptyOperator(task_id="start")
    for number, (name, settings) in enumerate(TABLES.items()):
        if settings["hour"] < 4:
            start >> load(name)
        else:
            start >> load(name, suffix="%02d" % number)
`,
    );
    expect(ids(found)).toEqual([
      'start',
      'extract_orders_daily',
      'load_orders',
      'extract_items_01',
      'load_items',
    ]);
    expect(edges(found)).toContain('extract_items_01 > load_items');
  });

  test('TaskFlow: return values are edges, names that are taken get a suffix', () => {
    const found = only(
      `${imports}
@task
def get(n): ...
@task.branch(task_id="pick")
def choose(rows): ...
@dag(schedule=timedelta(hours=2), start_date=datetime(2024, 1, 1), tags=["x"])
def flow(limit: int = 5):
    first = get(1)
    second = get({"rows": [first["key"]]})
    choose.override(retries=3)(second)
flow()
`,
    );
    expect(ids(found)).toEqual(['get', 'get__1', 'pick']);
    expect(edges(found)).toEqual(['get > get__1', 'get__1 > pick']);
    expect(found).toMatchObject({
      schedule: { kind: 'timedelta', seconds: 7200 },
      params: { limit: 5 },
      definedBy: 'decorator',
    });
    expect(found.tasks[2]).toMatchObject({
      decorator: '@task.branch',
      kind: 'branch',
      retries: 3,
      callable: 'choose',
    });
  });

  test('groups: prefixes, suffixes in loops, ends, mapping', () => {
    const found = only(
      inDag(`
@task
def one(x): ...
@task_group
def section(n):
    """Some work."""
    one(one(n))
start = EmptyOperator(task_id="start")
for n in range(2):
    start >> section(n)
with TaskGroup("plain", prefix_group_id=False) as plain:
    EmptyOperator(task_id="inside") >> EmptyOperator(task_id="end")
plain >> EmptyOperator(task_id="last")
`),
    );
    expect(ids(found)).toEqual([
      'start',
      'section.one',
      'section.one__1',
      'section__1.one',
      'section__1.one__1',
      'inside',
      'end',
      'last',
    ]);
    expect(edges(found)).toContain('start > section__1.one');
    expect(edges(found)).not.toContain('start > section.one__1');
    expect(edges(found)).toContain('end > last');
    expect(found.groups.map(({ groupId, tooltip }) => [groupId, tooltip])).toEqual([
      ['section', 'Some work.'],
      ['section__1', 'Some work.'],
      ['plain', ''],
    ]);
  });

  test('mapped tasks and mapped groups', () => {
    const found = only(
      inDag(`
@task
def names(): return []
@task
def greet(name, end): ...
@task_group
def each(item):
    EmptyOperator(task_id="begin") >> greet(item, "!")
greet.partial(end=".").expand(name=names())
BashOperator.partial(task_id="run", env={"A": "1"}).expand(bash_command=["a", "b"])
each.expand(item=names())
`),
    );
    expect(found.tasks.find(({ taskId }) => taskId === 'run')).toMatchObject({
      mapped: { over: ['bash_command'], partial: ['env'] },
    });
    expect(edges(found)).toEqual([
      'names > greet',
      'names__1 > each.greet',
      'each.begin > each.greet',
      'names__1 > each.begin',
    ]);
  });

  test('setup and teardown, by method and as a block', () => {
    const found = only(
      inDag(`
@setup
def make(): ...
@teardown
def drop(cluster): ...
@task
def work(): ...
a, b, c = [EmptyOperator(task_id=x) for x in "abc"]
a >> b >> c.as_teardown(setups=a)
with drop(make()):
    work() >> EmptyOperator(task_id="more")
`),
    );
    expect(edges(found).toSorted()).toEqual(
      [
        'a > b',
        'a > c',
        'b > c',
        'make > drop',
        'make > work',
        'more > drop',
        'work > more',
      ].toSorted(),
    );
    expect(found.tasks.filter(({ setup }) => setup).map(({ taskId }) => taskId)).toEqual([
      'a',
      'make',
    ]);
    expect(found.tasks.find(({ taskId }) => taskId === 'c')).toMatchObject({
      teardown: true,
      triggerRule: 'all_done_setup_success',
    });
  });

  test('chain pairs lists, cross_downstream does not', () => {
    const found = only(
      inDag(`
a, b, c, d, e = [EmptyOperator(task_id=x) for x in "abcde"]
chain(a, [b, c], [d, e])
cross_downstream([b, c], [e])
`),
    );
    expect(edges(found)).toEqual(['a > b', 'a > c', 'b > d', 'c > e', 'b > e']);
  });

  test('default_args of DAG and group are merged, what is written at the task counts most', () => {
    const found = only(
      inDag(
        `
with TaskGroup("g", default_args={"retries": 4, "pool": "small"}):
    BashOperator(task_id="a", bash_command="x")
    BashOperator(task_id="b", bash_command="x", retries=1, retry_delay=timedelta(minutes=2))
`,
        ', default_args={"owner": "data", "retries": 2}',
      ),
    );
    expect(found.tasks.map(({ retries, owner, pool }) => [retries, owner, pool])).toEqual([
      [4, 'data', 'small'],
      [1, 'data', 'small'],
    ]);
    expect(found.tasks[1]).toMatchObject({
      retryDelaySeconds: 120,
      fromDefaults: ['owner', 'pool'],
    });
  });

  test('classes of the file that are operators', () => {
    const found = only(
      `${imports}
from airflow.models.baseoperator import BaseOperator
class Load(BaseOperator):
    template_fields = ("table",)
    def __init__(self, table, rows=None, **kwargs):
        super().__init__(**kwargs)
        self.table = table
class Store(Load):
    def __init__(self, name, **kwargs):
        super().__init__(table=name, task_id=f"store_{name}", **kwargs)
@task
def table(): ...
with DAG("d", schedule=None):
    Load(task_id="load", table=table(), rows=table()) >> Store("items", retries=2)
`,
    );
    expect(ids(found)).toEqual(['table', 'table__1', 'load', 'store_items']);
    expect(edges(found)).toEqual(['table > load', 'load > store_items']);
    expect(found.tasks[3]).toMatchObject({ operator: 'Store', retries: 2 });
  });
});

describe('schedules and dates', () => {
  const schedule = (written: string) =>
    only(`${imports}\nDATA = Asset("s3://a")\nwith DAG("d", schedule=${written}): pass`).schedule;
  test.each([
    ['None', { kind: 'none' }],
    ['"@daily"', { kind: 'preset', value: '@daily' }],
    ['"0 5 * * 1-5"', { kind: 'cron', value: '0 5 * * 1-5' }],
    ['timedelta(days=1, hours=6)', { kind: 'timedelta', seconds: 108_000 }],
    ['[DATA]', { kind: 'assets', of: [{ kind: 'asset', name: 's3://a', uri: 's3://a' }] }],
    ['AssetAlias("x")', { kind: 'assets', of: [{ kind: 'alias', name: 'x' }] }],
    [
      'DATA & Asset("b") & Asset("c")',
      {
        kind: 'assets_expr',
        expr: { kind: 'all', of: [{ name: 's3://a' }, { name: 'b' }, { name: 'c' }] },
      },
    ],
    [
      'DATA | (Asset("b") & Asset("c"))',
      { kind: 'assets_expr', expr: { kind: 'any', of: [{ name: 's3://a' }, { kind: 'all' }] } },
    ],
  ])('%s', (written, expected) => {
    expect(schedule(written)).toMatchObject(expected);
  });

  test('start dates are given in UTC, in the zone that the schedule counts in', () => {
    const found = only(
      `${imports}\nwith DAG("d", schedule="@daily", start_date=pendulum.datetime(2024, 7, 1, tz="Europe/Berlin"), end_date=datetime.max): pass`,
    );
    expect(found).toMatchObject({
      startDate: '2024-06-30T22:00:00+00:00',
      timezone: 'Europe/Berlin',
      endDate: '9999-12-31T23:59:59+00:00',
    });
  });

  test('an asset function is a DAG with one task', () => {
    const found = only(
      `${imports}\n@asset(uri="s3://b", schedule="@hourly")\ndef orders(self, customers): ...`,
    );
    expect(found).toMatchObject({
      dagId: 'orders',
      definedBy: 'asset',
      schedule: { kind: 'preset', value: '@hourly' },
    });
    expect(found.tasks[0]).toMatchObject({
      taskId: 'orders',
      kind: 'asset',
      outlets: [{ name: 'orders', uri: 's3://b' }],
      inlets: [{ kind: 'ref', name: 'customers' }],
    });
  });
});

describe('what is not known is said, and never guessed', () => {
  test('values that are read at import', () => {
    const found = only(`
import os
from airflow import DAG
from airflow.models import Variable
from airflow.operators.bash import BashOperator
with DAG("d", schedule=os.environ["S"], start_date=Variable.get("start")):
    for name in Variable.get("names", deserialize_json=True):
        BashOperator(task_id=f"t_{name}", bash_command="x")
    BashOperator(task_id="sure", bash_command="x", retries=int(os.getenv("R", "2")))
`);
    expect(ids(found)).toEqual(['sure']);
    expect(found.schedule).toEqual({
      unknown: 'environment variables are not known',
      line: 6,
      endLine: 6,
    });
    expect(found.unknowns.map(({ what, line }) => [what, line])).toEqual([
      ['schedule', 6],
      ['startDate', 6],
      ['timezone', 6],
      ['task_id of a BashOperator', 8],
      ['retries of task sure', 9],
    ]);
  });

  test('a condition that is not known', () => {
    const { dags } = read(`
import os
from airflow import DAG
from airflow.operators.bash import BashOperator
schedule = "@daily"
if os.environ.get("ENV") == "prod":
    schedule = "@hourly"
with DAG("d", schedule=schedule, catchup=False) as d:
    a = BashOperator(task_id="a", bash_command="x")
    if os.environ.get("ENV"):
        a >> BashOperator(task_id="b", bash_command="x")
`);
    const [found] = dags;
    expect(found!.schedule).toHaveProperty('unknown');
    expect(found!.tasks.map(({ taskId, uncertain }) => [taskId, uncertain?.line ?? null])).toEqual([
      ['a', null],
      ['b', 10],
    ]);
    expect(found!.edges[0]!.uncertain).toMatchObject({ line: 10 });
  });

  test('functions of other modules that may add tasks', () => {
    const found = only(`
from airflow import DAG
from common import add_alerts
with DAG("d", schedule=None) as dag:
    add_alerts(dag)
`);
    expect(found.unknowns).toMatchObject([{ what: 'tasks', line: 5 }]);
  });

  test('conditions on imports, on the name of the module and on type checking are known', () => {
    const found = only(`
from typing import TYPE_CHECKING
try:
    from airflow.sdk import DAG
except ImportError:
    from airflow import DAG
if TYPE_CHECKING:
    from x import y
with DAG("d", schedule=None) as dag:
    pass
if __name__ == "__main__":
    dag.test()
`);
    expect(found.uncertain).toBeNull();
  });
});

describe('what Airflow would refuse or overlook', () => {
  test.each([
    [
      'with DAG("d", schedule=None):\n    EmptyOperator(task_id="a")\n    EmptyOperator(task_id="a")',
      'duplicate_task_id',
    ],
    ['def make():\n    return DAG("d", schedule=None)\nmake()', 'dag_not_registered'],
    ['@dag(schedule=None)\ndef d(): pass', 'dag_function_not_called'],
    [
      'a = EmptyOperator(task_id="a", dag=DAG("d", schedule=None))\nb = EmptyOperator(task_id="b", dag=DAG("e", schedule=None))\na >> b',
      'edge_between_dags',
    ],
  ])('%s', (source, kind) => {
    expect(read(imports + source).problems.map((problem) => problem.kind)).toContain(kind);
  });

  test('a DAG that a function puts among the globals is found', () => {
    const { dags, problems } = read(`${imports}
def make(name):
    with DAG(f"load_{name}", schedule=None, auto_register=False) as made:
        EmptyOperator(task_id="a")
    return made
for name in ("x", "y"):
    globals()[f"dag_{name}"] = make(name)
`);
    expect(dags.map(({ dagId }) => dagId)).toEqual(['load_x', 'load_y']);
    expect(problems).toEqual([]);
  });
});

describe('hostile and broken files', () => {
  test('the readable part of a file with errors is reported, with the lines that are not', () => {
    const found = read(`${imports}
with DAG("d", schedule=None):
    a = EmptyOperator(task_id="a")
    b = EmptyOperator(task_id="b"
    c = EmptyOperator(task_id="c")
    a >> c
def broken(:
    pass
with DAG("e", schedule=None):
    EmptyOperator(task_id="z")
`);
    expect(found.dags.map(({ dagId }) => dagId)).toEqual(['d', 'e']);
    expect(ids(found.dags[0]!)).toContain('a');
    expect(found.unreadable.length).toBeGreaterThan(0);
  });

  test.each([
    ['an endless loop', 'while True:\n    x = 1'],
    ['loops inside loops', 'for a in range(100000):\n  for b in range(100000):\n    x = a'],
    ['a text that doubles', 's = "x" * 1000\nfor i in range(100):\n    s = s + s'],
    ['a list that doubles', 's = [1]\nfor i in range(100):\n    s = s + s'],
    ['recursion', 'def f(n):\n    return f(n + 1)\nf(0)'],
    ['a list in itself', 'a = []\na.append(a)\nimport copy\nb = copy.deepcopy(a)\nc = a == b'],
    ['deep brackets', `x = ${'('.repeat(5000)}1${')'.repeat(5000)}`],
    ['a long sum', `x = ${'1 + '.repeat(20_000)}1`],
  ])('%s ends', (_, source) => {
    const started = performance.now();
    try {
      read(`${imports}${source}\nwith DAG("after", schedule=None): pass\n`);
    } catch (error) {
      if (!(error instanceof SherpaError)) throw error;
    }
    expect(performance.now() - started).toBeLessThan(8000);
  });

  test('a binary file and an empty one have no DAG', () => {
    expect(read('\u0000\u0001\uFFFD'.repeat(1000)).dags).toEqual([]);
    expect(read('').dags).toEqual([]);
  });

  test('Python 2 is read as far as it goes', () => {
    expect(
      only(
        'from airflow import DAG\nprint "hello"\ntry:\n    pass\nexcept Exception, e:\n    pass\nwith DAG("d", schedule_interval="@daily"):\n    pass\n',
      ),
    ).toMatchObject({
      schedule: { kind: 'preset', value: '@daily' },
    });
  });
});

describe('what Python does on the way', () => {
  test('exceptions that certainly come choose the handler; others leave the body alone', () => {
    const found = only(
      inDag(`
try:
    name = {"a": 1}["b"]
except (ValueError, KeyError):
    name = "handled"
else:
    name = "no"
EmptyOperator(task_id=name)
for x in ["1", "b"]:
    try:
        EmptyOperator(task_id=f"n{int(x)}")
    except ValueError:
        continue
def refuse():
    raise RuntimeError("x")
try:
    refuse()
except Exception as error:
    EmptyOperator(task_id="refused")
try:
    value = 1
except KeyError:
    EmptyOperator(task_id="never")
`),
    );
    expect(ids(found)).toEqual(['handled', 'n1', 'refused']);
  });

  test('match takes the case that fits', () => {
    const found = only(
      inDag(`
for kind in ["a", "b", 3, ["x", "y"]]:
    match kind:
        case "a" | "z":
            EmptyOperator(task_id="first")
        case [one, two]:
            EmptyOperator(task_id=one + two)
        case int() if False:
            pass
        case 3:
            EmptyOperator(task_id="three")
        case other:
            EmptyOperator(task_id=f"other_{other}")
`),
    );
    expect(ids(found)).toEqual(['first', 'other_b', 'three', 'xy']);
  });

  test('classes: properties, class methods, fields with factories, enumerations, named tuples', () => {
    const found = only(
      inDag(`
from collections import namedtuple
from dataclasses import dataclass, field
from enum import Enum
class Kind(Enum):
    RAW = "raw"
@dataclass
class Job:
    name: str
    deps: list = field(default_factory=list)
    def __post_init__(self):
        self.full = self.name + "_job"
    @property
    def task_id(self):
        return f"run_{self.full}"
    @classmethod
    def named(cls, name):
        return cls(name)
    @staticmethod
    def end(name):
        return name + "_end"
Pair = namedtuple("Pair", "left right")
left, right = Pair(left="l", right="r")
job = Job.named("load")
job.deps.append(1)
EmptyOperator(task_id=job.task_id) >> EmptyOperator(task_id=Job.end(left + right))
EmptyOperator(task_id=f"{Kind('raw').name}_{len(Job('x').deps)}")
`),
    );
    expect(ids(found)).toEqual(['run_load_job', 'lr_end', 'RAW_0']);
  });

  test('edges by reduce, by what has no upstream, and out of a group whose tasks have no known names', () => {
    const found = read(
      inDag(`
import functools, os
a, b, c = [EmptyOperator(task_id=x) for x in "abc"]
functools.reduce(lambda x, y: x >> y, [a, b])
start = EmptyOperator(task_id="start")
for t in [a, b, c]:
    if not t.upstream_list and t is not c:
        start >> t
end = EmptyOperator(task_id="end")
with TaskGroup("g") as g:
    EmptyOperator(task_id=os.environ["X"])
c >> g >> end
`),
    );
    expect(edges(found.dags[0]!)).toEqual(['a > b', 'start > a']);
    expect(found.unknowns.map(({ what }) => what)).toContain('edge ? -> end');
  });

  test('tasks of a DAG object and of the compatibility module; a group outside of a DAG takes no task', () => {
    const found = only(`
from airflow.providers.common.compat.sdk import DAG, task
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import TaskGroup
import datetime
dag = DAG("d", schedule=None, default_args={"start_date": datetime.datetime(2024, 1, 1)})
@dag.task(retries=2)
def one(): ...
@task
def two(): ...
one()
with dag:
    two()
with TaskGroup("g", dag=dag):
    EmptyOperator(task_id="lost")
`);
    expect(ids(found)).toEqual(['one', 'two']);
    expect(found.tasks[0]).toMatchObject({ decorator: '@task', retries: 2 });
    expect(found.startDate).toBe('2024-01-01T00:00:00+00:00');
  });
});
