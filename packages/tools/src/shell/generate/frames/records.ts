import { compileQuery } from '../records/compile.ts';
import { command, pathWord } from '../quote.ts';
import { readQuery } from '../records/read-query.ts';
import type { Query, Source } from '../records/query.ts';
import type { Literal, TaggedRequest } from '../lex-request.ts';
import { profileFile, type Column, type Profile } from '../profile-file.ts';
import { Scan } from '../scan.ts';
import { filesBehind, findSeen, type SeenFile, type Surroundings } from '../surroundings.ts';
import { tagColumns } from '../tag-columns.ts';
import type { Frame } from '../frame.ts';

/** Questions about the lines of files: logs, tables, JSON, lists. */
export const records: Frame = {
  name: 'records',
  build(scan, context) {
    const target = readTarget(scan);
    const named = readSource(scan, context.seen);
    if (!named) return null;
    const { paths, sample } = named;
    const seenProfile = profileFile(sample) ?? guessProfile(paths[0]!);
    const stems = paths.flatMap((path) => stemOf(path));
    const tagged = withProducts(
      tagColumns({ text: scan.left, literals: scan.literals }, seenProfile.columns, stems),
      seenProfile,
    );
    const { profile } = tagged;
    const inner = new Scan(tagged.request);
    inner.assumptions.push(...scan.assumptions);
    inner.placeholders.push(...scan.placeholders);
    const contextLines = readContext(inner);
    const read = readQuery(inner, profile, sample?.head ?? '', stems);
    const query: Query = contextLines ? { ...read, context: contextLines } : read;
    // Nothing was asked of the lines: some other family fits.
    const idle =
      query.conditions.length === 0 &&
      query.measures.length === 0 &&
      query.output.length === 0 &&
      !query.order &&
      !query.limit &&
      !query.distinct &&
      !query.repeated;
    const folder =
      paths.length === 1 &&
      /\/\*[^/]*$/.test(paths[0]!) &&
      !context.request.literals.some(({ value }) => value === paths[0]);
    // Of a folder the files are meant, where nothing is asked of their lines.
    if (
      folder &&
      query.conditions.length === 0 &&
      query.measures.length === 0 &&
      query.output.length === 0
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
    const source: Source = { paths, profile, packed: named.packed };
    const plain = compileQuery(query, source, context.seen.userland);
    const names = query.output.flatMap((item) =>
      item.kind === 'column' ? [item.column.name] : [],
    );
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
  },
};

/** "quantity times price" is a field of its own. */
function withProducts(
  request: TaggedRequest,
  profile: Profile,
): { request: TaggedRequest; profile: Profile } {
  const columns = [...profile.columns];
  const literals: Literal[] = [...request.literals];
  const text = request.text.replaceAll(
    /(?:\b[a-z]+ )?\(?<C(\d+)> (?:times|multiplied by|\*|x|×) (?:the )?<C(\d+)>\)?/gi,
    (whole, a: string, b: string) => {
      const factors = [a, b].map(
        (at) => profile.columns[Number(request.literals[Number(at)]!.value)]!,
      ) as [Column, Column];
      columns.push({ name: 'product', at: 0, numeric: true, values: [], product: factors });
      literals.push({ kind: 'C', source: whole, value: String(columns.length - 1) });
      return `<C${literals.length - 1}>`;
    },
  );
  return { request: { text, literals }, profile: { ...profile, columns } };
}

const separatorName = (separator: string): string =>
  ({ ',': 'commas', '\t': 'tabs', ';': 'semicolons', '|': 'bars' })[separator] ?? separator;

export const stemOf = (path: string): string[] => {
  const name = path
    .split('/')
    .at(-1)!
    .replace(/\*/g, '')
    .replace(/\.\w+(?:\.\w+)*$/, '');
  return /^[a-z]+$/i.test(name) && name.length > 2 ? [name.toLowerCase()] : [];
};

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

/** The files whose lines are meant. */
function readSource(
  scan: Scan,
  seen: Surroundings,
): { paths: string[]; sample: SeenFile | undefined; packed: boolean } | null {
  const rotated = scan.take(
    '(?:(?:in|of|from|across|over|under|at|within) )?(?:the )?(?:file )?<P>,? (?:and|with|plus|including|as well as) (?:all )?(?:its|the|all(?: of)? its|their) (?:rotated|older|old|compressed|archived|gzipped|numbered|rolled)(?: and (?:rotated|compressed|gzipped))? (?:copies|files|versions|logs|ones|siblings|predecessors)(?: \\(?(?:including|also) (?:the|all) ?(?:<E>|compressed|gzipped)?(?: ones?| files?| one)?\\)?)?',
  );
  let paths: string[];
  if (rotated) paths = [`${rotated.literals[0]!.value}*`];
  else {
    const words =
      '(?:(?:in|of|from|across|over|for|through|inside|within|at|to|on|with|and|between) )?(?:all )?(?:the )?(?:(?:log |csv |json |text |input |data |tsv )?files? |table |log )?';
    const found = scan.takeAll(`${words}<P>(?: files?| file| log)?`);
    paths = found.flatMap(({ literals }) =>
      literals.filter(({ kind }) => kind === 'P').map(({ value }) => value),
    );
  }
  if (paths.length === 0) {
    const spoken = seen.files.filter(
      ({ kind, head, path }) =>
        kind === 'file' &&
        head !== undefined &&
        stemOf(path).some((stem) => scan.sees(stem, stem.replace(/s$/, ''))),
    );
    if (!seen.partial && spoken.length === 1) {
      scan.assumptions.push(`${spoken[0]!.path} is meant: its name is in the request.`);
      return {
        paths: [spoken[0]!.path],
        sample: spoken[0],
        packed: spoken[0]!.compression === 'gzip',
      };
    }
    const files = seen.files.filter(({ kind, head }) => kind === 'file' && head !== undefined);
    if (seen.partial || files.length !== 1) return null;
    paths = [files[0]!.path];
    scan.assumptions.push(`${paths[0]} is meant: it is the only text file here.`);
  }
  const behind = paths.flatMap((path) => filesBehind(seen, path));
  const folder =
    paths.length === 1 && findSeen(seen, paths[0]!)?.kind === 'folder' ? paths[0]! : null;
  const ending = folder === null ? null : scan.take('(?:all |the )*(?:<E>)(?: files?)?');
  if (folder !== null) {
    const inside = behind.filter(
      ({ path }) => !ending || path.endsWith(`.${ending.literals[0]!.value}`),
    );
    const deep = inside.some(({ path }) =>
      path.slice(folder.replace(/\/$/, '').length + 1).includes('/'),
    );
    if (deep || inside.length === 0) return null;
    paths = [`${folder.replace(/\/$/, '')}/*${ending ? `.${ending.literals[0]!.value}` : ''}`];
  }
  const packed =
    behind.some(({ compression }) => compression === 'gzip') ||
    paths.some((path) => path.endsWith('.gz'));
  if (folder !== null || paths.some((path) => /[*?]/.test(path)))
    scan.takeAll(
      '(?:all |the )*(?:access |log |csv )?(?:logs?|{files})(?= under| in|[\\s·]*·)',
      '(?:all )?(?:access )?logs',
    );
  if (packed)
    scan.takeAll(
      '\\(?(?:including|also|even|and) (?:the |all )?(?:<E>|compressed|gzipped)(?: ones?| files?| copies| one)?\\)?',
      '(?:gzip(?:ped)?|compressed|gz)(?: file| log)?',
      'without (?:unpacking|decompressing|extracting)(?: it| them)?(?: first| on disk| to disk)?',
    );
  return { paths, sample: behind.find(({ head }) => head !== undefined), packed };
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
