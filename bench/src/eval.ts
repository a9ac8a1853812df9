import { parseArgs } from 'node:util';
import type { Suite } from './suites/suite.ts';

/** `pnpm --silent eval SUITE --data DIR [--sources DIR] [--limit N]`: one JSON object on stdout, nothing else. */

const suites: Readonly<Record<string, () => Promise<Suite>>> = {
  lineage: async () => (await import('./suites/lineage.ts')).lineage,
  airflow: async () => (await import('./suites/airflow.ts')).airflow,
  miner: async () => (await import('./suites/miner.ts')).miner,
  retrieval: async () => (await import('./suites/retrieval.ts')).retrieval,
  diagnosis: async () => (await import('./suites/diagnosis.ts')).diagnosis,
  injection: async () => (await import('./suites/injection.ts')).injection,
  spark: async () => (await import('./suites/spark.ts')).spark,
  routing: async () => (await import('./suites/routing.ts')).routing,
  dialogues: async () => (await import('./suites/dialogues.ts')).dialogues,
  secrets: async () => (await import('./suites/secrets.ts')).secrets,
  shell: async () => (await import('./suites/shell.ts')).shell,
  'shell-guards': async () => (await import('./suites/shell-guards.ts')).shellGuards,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    sources: { type: 'string' },
    limit: { type: 'string' },
  },
});
const name = positionals[0] ?? '';
const load = suites[name];
const limit = values.limit === undefined ? undefined : Number(values.limit);
if (!load || !values.data || (limit !== undefined && !(limit > 0))) {
  process.stderr.write(
    `usage: pnpm --silent eval SUITE --data DIR [--sources DIR] [--limit N]\nSUITE is one of: ${Object.keys(suites).join(', ')}\n`,
  );
  process.exit(2);
}
const started = performance.now();
const result = await (await load())({ data: values.data, sources: values.sources, limit });
const seconds = Math.round(performance.now() - started) / 1000;
process.stdout.write(`${JSON.stringify({ suite: name, data: values.data, ...result, seconds })}\n`);
