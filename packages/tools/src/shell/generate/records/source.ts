import { command, pathWord, type Word } from '../quote.ts';
import type { Scan } from '../scan.ts';
import { filesBehind, findSeen, type SeenFile, type Surroundings } from '../surroundings.ts';

/** The files whose lines are meant. */
export interface NamedSource {
  readonly paths: readonly string[];
  readonly find?: string;
  readonly sample: SeenFile | undefined;
  readonly packed: boolean;
  /** A folder was named, not a file. */
  readonly folder: boolean;
}

/** `orders` for `data/orders.csv`: what the lines of a file are called. */
export const stemOf = (path: string): string[] => {
  const name = path
    .split('/')
    .at(-1)!
    .replace(/\*/g, '')
    .replace(/\.\w+(?:\.\w+)*$/, '');
  return /^[a-z]+$/i.test(name) && name.length > 2 ? [name.toLowerCase()] : [];
};

const rotatedCopies =
  '(?:(?:in|of|from|across|over|under|at|within) )?(?:the )?(?:file )?<P>,? (?:and|with|plus|including|as well as) (?:all )?(?:of )?(?:its|the|all(?: of)? its|their) (?:rotated|older|old|compressed|archived|gzipped|numbered|rolled)(?: and (?:rotated|compressed|gzipped))? (?:copies|files|versions|logs|ones|siblings|predecessors)(?: \\(?(?:including|also) (?:the|all) ?(?:<E>|compressed|gzipped)?(?: ones?| files?| one)?\\)?)?';

/** @returns null where no file is named, and none is the only one here. */
export function readSource(scan: Scan, seen: Surroundings): NamedSource | null {
  const rotated = scan.take(rotatedCopies);
  let paths: string[];
  if (rotated) paths = [`${rotated.literals[0]!.value}*`];
  else {
    const words =
      '(?:(?:in|of|from|across|over|for|through|inside|within|at|to|on|with|and|between|under|below|beneath) )?(?:all )?(?:the )?(?:(?:log |csv |json |text |input |data |tsv )?(?:files?|{folders}) |table |log )?';
    const found = scan.takeAll(`${words}<P>(?: files?| file| log| {folders})?`);
    paths = withoutRepeats(
      found.flatMap(({ literals }) =>
        literals.filter(({ kind }) => kind === 'P').map(({ value }) => value),
      ),
    );
  }
  if (paths.length === 0) {
    const one = onlyFile(scan, seen);
    if (!one) return null;
    return {
      paths: [one.path],
      sample: one,
      packed: one.compression === 'gzip',
      folder: false,
    };
  }
  // A name with a slash that is no file here, beside files that are, is no source.
  if (paths.length > 1 && !seen.partial) {
    const there = paths.filter(
      (path) => /[*?]|\.\w+$/.test(path) || filesBehind(seen, path).length > 0,
    );
    if (there.length > 0 && there.length < paths.length) {
      scan.assumptions.push(
        `${paths.filter((path) => !there.includes(path)).join(', ')} is no file here and is not read.`,
      );
      paths = there;
    }
  }
  const folder =
    paths.length === 1 && findSeen(seen, paths[0]!)?.kind === 'folder' ? paths[0]! : null;
  if (folder !== null) return readFolder(scan, seen, folder);
  const behind = paths.flatMap((path) => filesBehind(seen, path));
  const packed =
    behind.some(({ compression }) => compression === 'gzip') ||
    paths.some((path) => path.endsWith('.gz'));
  if (paths.some((path) => /[*?]/.test(path))) takeFileNouns(scan);
  if (packed) takePacked(scan);
  return {
    paths,
    sample: behind.find(({ head }) => head !== undefined),
    packed,
    folder: false,
  };
}

/** A folder on the way to a file that is named too is a noun ("the trips of trips/a.csv"), its bare name the file again. */
const withoutRepeats = (paths: readonly string[]): string[] =>
  [...new Set(paths)].filter(
    (path) =>
      !paths.some(
        (other) =>
          other !== path &&
          (other.startsWith(`${path.replace(/\/$/, '')}/`) || other.endsWith(`/${path}`)),
      ),
  );

const takeFileNouns = (scan: Scan): void => {
  scan.takeAll(
    '(?:all |the |every |each )*(?:access |log |csv )?(?:logs?|{files})(?= under| in| of| below|[\\s·]*·)',
    '(?:all )?(?:access )?logs',
  );
};

const packedWords = '(?:gzip[- ]?(?:ped|compressed)?|gz|compressed|zipped|packed)';
/** What a request says of packed files; all are read either way. */
export const takePacked = (scan: Scan): boolean =>
  scan.takeAll(
    `\\(?(?:,? ?(?:and |but )?)?(?:some|many|a few|most|the older ones|older ones|the rotated ones|older days|several)(?: of (?:them|these|which|the files))?(?: are| is| being)? ${packedWords}(?: ones?| files?)?\\)?`,
    `\\(?(?:,? ?)?(?:whether |both |either )?(?:${packedWords}|plain|uncompressed) (?:or|and) (?:not|plain|uncompressed|${packedWords})(?: ones?| files?)?\\)?,?`,
    `\\(?(?:,? ?)?(?:including|also|even|and)(?: also)?(?: the| all)* (?:${packedWords}|<E>)(?: ones?| files?| copies| one)(?: too)?\\)?`,
    `(?:${packedWords})(?: file| files| log| logs)?`,
    'without (?:unpacking|decompressing|extracting)(?: it| them)?(?: first| on disk| to disk)?',
  ).length > 0;

/** The only text file here, or the one whose name is a word of the request. */
function onlyFile(scan: Scan, seen: Surroundings): SeenFile | null {
  const files = seen.files.filter(({ kind, head }) => kind === 'file' && head !== undefined);
  const spoken = files.filter(({ path }) =>
    stemOf(path).some((stem) => scan.sees(stem, stem.replace(/s$/, ''))),
  );
  if (!seen.partial && spoken.length === 1) {
    scan.assumptions.push(`${spoken[0]!.path} is meant: its name is in the request.`);
    return spoken[0]!;
  }
  if (seen.partial || files.length !== 1) return null;
  scan.assumptions.push(`${files[0]!.path} is meant: it is the only text file here.`);
  return files[0]!;
}

/** Some files of a folder: by ending, by what their names begin with, by a word of their names. */
function readFolder(scan: Scan, seen: Surroundings, folder: string): NamedSource | null {
  const root = folder.replace(/(?<=.)\/+$/, '');
  const names: string[] = [];
  const flat =
    scan.take(
      ',? ?\\(?(?:but )?(?:directly|not in (?:any |its |the )?{folders}|without {folders}|top[- ]level only|not recursive(?:ly)?)\\)?',
    ) !== null;
  scan.take(
    '(?:,? ?)(?:anywhere|recursively|in all {folders}|and (?:all )?(?:its )?{folders}|in {folders} too)',
  );
  const starts = scan.take(
    '\\(?(?:,? ?)?(?:whose |with |having |the |their |file )*names? (?:that |which )?(?:start(?:s|ing)?|begin(?:s|ning)?) with (<[QIP]\\d+>|[\\w.-]+)',
  );
  const start = starts && (scan.literal(starts.groups[1])?.value ?? starts.groups[1]!);
  const ending = scan.take('(?:all |the |every |each |any )*<E>(?: (?:files?|logs?))?');
  const tail = ending ? `.${ending.literals.at(-1)!.value}` : '';
  takePacked(scan);
  const inside = filesBehind(seen, root).filter(
    ({ path, kind }) => path !== root && kind !== 'link',
  );
  const base = (path: string): string => path.split('/').at(-1)!;
  if (start !== null || tail !== '') names.push(`${start ?? ''}*${tail}`);
  if (start !== null) {
    const word = start.replace(/[^a-z0-9]+$/i, '');
    if (word !== '') scan.take(`(?:all |the )*${escaped(word)} (?:logs?|{files})`);
  } else {
    const said = scan.sees(
      '(?:all |the |every )*(?:of the )?([a-z][\\w-]*) (?:log )?(?:logs?|{files})',
    );
    const word = said?.groups[1]?.toLowerCase();
    const having =
      word === undefined
        ? []
        : inside.filter(({ path }) =>
            base(path)
              .toLowerCase()
              .split(/[^a-z0-9]+/)
              .includes(word),
          );
    if (having.length > 0 && having.length < inside.length && word !== 'log' && word !== 'csv') {
      scan.take(`(?:all |the |every )*(?:of the )?${word} (?:log )?(?:logs?|{files})`);
      names.splice(0, names.length, `*${word}*${tail}`);
      scan.assumptions.push(`Files with "${word}" in their names are meant.`);
    }
  }
  takeFileNouns(scan);
  scan.takeAll(
    '(?:all |the |every |each |any )*(?:csv |log |text )?(?:logs|{files})(?= |[.,;?)]|$)',
  );
  const pattern = names[0] ?? '*';
  const fits = new RegExp(
    `^${pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')}$`,
  );
  const meant = inside.filter(
    ({ path }) => fits.test(base(path)) && (!flat || !path.slice(root.length + 1).includes('/')),
  );
  if (meant.length === 0) return null;
  const sample = meant.find(({ head }) => head !== undefined);
  const packed = meant.some(({ compression }) => compression === 'gzip');
  const deep = meant.some(({ path }) => path.slice(root.length + 1).includes('/'));
  const prefix = root === '.' ? '' : `${root}/`;
  if (!deep) return { paths: [`${prefix}${pattern}`], sample, packed, folder: true };
  const test: Word[] = names.length > 0 ? ['-name', pattern] : [];
  return {
    paths: [],
    find: command('find', pathWord(root), '-type', 'f', ...test),
    sample,
    packed,
    folder: true,
  };
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`);
