import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPythonParser } from '@datasherpa/tools/adapters/python';
import { createSqlParser } from '@datasherpa/tools/adapters/sql';
import {
  isSource,
  readSources,
  writeDocuments,
  type WrittenDocument,
} from '@datasherpa/tools/docs';
import { createRedactionSession } from '@datasherpa/tools/redaction';
import { lint } from 'markdownlint/sync';

/**
 * Writes documents of all sources in a folder and checks what must hold of each: every fact is in it, nothing is invented, the diagram
 * has the edges of the facts, references point at lines that hold the name, Markdown passes markdownlint, and a second run gives the
 * same bytes. `node --conditions=datasherpa-source bench/docs/check-documents.ts FOLDER [DIAGRAMS]`: prints one JSON object and ends
 * with 1 where something does not hold; the diagrams are written to the folder DIAGRAMS.
 */
const [folder, diagrams] = process.argv.slice(2);
if (!folder) throw new Error('usage: check-documents.ts FOLDER [DIAGRAMS]');
const paths = (await readdir(folder, { recursive: true })).filter(isSource).toSorted();
const files = await Promise.all(
  paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })),
);
const texts = new Map(files.map(({ path, text }) => [path, text]));
const everything = files.map(({ path, text }) => `${path}\n${text}`).join('\n');
const sql = createSqlParser();
const parsers = { sql, python: await openPythonParser() };
const run = async (): Promise<readonly WrittenDocument[]> => {
  const { pipelines } = await readSources(files, parsers, { dialect: 'generic' });
  return writeDocuments(pipelines, {
    toolVersion: 'bench',
    redact: (text) => createRedactionSession().redact(text),
    sha256Of: (path) =>
      createHash('sha256')
        .update(texts.get(path) ?? '')
        .digest('hex'),
  }).documents;
};
const started = performance.now();
const documents = await run();
const seconds = Math.round(performance.now() - started) / 1000;
const wrong: Record<string, string[]> = {};
const say = (what: string, detail: string): number => (wrong[what] ??= []).push(detail);

const bare = (text: string): string => text.replaceAll(/[\\|\s`]+/g, ' ').trim();
/** Words that are ours: commands of the runbook, the labels of a place, and what the facts themselves say about a fact. */
const ours = /^(?:airflow|bash|dbt|docker|kubectl|python|spark-submit)$/;
let references = 0;
let facts = 0;
for (const { markdown, pipeline, path, document } of documents) {
  const shown = bare(markdown);
  for (const { kind, value, subject, lines, file, id } of pipeline.facts) {
    facts += 1;
    if (kind !== 'group' && kind !== 'pipeline' && !shown.includes(bare(value).slice(0, 150)))
      say('fact not in the document', `${path}: ${id}`);
    if (!/^(?:task|reads|writes|connection|variable|parameter|triggers|waits-for)$/.test(kind))
      continue;
    references += 1;
    const held = (texts.get(file) ?? '')
      .split('\n')
      .slice(lines[0] - 1, lines[1])
      .join('\n');
    // Names that a loop puts together (`step_1`) stand in the code in parts.
    const names = [
      value
        .split('.')
        .at(-1)!
        .replace(/__\d+$/, ''),
      ...[value, subject ?? '']
        .flatMap((name) => name.split(/[^A-Za-z]+/))
        .filter((name) => name.length > 2),
    ];
    // A computed name stands where it is computed: behind `task_id=` is something else than one plain text.
    if (kind === 'task' && /task_id\s*=\s*(?!["'][^"'\n]*["']\s*[,)\n])\S/.test(held)) continue;
    if (names.length > 0 && !names.some((name) => held.includes(name)))
      say('reference without the name', `${path}: ${id} at ${file}:${lines.join('-')}`);
  }
  const edges = pipeline.facts
    .filter(({ kind }) => kind === 'edge')
    .map(({ subject, value }) => `${subject} ${value}`);
  for (const { blocks } of document.sections)
    for (const block of blocks) {
      if (block.kind !== 'diagram') continue;
      const names = new Map(
        [...block.mermaid.matchAll(/^\s*(n\d+)[[{(]+"(.*?)"/gm)].map(([, node, label]) => [
          node,
          label!.replace(/ \[n\]$/, ''),
        ]),
      );
      const drawn = [...block.mermaid.matchAll(/^\s*(n\d+) -[-.]+>(?:\|.*?\|)? (n\d+)/gm)].map(
        ([, from, to]) => `${names.get(from)} ${names.get(to)}`,
      );
      if (edges.length > 0 && drawn.toSorted().join('\n') !== edges.toSorted().join('\n'))
        say('diagram differs from the edges', path);
    }
  const known = `${everything}\n${JSON.stringify(pipeline)}`;
  const spans = markdown.replaceAll(/(`{3,})[\s\S]*?\n\1/g, '').matchAll(/`+ ?([^`]+?) ?`+/g);
  for (const [, span] of spans)
    for (const word of span!.match(/[A-Za-z_][\w.-]{3,}/g) ?? [])
      if (
        !ours.test(word) &&
        !/^[0-9a-f]{8,}$/.test(word) &&
        !known.includes(word.replaceAll('\\', '')) &&
        !/\.{3}$/.test(word)
      )
        say('invented', `${path}: ${word}`);
}
const strings = Object.fromEntries(documents.map(({ path, markdown }) => [path, markdown]));
for (const [path, problems] of Object.entries(
  lint({ strings, config: { default: true, MD013: false, MD060: false } }),
))
  for (const { lineNumber, ruleNames } of problems)
    say('markdownlint', `${path}:${lineNumber}: ${ruleNames.join('/')}`);
const again = new Map((await run()).map(({ path, markdown }) => [path, markdown]));
for (const { path, markdown } of documents)
  if (again.get(path) !== markdown) say('differs in a second run', path);
await sql.close();
if (diagrams !== undefined) {
  await mkdir(diagrams, { recursive: true });
  for (const [at, { markdown }] of documents.entries()) {
    const diagram = /```mermaid\n([\s\S]*?)\n```/.exec(markdown)?.[1];
    if (diagram !== undefined) await writeFile(join(diagrams, `${at}.mmd`), diagram);
  }
}
const counts = Object.fromEntries(Object.entries(wrong).map(([what, all]) => [what, all.length]));
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
const result = {
  files: files.length,
  documents: documents.length,
  facts,
  references,
  seconds,
  megabytes,
  counts,
};
process.stdout.write(
  `${JSON.stringify({ ...result, wrong: Object.fromEntries(Object.entries(wrong).map(([what, all]) => [what, all.slice(0, 12)])) }, null, 1)}\n`,
);
if (Object.keys(wrong).length > 0) process.exitCode = 1;
