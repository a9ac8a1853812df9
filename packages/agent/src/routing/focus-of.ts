import type { Workspace } from '@datasherpa/tools/ingestion';

/** More files than this are not told apart by their names. */
const maxFiles = 50;
const shortestName = 3;
/** Parts of names that name a kind of file rather than one file. */
const commonParts = new Set(
  'log logs txt out err stderr stdout json jsonl sql dag dags csv gz zst zstd attempt run runs task event eventlog file driver executor error errors data spark airflow app application local the and for'.split(
    ' ',
  ),
);

const theOther =
  /\b(?:the )?other (?:file|one|log|job|run|task|dag|app|application|query|script|event ?log|upload)?s?\b|\b(?:der|die|das) andere\b|\bl'autre\b|\b(?:el|la) otr[ao]\b/i;
const allOfThem =
  /\b(?:both|the two|all of them|all files|each of them|compare|versus|vs|which of (?:them|the two)|beide[ns]?|les deux|ambos)\b/i;
const byKind: readonly (readonly [request: RegExp, name: RegExp])[] = [
  [/\b(?:the|that|now the) (?:sql|query)\b/i, /\.sql$/i],
  [/\b(?:the|that|now the) (?:dag|python file|script)\b/i, /\.py$/i],
  [/\b(?:the|that|now the) (?:log|log file)\b/i, /\.(?:log|txt|out)$/i],
];

/**
 * The files in scope that a request is about: those it names by a name or a part of one, "the other one" of two, "both", the SQL
 * file; otherwise those that the talk was about. Only names count, never what is in the files.
 * @returns ids of files; empty where it is about all of them.
 */
export async function focusOf(
  workspace: Workspace,
  scope: { readonly uploads: readonly string[]; readonly files: readonly string[] },
  focus: readonly string[],
  request: string,
): Promise<readonly string[]> {
  const files = await filesIn(workspace, scope);
  if (files.length < 2 || files.length > maxFiles) return [];
  const text = request.slice(0, 2000).toLowerCase();
  const whole = files.filter(({ name }) => text.includes(name.toLowerCase().split('/').at(-1)!));
  const named = whole.length > 0 ? whole : files.filter((file) => isNamed(file.name, text, files));
  if (named.length > 0 && named.length < files.length && !/\bcompare\b/.test(text))
    return named.map(({ id }) => id);
  if (named.length === files.length || allOfThem.test(text)) return [];
  if (theOther.test(text) && focus.length > 0 && focus.length < files.length)
    return files.filter(({ id }) => !focus.includes(id)).map(({ id }) => id);
  for (const [asked, name] of byKind) {
    const some = asked.test(text) ? files.filter((file) => name.test(file.name)) : [];
    if (some.length > 0 && some.length < files.length) return some.map(({ id }) => id);
  }
  return focus.filter((each) => files.some(({ id }) => id === each));
}

async function filesIn(
  workspace: Workspace,
  { uploads, files }: { readonly uploads: readonly string[]; readonly files: readonly string[] },
) {
  if (uploads.length === 0 && files.length === 0) return [];
  try {
    return await workspace.files({
      ...(uploads.length > 0 && { uploads: [...uploads] }),
      ...(files.length > 0 && { files: [...files] }),
    });
  } catch {
    return [];
  }
}

/** A part of the name, which no other file has, stands in the text as a word. */
function isNamed(name: string, text: string, files: readonly { readonly name: string }[]): boolean {
  const parts = partsOf(name).filter(
    (part) => files.filter((file) => partsOf(file.name).includes(part)).length === 1,
  );
  return parts.some((part) =>
    new RegExp(`(?<![\\p{L}\\p{N}_])${part}(?![\\p{L}\\p{N}_])`, 'u').test(text),
  );
}

/** `logs/task_id=load_eu/attempt=1.log`: load_eu, load, eu. */
function partsOf(name: string): string[] {
  const words = name.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  return [...new Set([...words, ...words.flatMap((word) => word.split('_'))])].filter(
    (part) => part.length >= shortestName && !/^\d+$/.test(part) && !commonParts.has(part),
  );
}
