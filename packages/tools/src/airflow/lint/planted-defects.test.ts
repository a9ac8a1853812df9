import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { createDagReader } from '../../adapters/python/index.ts';
import { lintProject, type Finding } from '../index.ts';

const reader = createDagReader();
afterAll(() => reader.close());

const now = Date.parse('2026-01-01T00:00:00Z');
async function lint(name: string, text: string): Promise<readonly Finding[]> {
  const answer = await reader.read({ name, text }, { lint: true, now });
  if ('problem' in answer) throw new Error(answer.problem);
  expect(answer.missing).toEqual([]);
  return answer.findings;
}

test.each(['planted-airflow3.py', 'planted-airflow2.py'])(
  'every planted defect of %s is found, in its line',
  async (name) => {
    const text = readFileSync(new URL(`../testing/${name}`, import.meta.url), 'utf8');
    const expected = text
      .split('\n')
      .flatMap((line, at) =>
        (/ {2}# expect ([\w -]+)$/.exec(line)?.[1]?.split(' ') ?? []).map(
          (rule) => `${at + 1} ${rule}`,
        ),
      );
    const findings = await lint(name, text);
    const found = new Set(findings.map(({ line, rule }) => `${line} ${rule}`));
    expect(expected.length).toBeGreaterThan(5);
    expect(expected.filter((each) => !found.has(each))).toEqual([]);
    // What is more than information was planted; ruff names some of it at other lines too.
    const own = findings
      .filter(({ level, rule }) => level !== 'info' && !/^(?:AIR|S)\d/.test(rule))
      .map(({ line, rule }) => `${line} ${rule}`);
    expect(own.filter((each) => !expected.includes(each))).toEqual([]);
  },
);

const head = `from airflow.sdk import DAG, task
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import BranchPythonOperator
`;

test.each([
  [
    'a join with the right trigger rule',
    'def f():\n    return "a" if x else "b"\nx = 1\nwith DAG("d", schedule=None):\n    BranchPythonOperator(task_id="p", python_callable=f) >> [EmptyOperator(task_id="a"), EmptyOperator(task_id="b")] >> EmptyOperator(task_id="j", trigger_rule="none_failed_min_one_success")',
  ],
  [
    'a template name that is a parameter of the user',
    'with DAG("d", schedule=None):\n    EmptyOperator(task_id="a", doc="{{ params.execution_date }} {{ dag_run.conf }}")',
  ],
  [
    'text outside of a template',
    'with DAG("d", schedule=None):\n    EmptyOperator(task_id="a", doc="execution_date")',
  ],
  [
    'work in a task',
    'import requests\nwith DAG("d", schedule=None):\n    @task\n    def t():\n        return requests.get("https://example.org", timeout=3)\n    t()',
  ],
  ['an insert that is repeatable', 'SQL = "INSERT INTO a SELECT 1 ON CONFLICT DO NOTHING"'],
  [
    'a password that is read',
    'import os\npassword = os.environ["PASSWORD"]\ndef get_token(): ...\ntoken = get_token()',
  ],
  [
    'a password by another name',
    'DB = "db_password"\nuse = dict(password=DB, api_key="{API_KEY}", aws_secret_access_key=DB[0])',
  ],
  [
    'a hook that is only made, and one in a task of a DAG object',
    'from airflow.providers.ssh.hooks.ssh import SSHHook\nd = DAG("d", schedule=None)\nHOOK = SSHHook("a")\n@d.task\ndef t():\n    hook = SSHHook("b")\n    hook.get_conn()\nt()',
  ],
])('%s is no finding above information', async (_, source) => {
  const findings = await lint('good.py', `${head}${source}\n`);
  expect(findings.filter(({ level }) => level !== 'info')).toEqual([]);
});

test('ruff offers fixes', async () => {
  const findings = await lint(
    'old.py',
    'from airflow import DAG\nd = DAG("d", schedule_interval="@daily")\n',
  );
  expect(findings.find(({ rule }) => rule === 'AIR301')!.fix!.edits).toMatchObject([
    { line: 2, text: 'schedule' },
  ]);
});

test('Python 2 is a syntax error with its line, and the DAG is still found', async () => {
  const findings = await lint(
    'two.py',
    'from airflow import DAG\nprint "x"\nd = DAG("d", schedule=None)\n',
  );
  expect(findings.find(({ rule }) => rule === 'invalid-syntax')).toMatchObject({
    level: 'error',
    line: 2,
  });
});

test('a hook that is used at import is work, also by its variable', async () => {
  const findings = await lint(
    'hook.py',
    `${head}from airflow.providers.ssh.hooks.ssh import SSHHook\nhook = SSHHook("a")\nrows = hook.get_conn()\n`,
  );
  expect(findings.find(({ rule }) => rule === 'top-level-work')).toMatchObject({ line: 6 });
});

test('a copy of a file is worth knowing and no error', async () => {
  const read = async (name: string, text: string) => {
    const answer = await reader.read({ name, text: `${head}${text}` }, { lint: false, now });
    return 'facts' in answer ? answer.facts : (undefined as never);
  };
  const text = 'with DAG("d", schedule=None): pass\n';
  const levels = async (...texts: string[]) =>
    lintProject(await Promise.all(texts.map((each, at) => read(`${at}.py`, each)))).map(
      ({ level }) => level,
    );
  expect(await levels(text, text)).toEqual(['info', 'info']);
  expect(await levels(text, text.replace('None', '"@daily"'))).toEqual(['error', 'error']);
});

test('the same dag_id in two files', async () => {
  const files = await Promise.all(
    ['a.py', 'b.py', 'c.py'].map((name) =>
      reader.read(
        { name, text: `${head}with DAG(${name === 'c.py' ? '"e"' : '"d"'}): pass\n` },
        { lint: false, now },
      ),
    ),
  );
  const found = lintProject(
    files.map((each) => ('facts' in each ? each.facts : (undefined as never))),
  );
  expect(found.map(({ file, rule, line }) => [file, rule, line])).toEqual([
    ['a.py', 'duplicate-dag-id', 4],
    ['b.py', 'duplicate-dag-id', 4],
  ]);
});

test('a file that takes too long is given up, and the next one is read', async () => {
  const impatient = createDagReader({ timeoutMs: 1 });
  expect(await impatient.read({ name: 'a.py', text: head }, { lint: true, now })).toMatchObject({
    problem: expect.stringContaining('took longer'),
  });
  await impatient.close();
  expect(await reader.read({ name: 'a.py', text: head }, { lint: false, now })).toHaveProperty(
    'facts',
  );
});

test('what is no text, or too long, is refused', async () => {
  expect(await reader.read({ name: 'a.py', text: '\u0000' }, { lint: true, now })).toEqual({
    problem: 'It is no text.',
  });
  expect(
    await reader.read({ name: 'a.py', text: 'x'.repeat(2_000_001) }, { lint: true, now }),
  ).toHaveProperty('problem');
});
