import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createAgent } from '@datasherpa/agent';
import type { Answer } from '@datasherpa/agent/plugin';
import { createTestHost, type TestHost } from '@datasherpa/agent/testing';
import { renderAnswer } from '@datasherpa/cli/render';
import { builtInPlugins } from '@datasherpa/plugins';
import { unpack } from '@datasherpa/tools/archives';
import type { Suite } from './suite.ts';

interface Turn {
  readonly user: string;
  readonly expected_tool: string;
  readonly acceptable_tools?: readonly string[];
  readonly must_mention: readonly (string | readonly string[])[];
  readonly must_not_mention: readonly string[];
}
type Upload =
  | { readonly path: string; readonly as?: string }
  | { readonly name: string; readonly content: string };
interface Dialogue {
  readonly id: string;
  readonly now?: string;
  readonly workspace: readonly Upload[];
  readonly turns: readonly Turn[];
}

/**
 * Conversations with follow-ups, without a model: a turn is right where the tool is and the answer says what it must. Labels are
 * read only after the product has answered; a wrong turn is not repaired.
 */
export const dialogues: Suite = async ({ data, limit }) => {
  // Colours would stand between the words.
  process.env['NO_COLOR'] = '1';
  const { dialogues: all } = JSON.parse(await readFile(join(data, 'dialogues.json'), 'utf8')) as {
    dialogues: readonly Dialogue[];
  };
  const chosen = all.slice(0, limit ?? all.length);
  const count = {
    turnsCorrect: 0,
    turnsTotal: 0,
    toolRight: 0,
    mustMention: 0,
    mustMentionTotal: 0,
    mustNotMention: 0,
    dialoguesCorrect: 0,
    laterCorrect: 0,
    laterTotal: 0,
  };
  const failures: { id: string; why: string }[] = [];
  for (const dialogue of chosen) {
    let allRight = true;
    for (const [at, { tools, answer }] of (await talk(dialogue, data)).entries()) {
      const turn = dialogue.turns[at]!;
      const [first = 'none'] = tools;
      const why: string[] = [];
      if (first === turn.expected_tool || turn.acceptable_tools?.includes(first))
        count.toolRight += 1;
      else why.push(`${turn.expected_tool}: ${tools.join(', ')}`);
      const shown = flat(renderAnswer(answer));
      const missing = turn.must_mention.filter(
        (item) => ![item].flat().some((each) => mentions(shown, each)),
      );
      count.mustMentionTotal += turn.must_mention.length;
      count.mustMention += turn.must_mention.length - missing.length;
      if (missing.length > 0) why.push(`does not mention ${JSON.stringify(missing)}`);
      const own = flat(ownWordsOf(answer));
      const forbidden = turn.must_not_mention.filter((item) => own.includes(flat(item)));
      count.mustNotMention += forbidden.length;
      if (forbidden.length > 0) why.push(`mentions ${JSON.stringify(forbidden)}`);
      count.turnsTotal += 1;
      if (at > 0) count.laterTotal += 1;
      if (why.length === 0) {
        count.turnsCorrect += 1;
        if (at > 0) count.laterCorrect += 1;
      } else {
        allRight = false;
        failures.push({ id: `${dialogue.id}.${at + 1}`, why: why.join('; ') });
      }
    }
    if (allRight) count.dialoguesCorrect += 1;
  }
  return { n: chosen.length, scores: { ...count, dialoguesTotal: chosen.length }, failures };
};

const maxUnpackedBytes = 2 ** 31;

async function talk({ workspace, turns, now }: Dialogue, data: string) {
  const clock = now === undefined ? undefined : Date.parse(now);
  const host = await createTestHost({
    plugins: builtInPlugins,
    ...(clock !== undefined && { now: () => clock }),
  });
  const agent = createAgent(host);
  try {
    const uploads: string[] = [];
    for (const upload of workspace) uploads.push(await add(host, upload, data));
    const answers: { tools: string[]; answer: Answer }[] = [];
    let threadId: string | undefined;
    for (const { user } of turns) {
      const run = await agent.run({
        project: 'default',
        message: user,
        ...(threadId === undefined ? uploads.length > 0 && { uploads } : { threadId }),
      });
      threadId = run.threadId;
      const tools: string[] = [];
      for await (const chunk of run)
        if (chunk.type === 'tool-input-available') tools.push(chunk.toolName.split('.').at(-1)!);
      const answer = await run.answer();
      answers.push({ tools: tools.length > 0 ? tools : [kindOf(answer)], answer });
    }
    return answers;
  } finally {
    await host.close();
  }
}

/** The names of the data for answers that no tool gave. */
function kindOf({ data }: Answer): string {
  const kind = (data as { kind?: string } | null)?.kind ?? 'none';
  return kind === 'clarify' || kind === 'help' ? 'ask_clarification' : kind;
}

/** `path` is relative to the folder of all data, `path#id` one entry of a collection: its log or its SQL, never its labels. */
async function add(host: TestHost, upload: Upload, data: string): Promise<string> {
  if ('content' in upload) return host.addFile(upload.name, upload.content);
  const [file = '', id] = upload.path.split('#');
  const place = [data, dirname(data.replace(/\/+$/, ''))]
    .map((folder) => join(folder, file))
    .find(existsSync);
  if (place === undefined) throw new TypeError(`"${upload.path}" is not in the data.`);
  const bytes = await readFile(place);
  const name = upload.as ?? basename(file);
  if (id === undefined) return host.addFile(name, await unpacked(host, name, bytes));
  const read: unknown = JSON.parse(bytes.toString('utf8'));
  const entries = [read, ...Object.values(read as object)].find(Array.isArray) as readonly {
    id: string;
    log?: string;
    sql?: string;
  }[];
  const entry = entries.find((each) => each.id === id);
  const text = entry?.log ?? entry?.sql;
  if (text === undefined) throw new TypeError(`"${upload.path}" has no text.`);
  return host.addFile(upload.as ?? `${id}.log`, text);
}

/** The content as an upload stores it: the only member of a packed file. */
async function unpacked(host: TestHost, name: string, bytes: Uint8Array): Promise<Uint8Array> {
  const whole = (async function* () {
    yield bytes;
  })();
  const { spool } = host.stores;
  for await (const { content } of unpack(whole, { name, maxUnpackedBytes, spool })) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk.slice());
    return Buffer.concat(chunks);
  }
  return bytes;
}

/** No case, blanks collapsed, thousands separators removed. */
const flat = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/(\d)[,'’ ](?=\d{3}(?!\d))/g, '$1')
    .replaceAll(/\s+/g, ' ');

/** Digits alone must not be part of another number; 120.00 is 120. */
function mentions(shown: string, item: string): boolean {
  const wanted = flat(item);
  return /^\d+$/.test(wanted)
    ? new RegExp(`(?<![\\d.])${wanted}(?!\\d|\\.\\d*[1-9])`).test(shown)
    : shown.includes(wanted);
}

/** What the answer says itself: without quotations in code spans. */
const ownWordsOf = ({ summary, next }: Answer): string =>
  [summary, ...next].join('\n').replaceAll(/(`+)(?!`)[^]*?[^`]\1(?!`)/g, ' ');
