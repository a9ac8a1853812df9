import { compileQuery } from '../records/compile.ts';
import { declareFields } from '../records/declare-fields.ts';
import { deriveColumns } from '../records/derive-columns.ts';
import { nameColumns } from '../records/name-columns.ts';
import { oneByOne, readPerFile } from '../records/per-file.ts';
import { readSource, stemOf } from '../records/source.ts';
import { command, pathWord } from '../quote.ts';
import { plainWording, withoutDescription } from '../records/plain-wording.ts';
import { readQuery } from '../records/read-query.ts';
import { askQuery } from '../records/ask-query.ts';
import { isMeasure, type Query, type Source } from '../records/query.ts';
import { profileFile, type Profile } from '../profile-file.ts';
import { Scan } from '../scan.ts';
import { findSeen } from '../surroundings.ts';
import { tagColumns } from '../tag-columns.ts';
import type { Frame } from '../frame.ts';

/** Questions about the lines of files: logs, tables, JSON, lists. */
export const records: Frame = {
  name: 'records',
  build: (scan, context) => recordsBy(readQuery, scan, context),
};
/** The same, read from left to right. */
export const questions: Frame = {
  name: 'questions',
  build: (scan, context) => recordsBy(askQuery, scan, context),
};

function recordsBy(
  read_: typeof readQuery,
  scan: Scan,
  context: Parameters<Frame['build']>[1],
): ReturnType<Frame['build']> {
  const target = readTarget(scan);
  const several = scan.literals.some(
    ({ kind, value }) =>
      kind === 'P' && (/[*?]/.test(value) || findSeen(context.seen, value)?.kind === 'folder'),
  );
  if (several && asksForFiles.test(context.request.text)) return null;
  const perFile = several ? readPerFile(scan) : null;
  const named = readSource(scan, context.seen);
  if (!named) return null;
  const { sample } = named;
  const paths = named.paths.length > 0 ? named.paths : ['*'];
  const seenProfile = profileFile(sample) ?? guessProfile(paths[0]!);
  const stems = named.folder ? [] : paths.flatMap((path) => stemOf(path));
  const meant = aboutElements(scan, seenProfile);
  const declared = declareFields(
    { text: withoutDescription(plainWording(scan.left)), literals: scan.literals },
    meant,
  );
  const said = nameColumns(declared.request, declared.profile, sample?.head ?? '');
  const tagged = deriveColumns(tagColumns(said.request, said.profile.columns, stems), said.profile);
  const { profile } = tagged;
  const inner = new Scan(tagged.request);
  inner.assumptions.push(...scan.assumptions);
  inner.placeholders.push(...scan.placeholders);
  const contextLines = readContext(inner);
  const read = read_(inner, profile, sample?.head ?? '', stems);
  const query: Query = contextLines ? { ...read, context: contextLines } : read;
  // Nothing was asked of the lines: some other family fits.
  const idle =
    query.conditions.length === 0 &&
    query.measures.length === 0 &&
    query.output.length === 0 &&
    !query.order &&
    !query.limit &&
    !query.distinct &&
    !query.repeated &&
    !query.best;
  // Of a folder the files are meant, where nothing is asked of their lines.
  if (
    named.folder &&
    query.conditions.length === 0 &&
    !query.measures.some(({ column }) => column) &&
    query.group.length === 0 &&
    query.output.every(isMeasure) &&
    !(query.measures.length > 0 && aboutLines.test(context.request.text))
  )
    return null;
  if (idle && !/^\s*(?:show|print|display|cat|output)\b/i.test(context.request.text)) return null;
  if (sample === undefined)
    inner.assumptions.push(`${paths[0]} was not looked at; its form is taken from its name.`);
  else if (profile.form === 'delimited')
    inner.assumptions.push(
      `${sample.path} is separated by ${separatorName(profile.separator)} and ${profile.header ? 'has a header' : 'has no header'}, as its first lines show.`,
    );
  if (contextLines && query.conditions.length === 0)
    inner.gaps.push('It is not clear around which lines.');
  const source: Source = {
    paths: named.paths,
    profile,
    packed: named.packed,
    ...(named.find !== undefined && { find: named.find }),
  };
  if (perFile) {
    const made = oneByOne(query, source, context.seen.userland, perFile);
    return made === null ? null : { scan: inner, command: made, sampled: sample !== undefined };
  }
  const plain = compileQuery(query, source, context.seen.userland);
  const names = query.output.flatMap((item) => (item.kind === 'column' ? [item.column.name] : []));
  const headed =
    query.names === true &&
    profile.form !== 'delimited' &&
    names.length > 0 &&
    names.length === query.output.length;
  if (query.names === true && profile.form !== 'delimited' && !headed)
    inner.gaps.push('A header cannot be made for this result.');
  const made = headed
    ? `{ ${command('echo', names.join(query.shape.separator))}; ${plain}; }`
    : plain;
  return {
    scan: inner,
    command: target ? `${made} > ${command(pathWord(target))}` : made,
    sampled: sample !== undefined,
  };
}

/** The names of files are asked for, not their lines. */
const asksForFiles =
  /^(?:which|what|list(?: all)?(?: the)?|find(?: all)?(?: the)?|show(?: all)?(?: the)?|print(?: the)?(?: names of)?(?: the)?) (?:<E\d+> |log |csv |text )?(?:files?|logs)\b(?! line)/i;
const aboutLines = /\b(?:lines?|rows?|records?|entries|messages|objects|requests)\b/i;

/** The list inside a JSON document whose elements a request is about: its name is a word of the request, or only it has the fields. */
function aboutElements(scan: Scan, profile: Profile): Profile {
  if (profile.form !== 'json' && profile.form !== 'json-lines') return profile;
  const { lists = [] } = profile;
  const spoken = lists.filter(({ path }) => {
    const noun = path
      .split('.')
      .at(-1)!
      .replaceAll(/[_-]+/g, ' ')
      .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase();
    return scan.sees(`${noun.replace(/s$/, '')}(?:e?s)?`, path.split('.').at(-1)!) !== null;
  });
  const list = spoken[0] ?? (lists.length === 1 && profile.form === 'json' ? lists[0] : undefined);
  if (!list) return profile;
  const inner = list.columns.map((column) => ({ ...column, each: list.path }));
  const outer = profile.columns.filter(
    ({ name }) => name !== list.path && !inner.some((column) => column.name === name),
  );
  if (
    spoken.length === 0 &&
    !inner.some(({ name }) => scan.sees(`${name.replaceAll(/[^a-z0-9_.]/gi, '.')}s?`))
  )
    return profile;
  for (const part of list.path.split('.').slice(-1))
    scan.takeAll(
      part,
      part.replace(/s$/, ''),
      part.replaceAll('_', ' '),
      part.replaceAll('_', ' ').replace(/s$/, ''),
    );
  return { ...profile, each: list.path, columns: [...inner, ...outer] };
}

const separatorName = (separator: string): string =>
  ({ ',': 'commas', '\t': 'tabs', ';': 'semicolons', '|': 'bars' })[separator] ?? separator;

function readContext(scan: Scan): { before: number; after: number } | null {
  const number = (taken: { literals: readonly { kind: string; value: string }[] }): number =>
    Number(taken.literals.find(({ kind }) => kind === 'N')?.value ?? 1);
  const around = scan.take(
    '(?:,? ?(?:together |along )?(?:with|and|plus|including|showing))? ?(?:the )?<N> {lines} (?:of context )?(?:before and after|around|on (?:both|each) sides?(?: of)?|either side(?: of)?)(?: (?:it|them|each|every|that|the match|each match|of it|of them|each one))?',
    '(?:with )?<N> {lines} of context(?! (?:before|after))(?: around (?:it|each|each match))?',
  );
  if (around) return { before: number(around), after: number(around) };
  const before = scan.take(
    '(?:,? ?(?:together |along )?(?:with|and|plus|including|showing))? ?(?:the )?(?:<N> )?{lines} (?:of context )?(?:immediately |directly |just )?(?:before|preceding|above)(?: (?:it|them|each|every|that|each one|each match|each of them))?',
    '(?:the )?<N> (?:preceding|previous) {lines}',
    '(?:the )?(?:preceding|previous) {lines}',
  );
  const after = scan.take(
    '(?:,? ?(?:together |along )?(?:with|and|plus|including|showing))? ?(?:the )?(?:<N> )?{lines} (?:of context )?(?:immediately |directly |just )?(?:after|following|below)(?: (?:it|them|each|every|that|each one|each match|each of them))?',
    '(?:the )?<N> (?:following|next|subsequent) {lines}',
    '(?:the )?(?:following|next) {lines}',
    '(?:,? ?(?:together |along )?(?:with|and)) (?:the )?<N> after(?: (?:it|them|each))?',
  );
  return before || after
    ? { before: before ? number(before) : 0, after: after ? number(after) : 0 }
    : null;
}

/** A file to write the result to, where the request asks for one. */
export function readTarget(scan: Scan): string | null {
  const taken = scan.take(
    '(?:(?:,|and|then|,? and then) (?:write|save|store|put|redirect|output)|write|save)(?: the)?(?: (?:result|results|output|it|them|that|this|list|lines|rows))?(?: out)? (?:to|into|in|as)(?: (?:a |the )?(?:new )?file(?: called| named)?)? <P>',
  );
  return taken?.literals.find(({ kind }) => kind === 'P')?.value ?? null;
}

/** What a name says of the form, where the file was not looked at. */
function guessProfile(path: string): Profile {
  const name = path.replace(/\.(?:gz|zst|bz2|xz)$/, '');
  if (/\.(?:jsonl|ndjson)$/.test(name)) return { form: 'json-lines', array: false, columns: [] };
  if (name.endsWith('.json')) return { form: 'json', array: false, columns: [] };
  if (/\.(?:csv|tsv)$/.test(name))
    return {
      form: 'delimited',
      separator: name.endsWith('tsv') ? '\t' : ',',
      header: true,
      quoted: false,
      carriageReturns: false,
      columns: [],
    };
  return { form: 'text', columns: [] };
}
