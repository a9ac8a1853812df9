import { defineTool, type SourceParsers } from '@datasherpa/agent/plugin';
import {
  coverageOf,
  isSource,
  lineageGraph,
  readSources,
  sqlDialects,
  toDbtSchema,
  toHtml,
  toOpenLineage,
  writeDocuments,
  type SourceFile,
} from '@datasherpa/tools/docs';
import { SherpaError } from '@datasherpa/tools/errors';
import type { Workspace } from '@datasherpa/tools/ingestion';
import { createRedactionSession } from '@datasherpa/tools/redaction';
import { z } from 'zod';
import { dialectIn } from './dialect-in.ts';
import { diagramsOf, mermaidOf, withFences } from './diagrams-of.ts';
import { formatIn, formats } from './format-in.ts';
import { summaryOf } from './summary-of.ts';
import { wordSlots } from './word-slots.ts';

const toolVersion = '0.1.0';
const maxFileBytes = 2_000_000;
const maxTotalBytes = 64_000_000;
const shownDocuments = 500;

const ids = z.array(z.string().min(1).max(100)).max(1000);

const output = z.object({
  documents: z.array(
    z.object({
      path: z.string(),
      title: z.string(),
      kind: z.enum([
        'airflow',
        'spark',
        'python',
        'sql',
        'dbt',
        'shell',
        'notebook',
        'compose',
        'kubernetes',
      ]),
      /** Of the source. */
      file: z.string(),
      markdown: z.string(),
      mermaid: z.string().nullable(),
      facts: z.number(),
      questions: z.number(),
    }),
  ),
  /** `README.md` of the folder: all pipelines and what flows between them. */
  index: z.string(),
  /** The chosen format, where it is not Markdown. */
  rendered: z.unknown(),
  format: z.enum(formats),
  coverage: z.object({
    pipelines: z.number(),
    withPurpose: z.number(),
    tasks: z.number(),
    tasksWithWords: z.number(),
    /** 0..1: pipelines and tasks whose code says what they are for. */
    share: z.number(),
  }),
  without: z.array(z.object({ path: z.string(), why: z.string() })),
});

/** Documents from code; without `reword` no model has a part in them. */
export const generateDocumentation = defineTool({
  summary:
    'Write documentation, lineage and a diagram of pipelines from their code: Airflow DAGs, PySpark, SQL, dbt, shell, notebooks.',
  input: z.object({
    text: z
      .string()
      .min(1)
      .optional()
      .meta({ format: 'source-text' })
      .describe('Source code sent along instead of files.'),
    name: z
      .string()
      .max(300)
      .optional()
      .describe('File name of that code; its ending says the language.'),
    dialect: z
      .enum(sqlDialects)
      .optional()
      .describe('Dialect of SQL files.')
      .meta({ 'x-setting': 'docs.dialect' }),
    format: z.enum(formats).default('markdown').describe('What is printed beside the documents.'),
    reword: z
      .boolean()
      .default(false)
      .describe(
        'Let the configured model word short sentences; each is checked against the facts that it cites, else its template stands.',
      ),
    uploads: ids
      .optional()
      .describe('Ids of uploads. Without uploads and files: all of the project.'),
    files: ids.optional().describe('Ids of single files.'),
  }),
  output,
  risk: 'read',
  timeoutMs: 120_000,
  route: '/generate-documentation',
  cli: { command: 'docs', positional: [] },
  examples: [
    { request: 'Document this DAG', input: {} },
    { request: 'Write documentation for merge.sql', input: {} },
    { request: 'Show the lineage of these SQL files as mermaid', input: { format: 'mermaid' } },
    { request: 'Is the date in this query fixed or a parameter?', input: {} },
  ],
  routing: {
    verbs: [],
    aims: ['page'],
    attachmentKinds: ['dag', 'sql', 'code'],
    kindOf: ({ name, head }) =>
      /\.sql$/i.test(name)
        ? 'sql'
        : /\.(?:py|ipynb|scala)$/i.test(name) && !/\bairflow\b/.test(head)
          ? 'code'
          : null,
    fromText: (text) => {
      const [dialect, format] = [dialectIn(text), formatIn(text)];
      return { ...(dialect && { dialect }), ...(format && { format }) };
    },
  },
  async run({ workspace, parsers, model, signal, now, progress }, input) {
    if (!parsers) throw new SherpaError('NO_SOURCES');
    const read =
      input.text === undefined
        ? await sourcesOf(workspace, input, signal)
        : {
            files: [{ path: input.name ?? nameFor(input.text), text: input.text }],
            beside: [],
            shas: new Map<string, string>(),
            left: 0,
          };
    if (read.files.length === 0) throw new SherpaError('NO_SOURCES');
    const { pipelines, without } = await readSources(read.files, await open(parsers), {
      dialect: input.dialect ?? 'generic',
      beside: read.beside,
      signal,
      onFile: (done, total) => progress(`reading file ${done + 1} of ${total}`, done / total),
    });
    const writing = {
      toolVersion,
      redact: (text: string) => createRedactionSession().redact(text),
      sha256Of: (path: string) => read.shas.get(path) ?? 'not stored',
    };
    const plain = writeDocuments(pipelines, writing);
    const worded = input.reword
      ? model
        ? await wordSlots(plain.documents, model, { signal, now }, (done, total) =>
            progress(`wording sentence ${done + 1} of ${total}`, done / total),
          )
        : { wordings: null, degraded: [noModel] }
      : { wordings: null, degraded: [] };
    const written = worded.wordings
      ? writeDocuments(pipelines, { ...writing, wordings: worded.wordings })
      : plain;
    const shown = written.documents.slice(0, shownDocuments);
    const questions = pipelines.flatMap(({ facts }) =>
      facts.filter(({ kind }) => kind === 'unknown'),
    );
    const rendered = {
      markdown: () => null,
      html: () => toHtml(shown),
      mermaid: () => diagramsOf(shown),
      lineage: () => lineageGraph(pipelines),
      openlineage: () =>
        pipelines.map((pipeline) =>
          toOpenLineage(pipeline, 'default', new Date(now()).toISOString()),
        ),
      'dbt-schema': () => toDbtSchema(pipelines),
    }[input.format]();
    return {
      status: pipelines.length > 0 ? 'found' : 'nothing_found',
      data: {
        documents: shown.map(({ path, title, markdown, pipeline, document }) => ({
          path,
          title,
          kind: pipeline.kind,
          file: pipeline.file,
          markdown,
          mermaid: mermaidOf(document),
          facts: pipeline.facts.length,
          questions: pipeline.facts.filter(({ kind }) => kind === 'unknown').length,
        })),
        index: written.index,
        rendered,
        format: input.format,
        coverage: coverageOf(pipelines),
        without: [...without],
      },
      summary: summaryOf(written.documents, input.format, questions.length),
      degraded: worded.degraded,
      limits: [
        ...(written.documents.length > shown.length
          ? [
              {
                what: 'documents',
                total: written.documents.length,
                shown: shown.length,
                why: 'An answer holds that many.',
                howToGetTheRest: 'Name fewer files at once.',
              },
            ]
          : []),
        ...(read.left > 0
          ? [
              {
                what: 'files',
                total: read.files.length + read.left,
                shown: read.files.length,
                why: `Files up to ${maxFileBytes / 1e6} MB are read, ${maxTotalBytes / 1e6} MB in all.`,
                howToGetTheRest: 'Name fewer or smaller files.',
              },
            ]
          : []),
      ],
      next:
        questions.length > 0
          ? [
              'Answer the open questions in the notes of the documents; they are kept when the documents are written anew.',
            ]
          : [],
    };
  },
  render: ({ documents, format, rendered }) =>
    format === 'mermaid'
      ? withFences(documents, rendered)
      : documents.map(({ markdown }) => markdown).join('\n'),
});

const noModel = {
  what: 'model',
  why: 'No model is configured.',
  effect: 'All sentences are those of the templates; the facts are the same.',
};

const open = async (parsers: SourceParsers) => ({
  sql: parsers.sql,
  python: await parsers.python(),
});

interface Read {
  readonly files: readonly SourceFile[];
  /** Python files of the same uploads, which those may import. */
  readonly beside: readonly SourceFile[];
  readonly shas: ReadonlyMap<string, string>;
  /** Files that were too large. */
  readonly left: number;
}

async function sourcesOf(
  workspace: Workspace | undefined,
  scope: { uploads?: string[] | undefined; files?: string[] | undefined },
  signal: AbortSignal,
): Promise<Read> {
  if (!workspace) throw new SherpaError('NO_SOURCES');
  const wanted = await workspace.files({
    ...(scope.uploads && { uploads: scope.uploads }),
    ...(scope.files && { files: scope.files }),
  });
  const uploads = [...new Set(wanted.map(({ uploadId }) => uploadId))];
  const asked = new Set(wanted.map(({ id }) => id));
  const others = scope.files
    ? (await workspace.files({ uploads })).filter(
        ({ id, name }) => !asked.has(id) && /\.py$/i.test(name),
      )
    : [];
  const files: SourceFile[] = [];
  const beside: SourceFile[] = [];
  const shas = new Map<string, string>();
  let total = 0;
  let left = 0;
  for (const { id, name, bytes, sha256 } of [...wanted, ...others]) {
    signal.throwIfAborted();
    if (!isSource(name)) continue;
    if (bytes > maxFileBytes || total + bytes > maxTotalBytes) {
      if (asked.has(id)) left += 1;
      continue;
    }
    total += bytes;
    const chunks: Uint8Array[] = [];
    for await (const chunk of workspace.content(id)) chunks.push(chunk);
    // The newest of files with one name stands first in the list.
    if (shas.has(name)) continue;
    shas.set(name, sha256);
    const text = await new Blob(chunks as Uint8Array<ArrayBuffer>[]).text();
    (asked.has(id) ? files : beside).push({ path: name, text });
  }
  return { files, beside, shas, left };
}

/** A name for code that came without one, by what it looks like. */
function nameFor(text: string): string {
  if (/^#!.*\b(?:ba|k|z|da)?sh\b/.test(text)) return 'pasted.sh';
  if (/^\s*\{\s*"(cells|metadata|nbformat)"/.test(text)) return 'pasted.ipynb';
  if (/^\s*(from|import|def|class|@|with)\s/m.test(text) && /[:)]\s*$/m.test(text))
    return 'pasted.py';
  if (/\b(select|insert|merge|create|update|delete|with)\b/i.test(text)) return 'pasted.sql';
  return 'pasted.yaml';
}
