import type { SourceParsers } from '@datasherpa/agent/plugin';
import {
  createFilesBehind,
  parseImportErrors,
  type FileFacts,
  type Finding,
} from '@datasherpa/tools/airflow';
import { SherpaError } from '@datasherpa/tools/errors';
import type { Workspace } from '@datasherpa/tools/ingestion';
import { z } from 'zod';

const ids = z.array(z.string().min(1).max(100)).max(1000);
const maxFiles = 5000;
const maxFileBytes = 2_000_000;
const maxTextBytes = 4_000_000;
const maxBesideBytes = 32_000_000;
/** Files without an ending of their own that are small enough to be what Airflow's page or command line said. */
const maxSaidBytes = 200_000;
const maxSaying = 100;

/** What the tools of this plugin look at. */
export const sourceShape = {
  text: z
    .string()
    .min(1)
    .max(2_000_000)
    .optional()
    .meta({ format: 'source-text' })
    .describe('Source of a DAG, or what Airflow said, sent along instead of files.'),
  name: z.string().min(1).max(300).optional().describe('File name of that text.'),
  uploads: ids
    .optional()
    .describe('Ids of uploads. Without uploads and files: all of the project.'),
  files: ids.optional().describe('Ids of single files.'),
} as const;

interface SourceInput {
  readonly text?: string | undefined;
  readonly name?: string | undefined;
  readonly uploads?: string[] | undefined;
  readonly files?: string[] | undefined;
}

export interface SourceText {
  readonly name: string;
  readonly text: string;
}

export interface Sources {
  /** Python and YAML files. */
  readonly code: readonly SourceText[];
  /** Python files that were not asked for, but may be imported by those. */
  readonly beside: readonly SourceText[];
  /** JSON and pasted texts, which may be import errors or task states. */
  readonly texts: readonly SourceText[];
  /** Files that are neither: logs. */
  readonly logs: readonly { readonly id: string; readonly name: string }[];
  readonly left: { readonly count: number; readonly total: number };
}

const isCode = (name: string): boolean => /\.(?:py|ya?ml)$/i.test(name);

/** Text that came without a name: is it Python? */
const looksLikePython = (text: string): boolean =>
  /^\s*(?:from\s+[\w.]+\s+import\s|import\s+\w|with\s+(?:models\.)?DAG\(|@dag\b|\w+\s*=\s*DAG\()/m.test(
    text,
  ) && !/^\s*Traceback|Broken DAG:|^\s*[[{]/.test(text);

/** The files in scope by what they are for. Those that are too large or too many are counted, not read. */
export async function readSources(
  workspace: Workspace | undefined,
  input: SourceInput,
  signal: AbortSignal,
  /** Text that is sent along: source for tools that read nothing else. */
  textIs: 'code' | 'either' = 'code',
): Promise<Sources> {
  if (input.text !== undefined) {
    const code =
      textIs === 'code' || (input.name ? isCode(input.name) : looksLikePython(input.text));
    const source = { name: input.name ?? (code ? 'pasted.py' : 'pasted.txt'), text: input.text };
    return {
      code: code ? [source] : [],
      beside: [],
      texts: code ? [] : [source],
      logs: [],
      left: { count: 0, total: 1 },
    };
  }
  if (!workspace) throw new SherpaError('NO_SOURCES');
  const records = await workspace.files({
    ...(input.uploads && { uploads: input.uploads }),
    ...(input.files && { files: input.files }),
  });
  const code: SourceText[] = [];
  const texts: SourceText[] = [];
  const logs: { id: string; name: string }[] = [];
  const seen = new Set<string>();
  let left = 0;
  let saying = 0;
  for (const { id, name, bytes } of records) {
    signal.throwIfAborted();
    if (!isCode(name) && !/\.json$/i.test(name)) {
      const said = bytes <= maxSaidBytes && saying < maxSaying ? await textOf(workspace, id) : '';
      if (said !== '') saying += 1;
      if (parseImportErrors(said).length > 0) texts.push({ name, text: said });
      else logs.push({ id, name });
      continue;
    }
    // Of files with one name the newest, which stands first.
    if (seen.has(name)) continue;
    seen.add(name);
    if (code.length >= maxFiles || bytes > (isCode(name) ? maxFileBytes : maxTextBytes)) {
      left += 1;
      continue;
    }
    const text = await textOf(workspace, id);
    if (isCode(name)) code.push({ name, text });
    else texts.push({ name, text });
  }
  const beside = input.files
    ? await pythonFiles(
        workspace,
        { uploads: [...new Set(records.map(({ uploadId }) => uploadId))] },
        signal,
      )
    : [];
  return {
    code: code.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    beside: beside.filter(({ name }) => !seen.has(name)),
    texts,
    logs,
    left: { count: left, total: records.length },
  };
}

/** Python files in scope, of those with one name the newest, as far as they may be imported by others. */
export async function pythonFiles(
  workspace: Workspace,
  scope: { readonly uploads?: string[] | undefined; readonly files?: string[] | undefined },
  signal: AbortSignal,
): Promise<SourceText[]> {
  const records = await workspace.files({
    ...(scope.uploads && { uploads: scope.uploads }),
    ...(scope.files && { files: scope.files }),
  });
  const found = new Map<string, SourceText>();
  let total = 0;
  for (const { id, name, bytes } of records) {
    signal.throwIfAborted();
    if (!/\.py$/i.test(name) || found.has(name) || total + bytes > maxBesideBytes) continue;
    total += bytes;
    found.set(name, { name, text: await textOf(workspace, id) });
  }
  return [...found.values()];
}

async function textOf(workspace: Workspace, id: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of workspace.content(id)) chunks.push(chunk);
  return new Blob(chunks as Uint8Array<ArrayBuffer>[]).text();
}

interface ReadFile {
  readonly facts: FileFacts;
  readonly findings: readonly Finding[];
}

export interface ReadFiles {
  readonly files: readonly ReadFile[];
  /** Files that could not be read at all, and why. */
  readonly problems: readonly { readonly file: string; readonly why: string }[];
  readonly missing: readonly string[];
}

/** Reads the code with progress, each file within the time limit of the reader. */
export async function readFiles(
  { dags }: SourceParsers,
  { code, beside }: Pick<Sources, 'code' | 'beside'>,
  options: {
    readonly lint: boolean;
    readonly now: number;
    readonly signal: AbortSignal;
    readonly progress: (note: string, fraction: number | null) => void;
  },
): Promise<ReadFiles> {
  const files: ReadFile[] = [];
  const problems: { file: string; why: string }[] = [];
  const missing = new Set<string>();
  const filesBehind = createFilesBehind([...code, ...beside]);
  for (const [at, source] of code.entries()) {
    options.progress(`reading file ${at + 1} of ${code.length}`, at / code.length);
    const behind = filesBehind(source);
    const answer = await dags.read(source, { ...options, behind: behind.files }, options.signal);
    if ('problem' in answer) problems.push({ file: source.name, why: answer.problem });
    else {
      files.push(behind.cut ? { ...answer, facts: withCut(answer.facts) } : answer);
      for (const part of answer.missing) missing.add(part);
    }
  }
  return { files, problems, missing: [...missing] };
}

const withCut = (facts: FileFacts): FileFacts => ({
  ...facts,
  cut: [...facts.cut, 'The file leads to more files than are read; what is beyond is unknown.'],
});

export const limitOfFiles = ({ left }: Sources) =>
  left.count === 0
    ? []
    : [
        {
          what: 'files',
          total: left.total,
          shown: left.total - left.count,
          why: `Files up to ${maxFileBytes / 1e6} MB are read, ${maxFiles} at once.`,
          howToGetTheRest: 'Name fewer or smaller files.',
        },
      ];
