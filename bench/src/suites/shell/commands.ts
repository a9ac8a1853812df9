import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lookAround } from '@datasherpa/cli/look-around';
import { commandsOf, parseShell } from '@datasherpa/tools/shell';
import {
  generateCommand,
  nothingSeen,
  type Generated,
  type Surroundings,
} from '@datasherpa/tools/shell/generate';
import { buildFixture, readTree, type Fixture } from './fixture.ts';
import { sameOutput, treeFaults, type Expectation } from './judge.ts';
import { matchesForms, type Form } from './match-words.ts';
import { jailName, runCommand } from './sandbox.ts';

interface ExecCase {
  readonly id: string;
  readonly kind: 'exec';
  readonly request: string;
  readonly fixture: string;
  readonly known_wrong: readonly string[];
  readonly gold: string;
  readonly expect: Expectation;
}
interface TextCase {
  readonly id: string;
  readonly kind: 'text';
  readonly request: string;
  readonly expect: { readonly any_of: readonly Form[]; readonly forbid: readonly string[] };
}

type Verdict = 'correct' | 'wrong' | 'notCovered';

export type Case = ExecCase | TextCase;

/**
 * Is the command right that is made of a request, does it do nothing that was not asked for, and does it say where it is unsure?
 * Commands of `exec` cases are run on the files of the case, those of `text` cases are compared by their words.
 */
export async function scoreCommands(
  cases: readonly Case[],
  fixtures: Readonly<Record<string, Fixture>>,
  failures: { id: string; why: string }[],
): Promise<Record<string, unknown>> {
  const exec = {
    correct: 0,
    wrong: 0,
    notCovered: 0,
    wrongWithoutWarning: 0,
    unaskedSideEffect: 0,
    total: 0,
  };
  const text = { correct: 0, wrong: 0, notCovered: 0, wrongWithoutWarning: 0, total: 0 };
  const milliseconds: number[] = [];
  const judge = { goldRejected: 0, knownWrongAccepted: 0 };
  const ask = (request: string, seen: Surroundings): Generated => {
    const started = performance.now();
    const made = generateCommand(request, seen);
    milliseconds.push(performance.now() - started);
    return made;
  };
  const count = (
    counts: typeof text,
    verdict: Verdict,
    made: Generated,
    id: string,
    why: string,
  ): void => {
    counts.total += 1;
    counts[verdict] += 1;
    const silent = verdict === 'wrong' && made.complete;
    if (silent) counts.wrongWithoutWarning += 1;
    if (verdict !== 'correct')
      failures.push({
        id,
        why: `${verdict}${silent ? ', without a warning' : ''}: ${made.command ?? ''} ${why} ${made.notUnderstood.length > 0 ? `(not understood: ${made.notUnderstood.join(', ')})` : ''}`.trim(),
      });
  };
  for (const each of cases) {
    if (each.kind === 'text') {
      const made = ask(each.request, nothingSeen);
      const right =
        made.command !== null &&
        matchesForms(wordsOf(made.command), each.expect.any_of, each.expect.forbid);
      count(
        text,
        made.command === null ? 'notCovered' : right ? 'correct' : 'wrong',
        made,
        each.id,
        '',
      );
      continue;
    }
    const made = await inFixture(fixtures[each.fixture]!, async (folder) =>
      ask(each.request, await lookAround(folder, each.request, 'gnu')),
    );
    const tried =
      made.command === null
        ? null
        : await tryCommand(made.command, fixtures[each.fixture]!, each.expect);
    if (tried && tried.unasked.length > 0) exec.unaskedSideEffect += 1;
    count(
      exec,
      tried === null ? 'notCovered' : tried.why === '' ? 'correct' : 'wrong',
      made,
      each.id,
      tried?.why ?? '',
    );
    // A judge that accepts what is known to be wrong measures nothing.
    if ((await tryCommand(each.gold, fixtures[each.fixture]!, each.expect)).why !== '')
      judge.goldRejected += 1;
    for (const wrong of each.known_wrong)
      if ((await tryCommand(wrong, fixtures[each.fixture]!, each.expect)).why === '')
        judge.knownWrongAccepted += 1;
  }
  const slowest = Math.max(0, ...milliseconds);
  return { exec, text, judge, sandbox: jailName, slowestAnswerMs: Math.round(slowest * 10) / 10 };
}

async function tryCommand(
  command: string,
  fixture: Fixture,
  expect: Expectation,
): Promise<{ why: string; unasked: string[] }> {
  return inFixture(fixture, async (folder) => {
    const before = await readTree(folder);
    const ran = await runCommand(folder, command);
    const { missing, unasked } = treeFaults(before, await readTree(folder), expect);
    const why = [...missing, ...unasked];
    if (!expect.exit_codes.includes(ran.code ?? -1))
      why.push(`exit ${ran.code}: ${ran.stderr.slice(0, 200)}`);
    else if (!sameOutput(expect.compare, expect.stdout, ran.stdout))
      why.push(`printed ${JSON.stringify(ran.stdout.slice(0, 300))}`);
    for (const { cmd, stdout, compare } of expect.post) {
      const after = await runCommand(folder, cmd);
      if (!sameOutput(compare ?? 'lines', stdout, after.stdout))
        why.push(`afterwards ${cmd} printed ${JSON.stringify(after.stdout.slice(0, 200))}`);
    }
    return { why: why.join('; '), unasked };
  });
}

const wordsOf = (command: string): string[][] =>
  commandsOf(parseShell(command)).map(({ name, words }) => [
    name,
    ...words.map(({ text }) => text),
  ]);

async function inFixture<T>(fixture: Fixture, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sherpa-shell-'));
  try {
    await buildFixture(folder, fixture);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
