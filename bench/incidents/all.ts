import { airflow } from './stories/airflow.ts';
import { databases } from './stories/databases.ts';
import { dbt } from './stories/dbt.ts';
import { kafka } from './stories/kafka.ts';
import { kubernetes } from './stories/kubernetes.ts';
import { recorded } from './stories/recorded.ts';
import { spark } from './stories/spark.ts';
import type { Incident } from './story.ts';

/** All incidents; the same bytes on every machine. */
export const incidents: readonly Incident[] = [
  ...spark,
  ...airflow,
  ...dbt,
  ...kafka,
  ...kubernetes,
  ...databases,
  ...recorded,
];
