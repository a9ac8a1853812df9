/**
 * Scores advice on planted logs: `node --conditions=datasherpa-source bench/spark/score.ts FOLDER`, where FOLDER is what `plant.py` wrote.
 * Prints recall (planted rules that are found), what is told above info on clean twins, and which rule was told where which was planted.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { advise, type Finding } from '@datasherpa/tools/spark';
import { readLog } from './read-log.ts';

/** Rules that only ever note something: a setting is not a loss by itself. */
const notes: ReadonlySet<string> = new Set(['configuration']);

const isTold = ({ rule, severity }: Finding): boolean => severity !== 'info' || notes.has(rule);

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: score.ts FOLDER');
const expected = JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8')) as Record<
  string,
  readonly string[]
>;

const missed: string[] = [];
const falseAlarms: string[] = [];
const confusion: Record<string, Record<string, number>> = {};
let planted = 0;
let clean = 0;
let quiet = 0;
for (const [file, rules] of Object.entries(expected)) {
  const { findings } = advise(await readLog(join(folder, file)));
  const told = [...new Set(findings.filter(isTold).map(({ rule }) => rule))];
  for (const rule of rules) {
    planted += 1;
    if (!told.includes(rule)) missed.push(`${file}: ${rule}`);
  }
  for (const rule of told) {
    const row = (confusion[rules.join(', ') || 'clean'] ??= {});
    row[rule] = (row[rule] ?? 0) + 1;
  }
  if (rules.length > 0) continue;
  clean += 1;
  const above = findings.filter(({ severity }) => severity !== 'info');
  if (above.length === 0) quiet += 1;
  for (const { rule, severity, title } of above)
    falseAlarms.push(`${file}: ${severity} ${rule}: ${title}`);
}

const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1000) / 1000;
const score = {
  planted,
  recall: share(planted - missed.length, planted),
  missed,
  clean,
  quietOnClean: share(quiet, clean),
  falseAlarms,
  /** By what was planted: how often each rule was told. */
  confusion,
};
console.log(JSON.stringify(score, null, 2));
