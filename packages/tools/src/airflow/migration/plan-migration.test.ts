import { afterAll, expect, test } from 'vitest';
import { createDagReader } from '../../adapters/python/index.ts';
import {
  countOf,
  findingsAsGithub,
  findingsAsSarif,
  migrationReport,
  planMigration,
  type ReadAnswer,
} from '../index.ts';

const reader = createDagReader();
afterAll(() => reader.close());
const read = async (files: Readonly<Record<string, string>>): Promise<ReadAnswer[]> =>
  Promise.all(
    Object.entries(files).map(async ([name, text]) => {
      const answer = await reader.read({ name, text }, { lint: true, now: 0 });
      if ('problem' in answer) throw new Error(answer.problem);
      return answer;
    }),
  );

const files = {
  'dags/easy.py':
    'from airflow import DAG\nfrom common.helpers import x\nd = DAG("easy", schedule_interval=None, catchup=False)\n',
  'dags/hard.py':
    'from airflow import DAG\nfrom airflow.operators.subdag import SubDagOperator\nfrom airflow.utils.session import create_session\nd = DAG("hard", schedule=None, catchup=False)\nSubDagOperator(task_id="a", dag=d)\n',
  'dags/ready.py': 'from airflow.sdk import DAG\nd = DAG("ready", schedule=None, catchup=False)\n',
  'dags/mail.py':
    'from airflow.sdk import DAG\nfrom airflow.operators.email import EmailOperator\nwith DAG("mail", schedule=None):\n    EmailOperator(task_id="a")\n',
  'common/helpers.py': 'from airflow.utils.dates import days_ago\nx = days_ago(1)\n',
};

test('effort and order: what others import comes first, large work last, behind it only what is ready', async () => {
  const plan = planMigration(await read(files));
  expect(plan.files.map(({ file }) => file)[0]).toBe('common/helpers.py');
  expect(plan.files.slice(-2).map(({ file }) => file)).toEqual(['dags/hard.py', 'dags/ready.py']);
  const effort = Object.fromEntries(plan.files.map(({ file, effort: each }) => [file, each]));
  expect(effort).toEqual({
    'common/helpers.py': 'small',
    'dags/easy.py': 'automatic',
    'dags/hard.py': 'large',
    'dags/mail.py': 'automatic',
    'dags/ready.py': 'none',
  });
  expect(plan.files[0]!.usedBy).toEqual(['dags/easy.py']);
  expect(plan.providers).toContain('apache-airflow-providers-smtp');
  expect(plan.totals).toMatchObject({ files: 5, ready: 1 });
  expect(plan.totals.blocking).toBeGreaterThan(3);
  expect(migrationReport(plan)).toContain('| 1 | `common/helpers.py` | small |');
});

test('SARIF and GitHub annotations name file, line, rule and level', async () => {
  const [answer] = await read({
    'dags/a b.py': 'from airflow import DAG\nd = DAG("d", schedule_interval="61 * * * *")\n',
  });
  const { findings } = answer!;
  const sarif = findingsAsSarif(findings, '1.0.0') as {
    runs: {
      results: { ruleId: string; level: string; locations: unknown[]; fixes?: unknown[] }[];
    }[];
  };
  const results = sarif.runs[0]!.results;
  expect(results).toHaveLength(findings.length);
  expect(results.find(({ ruleId }) => ruleId === 'cron-invalid')).toMatchObject({
    level: 'error',
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: 'dags/a%20b.py' }, region: { startLine: 2 } },
      },
    ],
  });
  expect(results.find(({ ruleId }) => ruleId === 'AIR301')!.fixes).toHaveLength(1);
  expect(findingsAsGithub(findings)).toMatch(
    /^::error file=dags\/a b\.py,line=2,endLine=2,title=cron-invalid::/m,
  );
  expect(findingsAsGithub([{ ...findings[0]!, message: 'a\n::error::b%' }])).not.toContain(
    '\n::error::b',
  );
  expect(countOf(findings)).toMatchObject({ error: 1 });
});
