import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { styleText } from 'node:util';
import type { Answer } from '@datasherpa/agent/plugin';
import { SherpaError } from '@datasherpa/tools/errors';
import { callAboutPaths } from '../call-about-paths.ts';
import type { GlobalOptions } from '../global-options.ts';
import { openClient } from '../open-client.ts';
import { jsonLine } from '../render/json-line.ts';
import { harmless } from '../render/render-answer.ts';
import { visibleText } from '../render/visible-text.ts';
import { reasonOf } from '../find-files.ts';
import { unifiedDiff } from './unified-diff.ts';

interface Options extends GlobalOptions {
  readonly out?: string;
  /** Compare with the documents in the folder, write nothing, and fail where a statement is stale. */
  readonly check?: boolean;
  /** Print what would change in the folder instead of writing it. */
  readonly patch?: boolean;
}

interface Data {
  readonly documents: readonly {
    path: string;
    title: string;
    markdown: string;
    mermaid: string | null;
  }[];
  readonly index: string;
  readonly rendered: unknown;
  readonly format: string;
  readonly coverage: { readonly share: number };
  readonly without: readonly { path: string; why: string }[];
}

/**
 * `sherpa docs`: prints documents of the paths, or with `out` writes, compares or previews them in a folder. What people wrote between
 * the notes markers stays. Exit code 1 where nothing was found, or where `check` finds a stale or missing statement.
 */
export async function writeDocs(
  route: string,
  input: Readonly<Record<string, unknown>>,
  paths: readonly string[],
  options: Options,
): Promise<number> {
  const opened = await openClient(options);
  try {
    const answer = await callAboutPaths(opened.client, route, input, { paths }, 'reading the code');
    const data = answer.data as Data;
    if (answer.status === 'nothing_found') {
      process.stdout.write(options.json ? jsonLine(answer) : `${answer.summary}\n`);
      return 1;
    }
    sayLimits(answer, data);
    if (options.out === undefined) {
      print(answer, data, options);
      return 0;
    }
    return await inFolder(data, options.out, options);
  } finally {
    await opened.close();
  }
}

function print(answer: Answer, data: Data, options: Options): void {
  if (options.json) process.stdout.write(jsonLine(answer));
  else if (typeof data.rendered === 'string') process.stdout.write(harmless(data.rendered));
  else if (data.rendered !== null) process.stdout.write(jsonLine(data.rendered));
  else for (const { markdown } of data.documents) process.stdout.write(`${harmless(markdown)}\n`);
}

function sayLimits({ limits }: Answer, { without }: Data): void {
  const say = (text: string): boolean => process.stderr.write(`${visibleText(text)}\n`);
  for (const { what, total, shown, why, howToGetTheRest } of limits)
    say(`${shown} of ${total} ${what}: ${why} ${howToGetTheRest}`);
  for (const { path, why } of without.slice(0, 10)) say(`${path}: ${why}`);
  if (without.length > 10) say(`${without.length - 10} more files have nothing to document.`);
}

async function inFolder(data: Data, folder: string, options: Options): Promise<number> {
  const { compareDocuments } = await import('@datasherpa/tools/docs');
  const files = [
    ...data.documents,
    { path: 'README.md', title: 'Pipelines', markdown: data.index, mermaid: null },
    ...besideDocuments(data),
  ];
  let changed = 0;
  let stale = 0;
  for (const { path, markdown } of files) {
    const place = join(folder, path);
    const existing = await textOf(place);
    if (existing === null) {
      if (options.check) {
        stale += 1;
        process.stdout.write(
          `${styleText('red', 'missing')} ${place}: the document was never written\n`,
        );
      } else if (options.patch) process.stdout.write(unifiedDiff('', markdown, place));
      else await write(place, markdown);
      changed += 1;
      continue;
    }
    // Only Markdown has notes and statements; of other forms the bytes are compared.
    const drift = path.endsWith('.md')
      ? compareDocuments(existing, markdown)
      : {
          stale:
            existing === markdown ? [] : [{ line: 1, text: 'the page is older than the code' }],
          missing: [],
          moved: 0,
          fresh: markdown,
        };
    if (drift.fresh !== existing) changed += 1;
    if (options.check) {
      for (const { line, text } of drift.stale)
        process.stdout.write(
          `${styleText('red', 'stale')}   ${place}:${line}: ${visibleText(text)}\n`,
        );
      for (const text of drift.missing)
        process.stdout.write(`${styleText('red', 'missing')} ${place}: ${visibleText(text)}\n`);
      if (drift.moved > 0)
        process.stdout.write(
          `${styleText('yellow', 'moved')}   ${place}: ${drift.moved} statements stand at other lines of the code now\n`,
        );
      stale += drift.stale.length + drift.missing.length;
    } else if (options.patch) process.stdout.write(unifiedDiff(existing, drift.fresh, place));
    else if (drift.fresh !== existing) await write(place, drift.fresh);
  }
  const described = Math.round(data.coverage.share * 100);
  const verb = options.check ? 'compared' : options.patch ? 'compared, nothing written' : 'written';
  process.stderr.write(
    `${files.length} documents ${verb}, ${changed} changed; ${described} % of pipelines and tasks are described in the code.\n`,
  );
  if (options.check && stale > 0)
    process.stderr.write(
      `${stale} statements do not agree with the code. Write them anew: the same command without --check.\n`,
    );
  return options.check && stale > 0 ? 1 : 0;
}

/** What another format adds to the folder. */
function besideDocuments({ format, rendered, documents }: Data): typeof documents {
  if (format === 'html' && typeof rendered === 'string')
    return [{ path: 'index.html', title: 'Pipelines', markdown: rendered, mermaid: null }];
  if (format === 'mermaid')
    return documents.flatMap(({ path, title, mermaid }) =>
      mermaid === null
        ? []
        : [{ path: path.replace(/\.md$/, '.mmd'), title, markdown: `${mermaid}\n`, mermaid: null }],
    );
  return [];
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new SherpaError(
      'FILE_NOT_READABLE',
      { name: path, reason: reasonOf(error) },
      { cause: error },
    );
  }
}

/** Whole or not at all: a reader of the folder never sees half a document. */
async function write(path: string, text: string): Promise<void> {
  const unfinished = `${path}.unfinished`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(unfinished, text);
    await rename(unfinished, path);
  } catch (error) {
    throw new SherpaError(
      'FILE_NOT_WRITABLE',
      { name: path, reason: reasonOf(error) },
      { cause: error },
    );
  }
}
