import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToolAnswer } from '../answer.ts';

/** DataSherpa behind the benchmark's command: `sherpa debug QUESTION FOLDER --json`, with an empty store and no model. */

const sherpa = join(import.meta.dirname, '../../../packages/cli/bin/sherpa.mjs');
const folder = process.argv.at(-1)!;
const question = readFileSync(0, 'utf8');
const store = mkdtempSync(join(tmpdir(), 'incident-store-'));
const { stdout, stderr } = spawnSync(
  process.execPath,
  ['--conditions=datasherpa-source', sherpa, 'debug', question, folder, '--json'],
  {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { PATH: process.env['PATH'], HOME: store, DATASHERPA_DATA_DIR: store },
  },
);
rmSync(store, { recursive: true, force: true });

interface Answer {
  readonly status: string;
  readonly data: { readonly causes: readonly { id: string }[]; readonly lookNext: string | null };
  readonly evidence: readonly { source: string; lines: readonly [number, number] }[];
}
const outcomes: Readonly<Record<string, ToolAnswer['outcome']>> = {
  found: 'cause',
  nothing_found: 'healthy',
};
try {
  const { status, data, evidence } = JSON.parse(stdout) as Answer;
  const answer: ToolAnswer = {
    outcome: outcomes[status] ?? 'unsure',
    cause: data.causes[0]?.id ?? null,
    evidence: evidence.map(({ source, lines }) => ({ file: source, line: lines[0] })),
    readNext: data.lookNext,
  };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
} catch {
  process.stderr.write(stderr);
  process.exitCode = 2;
}
