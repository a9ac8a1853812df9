/**
 * Estimates at other sizes against runs of that size: `node --conditions=datasherpa-source bench/spark/estimate.ts FOLDER NAME`, with the logs
 * NAME.1.gz, NAME.2.gz, ... of one job at as many executors (`plant.py OUT --family NAME`). Each run estimates all others.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { whatIf } from '@datasherpa/tools/spark';
import { readLog } from './read-log.ts';

const [folder, name] = process.argv.slice(2);
if (folder === undefined || name === undefined) throw new Error('usage: estimate.ts FOLDER NAME');

const runs = new Map<
  number,
  { wallMs: number; estimates: ReadonlyMap<number, number>; own: number }
>();
for (const file of await readdir(folder)) {
  const executors = new RegExp(`^${name}\\.(\\d+)\\.gz$`).exec(file)?.[1];
  if (executors === undefined) continue;
  const application = await readLog(join(folder, file));
  const model = whatIf(application);
  if (!model) throw new Error(`${file} has no tasks`);
  runs.set(Number(executors), {
    wallMs: application.endTime! - application.startTime!,
    estimates: new Map(model.points.map((point) => [point.executors, point.wallMs])),
    own: model.modelError!,
  });
}

const rows = [...runs].flatMap(([from, { estimates }]) =>
  [...runs].flatMap(([to, { wallMs }]) => {
    const estimate = estimates.get(to);
    if (from === to || estimate === undefined) return [];
    const error = Math.round((estimate / wallMs - 1) * 1000) / 1000;
    return [{ from, to, estimateMs: Math.round(estimate), measuredMs: wallMs, error }];
  }),
);
const mean = (values: readonly number[]): number =>
  Math.round((values.reduce((sum, each) => sum + Math.abs(each), 0) / values.length) * 1000) / 1000;
console.log(
  JSON.stringify(
    {
      name,
      meanAbsoluteError: mean(rows.map(({ error }) => error)),
      meanErrorAtOwnSize: mean([...runs.values()].map(({ own }) => own)),
      rows: rows.toSorted((a, b) => a.from - b.from || a.to - b.to),
    },
    null,
    2,
  ),
);
