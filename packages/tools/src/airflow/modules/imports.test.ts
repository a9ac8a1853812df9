import { beforeAll, describe, expect, test } from 'vitest';
import { openPythonParser } from '../../adapters/python/index.ts';
import { readDagFile, type DagFacts, type PythonParser, type ReadDagFile } from '../index.ts';
import { createFilesBehind } from './files-behind.ts';
import { absoluteName, createModuleFinder } from './find-module.ts';
import { createTreeCache, openModules } from './open-modules.ts';

let parser: PythonParser;
beforeAll(async () => {
  parser = await openPythonParser();
});

const sdk = `from airflow.sdk import DAG, BaseOperator, task
from airflow.providers.standard.operators.empty import EmptyOperator
`;

/** Reads the first of the files, as the plugin does: with the files that it may import. */
function read(files: Readonly<Record<string, string>>, cache = createTreeCache(1e6)): ReadDagFile {
  const all = Object.entries(files).map(([name, text]) => ({ name, text }));
  const { files: behind } = createFilesBehind(all)(all[0]!);
  return readDagFile(all[0]!, parser, openModules(behind, parser, cache));
}
const dagOf = (files: Readonly<Record<string, string>>): DagFacts => read(files).facts.dags[0]!;

describe('what is imported', () => {
  test('values, and where they stand', () => {
    const dag = dagOf({
      'a.py': `${sdk}from common import ARGS, EVERY\nwith DAG("d", schedule=EVERY, default_args=ARGS):\n    EmptyOperator(task_id="x")\n`,
      'common.py': 'EVERY = "@daily"\nARGS = {\n    "owner": "kim",\n    "retries": 2,\n}\n',
    });
    expect(dag.schedule).toEqual({ kind: 'preset', value: '@daily' });
    expect(dag.valuePlaces).toMatchObject({ schedule: { file: 'common.py', line: 1 } });
    expect(dag.tasks[0]).toMatchObject({
      owner: 'kim',
      retries: 2,
      span: { line: 5 },
      valuePlaces: { retries: { file: 'common.py', line: 4 } },
    });
  });

  test('a function that makes tasks: they stand where it makes them', () => {
    const dag = dagOf({
      'a.py': `${sdk}import lib.make\nwith DAG("d", schedule=None):\n    lib.make.pair("x")\n`,
      'lib/make.py': `${sdk}def pair(name):\n    EmptyOperator(task_id=name) >> EmptyOperator(task_id="after")\n`,
    });
    expect(dag.tasks.map(({ taskId, span }) => [taskId, span.file, span.line])).toEqual([
      ['x', 'lib/make.py', 4],
      ['after', 'lib/make.py', 4],
    ]);
    expect(dag.edges[0]).toMatchObject({ from: 'x', to: 'after', span: { file: 'lib/make.py' } });
  });

  test('an operator of another file keeps the name of its module, and stands where it is called', () => {
    const dag = dagOf({
      'dags/a.py': `${sdk}from ops.load import Load\nwith DAG("d", schedule=None):\n    Load(\n        task_id="x", table="t")\n`,
      'plugins/ops/load.py': `${sdk}class Load(BaseOperator):\n    def __init__(self, table, **more):\n        super().__init__(pool="p", **more)\n`,
    });
    expect(dag.tasks[0]).toMatchObject({
      operator: 'Load',
      operatorModule: 'ops.load',
      pool: 'p',
      span: { line: 5, endLine: 6 },
      argumentLines: { task_id: 6 },
    });
  });

  test('what an imported file reads while it is imported is told with its place', () => {
    const { facts } = read({
      'a.py': `${sdk}from conf import BUCKET\nwith DAG("d", schedule=None):\n    EmptyOperator(task_id="x")\n`,
      'conf.py':
        'from airflow.sdk import Variable\nBUCKET = Variable.get("bucket")\ndef later():\n    return Variable.get("not_run")\n',
    });
    expect(facts.reads).toEqual([
      { kind: 'variable', name: 'bucket', when: 'import', line: 2, file: 'conf.py' },
    ]);
    expect(facts.importedFiles).toEqual(['conf.py']);
  });

  test('a name of its own: functions of another file do not see the variables of the DAG file', () => {
    const dag = dagOf({
      'a.py': `${sdk}from lib import make\nNAME = "wrong"\nwith DAG("d", schedule=None):\n    make()\n`,
      'lib.py': `${sdk}NAME = "right"\ndef make():\n    return EmptyOperator(task_id=NAME)\n`,
    });
    expect(dag.tasks.map(({ taskId }) => taskId)).toEqual(['right']);
  });
});

describe('what is not known stays unknown', () => {
  const using = (line: string): string =>
    `${sdk}${line}\nwith DAG("d", schedule=X):\n    EmptyOperator(task_id="x")\n`;
  test.each<[string, Record<string, string>, string]>([
    [
      'a module that is not there',
      { 'a.py': using('from gone import X') },
      'gone.X is in a module that was not given',
    ],
    [
      'a name that is not there',
      { 'a.py': using('from lib import X'), 'lib.py': 'Y = 1\n' },
      'X is not in lib.py',
    ],
    [
      'files that import each other at the wrong moment',
      {
        'a.py': using('from one import X'),
        'one.py': 'from two import Y\nX = Y\n',
        'two.py': 'from one import X\nY = X\n',
      },
      'one.py has no X yet: the files import each other',
    ],
  ])('%s', (_, files, why) => {
    expect(dagOf(files).schedule).toMatchObject({ unknown: why });
  });

  test('a value of a line that cannot be read is taken as imported, not as missing', () => {
    const { schedule } = dagOf({
      'a.py': using('from lib import X'),
      'lib.py': 'X = (((\n"@daily"\n',
    });
    expect(schedule).toHaveProperty('unknown');
  });

  test('five hundred files that import each other end', () => {
    const files: Record<string, string> = { 'a.py': using('from m0 import X') };
    for (let at = 0; at < 500; at += 1)
      files[`m${at}.py`] = `from m${(at + 1) % 500} import *\nfrom m${(at + 7) % 500} import *\n`;
    expect(dagOf(files).schedule).toHaveProperty('unknown');
  });
});

test('an import with a dot in front: refused in a DAG file, read in a package', () => {
  const dag = `${sdk}from .words import WORD\nwith DAG(WORD, schedule=None):\n    EmptyOperator(task_id="x")\n`;
  const { facts } = read({ 'dags/in/a.py': dag, 'dags/in/words.py': 'WORD = "w"\n' });
  expect(facts.problems).toMatchObject([{ kind: 'relative_import', line: 3 }]);
  expect(facts.dags[0]!.dagId).toBe('w');
  expect(
    read({ 'dags/in/lib.py': 'from .words import WORD\n', 'dags/in/words.py': 'WORD = "w"\n' })
      .facts.problems,
  ).toEqual([]);
});

describe('where a module is looked for', () => {
  const finder = createModuleFinder([
    'repo/dags/a.py',
    'repo/dags/common/__init__.py',
    'repo/dags/common/tables.py',
    'repo/dags/team/b.py',
    'repo/dags/team/settings.py',
    'repo/dags/settings.py',
    'repo/plugins/common/other.py',
    'repo/plugins/hooks.py',
    'repo/src/json.py',
    'repo/json.py',
  ]);
  const file = (name: string, from = 'repo/dags/team/b.py'): string | null | undefined =>
    finder.top(name, from)?.file;
  test('the folder of DAGs, then plugins, then the folders above the file', () => {
    expect(file('settings')).toBe('repo/dags/settings.py');
    expect(file('hooks')).toBe('repo/plugins/hooks.py');
    expect(file('b')).toBe('repo/dags/team/b.py');
    expect(file('nowhere')).toBeUndefined();
  });
  test('a package hides a folder of the same name; the standard library hides everything', () => {
    const common = finder.top('common', 'repo/dags/a.py')!;
    expect(finder.inside(common, 'tables')!.file).toBe('repo/dags/common/tables.py');
    expect(finder.inside(common, 'other')).toBeNull();
    expect(file('json', 'repo/src/x.py')).toBeUndefined();
    expect(file('airflow')).toBeUndefined();
  });
  test('where the folder of DAGs itself was given, its name means that folder', () => {
    const inner = createModuleFinder(['config.py', 'a.py']);
    expect(inner.inside(inner.top('dags', 'a.py')!, 'config')!.file).toBe('config.py');
  });
  test.each([
    ['b.c', 'x/y.py', null, 'b.c'],
    ['.c', 'x/y.py', null, 'x.c'],
    ['..c', 'x/y.py', null, 'c'],
    ['...c', 'x/y.py', null, null],
    ['.c', 'lib/y.py', 'lib.y', 'lib.c'],
    ['.c', 'lib/__init__.py', 'lib', 'lib.c'],
    ['.', 'lib/y.py', 'lib.y', 'lib'],
  ])('%s in %s, imported as %s, is %s', (text, path, module, name) => {
    expect(absoluteName(text, { path, module })).toBe(name);
  });
});

test('all files that a file may lead to are found, however the imports are written', () => {
  const all = Object.entries({
    'a.py': `import b, c.d as e
from f import (
    g,  # not h
    i as j,
)
try: from k import *
except ImportError: import l
from m \\
    import n
import_module("o.p"); importlib.import_module(f"q.{name}")
"from z import z is a text, but may be read as one import too many"
`,
    'b.py': 'from . import deep',
    'deep.py': '',
    'c/d.py': '',
    'f/__init__.py': '',
    'f/g.py': '',
    'f/h.py': '',
    'f/i.py': '',
    'j.py': '',
    'k.py': '',
    'l.py': '',
    'm/n.py': '',
    'o/p.py': '',
    'q/one.py': '',
    'q/two/__init__.py': '',
    'unrelated.py': '',
  }).map(([name, text]) => ({ name, text }));
  expect(createFilesBehind(all)(all[0]!)).toEqual({
    cut: false,
    files: all
      .filter(({ name }) => !['a.py', 'f/h.py', 'j.py', 'unrelated.py'].includes(name))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  });
});

test('a tree is kept as long as the text is the same', () => {
  let parsed: string[] = [];
  const counting: PythonParser = {
    parse(source, origin) {
      if (origin) parsed.push(origin.file!);
      return parser.parse(source, origin);
    },
  };
  const cache = createTreeCache(1000);
  const schedule = (text: string, other = ''): unknown => {
    const files = [
      { name: 'lib.py', text },
      { name: 'other.py', text: other },
    ];
    const source = {
      name: 'a.py',
      text: `${sdk}from lib import X\nimport other\nwith DAG("d", schedule=X):\n    pass\n`,
    };
    return readDagFile(source, counting, openModules(files, counting, cache)).facts.dags[0]!
      .schedule;
  };
  expect(schedule('X = "@daily"\n')).toMatchObject({ value: '@daily' });
  expect(schedule('X = "@daily"\n')).toMatchObject({ value: '@daily' });
  expect(parsed).toEqual(['lib.py', 'other.py']);
  parsed = [];
  expect(schedule('X = "@hourly"\n')).toMatchObject({ value: '@hourly' });
  expect(parsed).toEqual(['lib.py']);
  parsed = [];
  // More than is kept: the one that was asked for longest ago goes.
  schedule('X = "@hourly"\n', '#'.repeat(990));
  schedule('X = "@hourly"\n', '#'.repeat(990));
  expect(parsed).toEqual(['other.py', 'lib.py', 'other.py']);
});
