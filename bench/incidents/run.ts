import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { rules } from '@datasherpa/tools/diagnosis';
import { incidents } from './all.ts';
import { answerSchema, type ToolAnswer } from './answer.ts';
import { markOf, totalsOf, type Mark } from './score.ts';
import type { Incident } from './story.ts';

/**
 * `pnpm incidents [--tool 'COMMAND'] [--only ID] [--write DIR] [--vocabulary]`: puts each incident before a command and marks its answers.
 * Prints one JSON object; with `--write` the log files and what is expected are written for reading, and nothing is run;
 * with `--vocabulary` it prints the causes that may be named.
 */

const here = import.meta.dirname;
const ours = `${process.execPath} --conditions=datasherpa-source ${join(here, 'tools/sherpa.ts')}`;
const timeoutMs = 120_000;

const { values } = parseArgs({
  options: {
    tool: { type: 'string', default: ours },
    only: { type: 'string' },
    write: { type: 'string' },
    vocabulary: { type: 'boolean', default: false },
  },
});
const chosen = incidents.filter(({ id }) => values.only === undefined || id === values.only);

function writeLogs({ files }: Incident, folder: string): void {
  for (const { name, text } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** The answer of the command; one that fails or prints something else has answered nothing. */
function ask(incident: Incident): { answer: ToolAnswer; problem: string | null } {
  const folder = mkdtempSync(join(tmpdir(), 'incident-'));
  try {
    writeLogs(incident, folder);
    const { stdout, stderr, error } = spawnSync(`${values.tool} ${folder}`, {
      shell: true,
      input: incident.question,
      encoding: 'utf8',
      timeout: timeoutMs,
      maxBuffer: 1 << 26,
    });
    if (error) throw error;
    const parsed = answerSchema.safeParse(parsedOrNull(stdout));
    if (parsed.success) return { answer: parsed.data, problem: null };
    return { answer: nothing, problem: stderr.slice(0, 400) || 'no JSON object on stdout' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const nothing: ToolAnswer = { outcome: 'unsure', cause: null, evidence: [], readNext: null };

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

if (values.vocabulary)
  process.stdout.write(
    `${JSON.stringify(
      rules.map(({ id, family, title, definition }) => ({ id, family, title, definition })),
      null,
      2,
    )}\n`,
  );
else if (values.write === undefined) {
  const started = performance.now();
  const marks: Mark[] = [];
  const problems: { id: string; problem: string }[] = [];
  for (const incident of chosen) {
    const { answer, problem } = ask(incident);
    if (problem !== null) problems.push({ id: incident.id, problem });
    marks.push(markOf(incident, answer));
  }
  const result = {
    suite: 'incidents',
    tool: values.tool === ours ? 'sherpa' : values.tool,
    n: marks.length,
    scores: totalsOf(marks),
    seconds: Math.round(performance.now() - started) / 1000,
    problems,
    failures: marks
      .filter(({ right, proved }) => !right || proved === false)
      .map(({ id, said, proved }) => ({ id, said, proved })),
  };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
} else
  for (const incident of chosen) {
    const folder = join(values.write, incident.id);
    const { files, ...told } = incident;
    writeLogs(incident, join(folder, 'logs'));
    const marked = files.map(({ name, evidence, redHerrings }) => ({
      name,
      evidence,
      redHerrings,
    }));
    writeFileSync(
      join(folder, 'incident.json'),
      `${JSON.stringify({ ...told, files: marked }, null, 2)}\n`,
    );
  }
