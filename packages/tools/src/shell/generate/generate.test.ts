import { expect, test } from 'vitest';
import { generateCommand } from './index.ts';

/** Command lines for tools that no test machine has: their words are compared. */
test.each([
  [
    'List the pods in namespace spark that are not running',
    "kubectl get pods '--field-selector=status.phase!=Running' -n spark",
  ],
  [
    'Show the last 100 log lines of pod driver-0 in namespace spark',
    'kubectl logs driver-0 --tail=100 -n spark',
  ],
  [
    'Scale the deployment api to 3 replicas in namespace web',
    'kubectl scale deployment/api --replicas=3 -n web',
  ],
  [
    'Backfill the DAG orders_daily from 2025-03-01 to 2025-03-07',
    'airflow dags backfill --start-date 2025-03-01 --end-date 2025-03-07 orders_daily',
  ],
  ['Trigger the DAG orders_daily', 'airflow dags trigger orders_daily'],
  [
    'Remove the HDFS directory /tmp/stage so that it can be recovered from the trash',
    'hdfs dfs -rm -r /tmp/stage',
  ],
  [
    'Show what a sync of ./out to s3://lake/out/ would copy without really copying',
    'aws s3 sync ./out s3://lake/out/ --dryrun',
  ],
  [
    'Show the lag of consumer group loader on broker-1:9092',
    'kafka-consumer-groups.sh --bootstrap-server broker-1:9092 --describe --group loader',
  ],
  [
    'Submit job.py to YARN in cluster mode with 10 executors and 4 GB per executor',
    'spark-submit --master yarn --deploy-mode cluster --num-executors 10 --executor-memory 4g job.py',
  ],
  ['Run the dbt model orders and everything downstream', 'dbt run --select orders+'],
  ['Undo the last commit but keep the changes', 'git reset --soft HEAD~1'],
  ['Which process listens on port 8080?', "ss -ltnp 'sport = :8080'"],
])('%s', (request, command) => {
  expect(generateCommand(request)).toMatchObject({
    command,
    notUnderstood: [],
    placeholders: [],
    complete: true,
  });
});

test('a name that is missing is a gap to see, never invented', () => {
  expect(generateCommand('Show the logs of the pod in namespace spark')).toMatchObject({
    complete: false,
    placeholders: ['POD'],
  });
});

test('a condition that was not understood holds a change back', () => {
  const { command, complete, notUnderstood } = generateCommand(
    'Delete the .tmp files under staging that glimmer in the dark',
  );
  expect(command).toBe("find staging -type f -name '*.tmp'");
  expect(complete).toBe(false);
  expect(notUnderstood).toContain('glimmer');
});

test.each([
  ['Lösche alle .tmp Dateien unter staging, die älter als 7 Tage sind', 'German'],
  ['Cuenta las líneas de ERROR en app.log', 'Spanish'],
  ['Affiche les 5 plus gros fichiers sous data', 'French'],
  ['Policz linie z ERROR w pliku app.log', 'Polish'],
])('other languages get a marked answer: %s', (request, language) => {
  const { command, complete, assumptions } = generateCommand(request);
  expect(command).not.toBeNull();
  expect(complete).toBe(false);
  expect(assumptions[0]).toContain(language);
});

test('names cannot become shell syntax, and the userland decides', () => {
  expect(generateCommand('Count lines containing "$(rm -rf /)\'" in app.log').command).toContain(
    String.raw`'$(rm -rf /)'\'''`,
  );
  const bsd = { userland: 'bsd', files: [], partial: true } as const;
  expect(
    generateCommand('Find the 3 largest files under lake. Print size and path.', bsd).command,
  ).toContain("stat -f '%z %N'");
});

test('a request of any length is answered at once', () => {
  const long = [
    'count the errors per hour and '.repeat(3400),
    `${'the first and '.repeat(140)}x.csv`,
    'not '.repeat(500),
    `${'a,'.repeat(900)}b`,
  ];
  const started = performance.now();
  for (const request of long) generateCommand(request);
  expect(performance.now() - started).toBeLessThan(4000);
});
