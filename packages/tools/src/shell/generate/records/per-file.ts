import { command, quote, pathWord } from '../quote.ts';
import type { Scan } from '../scan.ts';
import type { Userland } from '../surroundings.ts';
import { compileQuery } from './compile.ts';
import { isMeasure, type Query, type Source } from './query.ts';

/** A question that is answered for each file on its own. */
export interface PerFile {
  /** The name stands before what is measured. */
  readonly nameFirst: boolean;
}

const kinds = '(?: (?:log|csv|json|text|data|gz|compressed|<E>))*';
const each = `(?:for|of|in|per|from) (?:each|every)(?: of the)?(?=${kinds} (?:{files}|logs?|<E>)(?: |[.,;]|$))|per (?:log |csv )?file(?! name)`;

/** Takes "for each file … its name and". */
export function readPerFile(scan: Scan): PerFile | null {
  if (!scan.take(each)) return null;
  const after = scan.take(
    '(?:,? ?)?(?:together )?(?:with|and|followed by) (?:its|the|their) (?:file )?(?:names?|paths?)',
  );
  if (!after)
    scan.take(
      '(?:{show} )?(?:its|the|their) (?:file )?(?:names?|paths?) (?:and|with|followed by)(?: the| its)?',
      '(?:its|the|their) (?:file )?(?:names?|paths?)',
      'file ?names?',
    );
  return { nameFirst: after === null };
}

const place = '@FILE@';

/** A loop over the files; the measures of each stand in one line with its name. */
export function oneByOne(
  query: Query,
  source: Source,
  userland: Userland,
  { nameFirst }: PerFile,
): string | null {
  if (query.measures.length === 0 || query.group.length > 0 || source.find !== undefined)
    return null;
  const one = compileQuery(
    { ...query, output: query.output.filter(isMeasure), order: null, limit: null },
    { ...source, paths: [place] },
    userland,
  ).replaceAll(place, '"$f"');
  const separator = query.shape.separator === '\t' ? String.raw`\t` : query.shape.separator;
  const format = quote(`%s${separator}%s\\n`);
  const value = `"$(${one})"`;
  const loop = `for f in ${command(...source.paths.map(pathWord))}; do printf ${format} ${nameFirst ? `"$f" ${value}` : `${value} "$f"`}; done`;
  const measured = query.order !== null && query.order.by !== 'line';
  if (!measured) return loop;
  const at = nameFirst ? 2 : 1;
  return `${loop} | sort -k${at},${at}n${query.order!.descending ? 'r' : ''}`;
}
