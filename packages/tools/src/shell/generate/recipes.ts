import { prepareWords } from '../../search/index.ts';
import { generateCommand } from './generate.ts';

/** Requests whose commands our own recipes make right; they are shown to a model as examples, and to people who ask what is covered. */
const requests: readonly string[] = [
  'Count the ERROR lines in app.log',
  'Show the last 20 lines of app.log that contain "timeout"',
  'Show lines of app.log between 2025-01-01 09:00 and 2025-01-01 10:00',
  'Show every FATAL line in app.log with the 3 lines before it',
  'Find the 5 largest files under data. Print size and path.',
  'List .csv files under data that were modified within the last 2 days',
  'Delete the .tmp files under staging older than 7 days',
  'Compress every .log file in logs older than 3 days',
  'Count files per extension under data',
  'List duplicate files by content under data',
  'Replace old_host with new_host in all .conf files under etc',
  'Which files under src contain "deprecated_table"? Print only the paths.',
  'Rename every .txt file directly in landing to .csv',
  'Pack the directory data into backup.tar.gz, excluding *.tmp',
  'List the contents of backup.tar.gz',
  'Which ids are in a.txt but not in b.txt?',
  'Which ids are in both a.txt and b.txt?',
  'Convert data.csv from commas to tabs',
  'Which lines of events.jsonl are not valid JSON?',
  'Show the first 10 lines of data.csv',
  'Which process listens on port 8080?',
  'Show how much disk space is free',
  'List the pods in namespace spark that are not running',
  'Show the last 100 log lines of pod driver-0 in namespace spark',
  'Scale the deployment api to 3 replicas in namespace web',
  'List all Kafka topics on broker-1:9092',
  'Show the lag of consumer group loader on broker-1:9092',
  'Read the first 5 messages of topic orders from the beginning',
  'Backfill the DAG orders from 2025-01-01 to 2025-01-07',
  'Clear the failed tasks of the DAG orders between 2025-01-01 and 2025-01-02 without asking',
  'Trigger the DAG orders',
  'List the running YARN applications',
  'Submit job.py to YARN in cluster mode with 10 executors and 4 GB per executor',
  'Show how much space /data uses on HDFS, human readable',
  'Upload data.csv to /landing on HDFS',
  'Copy everything under s3://lake/raw/ to ./raw',
  'Sync ./out to s3://lake/out/ without really copying',
  'Run the dbt model orders and everything downstream',
  'Show the last 5 commits on one line each',
  'Undo the last commit but keep the changes',
  'Follow the logs of the container web',
  'Run "select count(*) from orders" in the Postgres database shop',
];

export interface Recipe {
  readonly request: string;
  readonly command: string;
}

/** The recipes whose words are nearest to a request, the nearest first. */
export function nearestRecipes(request: string, count: number): Recipe[] {
  const asked = new Set(prepareWords(request));
  return requests
    .map((each) => ({ each, shared: prepareWords(each).filter((word) => asked.has(word)).length }))
    .sort((a, b) => b.shared - a.shared)
    .slice(0, count)
    .flatMap(({ each }) => {
      const { command } = generateCommand(each);
      return command === null ? [] : [{ request: each, command }];
    });
}
