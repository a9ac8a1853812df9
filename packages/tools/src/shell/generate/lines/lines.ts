import { takeInPlace } from '../frames/text-file.ts';
import { readTarget } from '../frames/records.ts';
import type { Draft, Frame } from '../frame.ts';
import { profileFile } from '../profile-file.ts';
import { command, pathWord, pipe } from '../quote.ts';
import { filesBehind, findSeen } from '../surroundings.ts';
import { readFilters } from './read-filters.ts';
import { readEnding, readMaps, readOrdering } from './read-stages.ts';

/**
 * One text as a stream of lines: some are left out, each may be changed, then they are put in order, cut, joined or counted. Each of
 * these is read by itself, so that any of them can be asked for together.
 */
export const lines: Frame = {
  name: 'edit-text',
  build(scan, { seen, request }) {
    const paths = scan.literals.filter(({ kind }) => kind === 'P');
    if (paths.length === 0 || paths.length > 6) return null;
    const here =
      takeInPlace(scan) ||
      scan.take(
        '(?:,? ?(?:and )?)?(?:overwrit(?:e|ing)|chang(?:e|ing)|rewrit(?:e|ing)|updat(?:e|ing)) (?:the )?(?:original |same )?file|(?:back )?(?:in)?to the same file',
      ) !== null;
    const target =
      readTarget(scan) ??
      (paths.length >= 2
        ? (scan.take('(?:in)?to (?:the )?(?:new )?(?:file )?(?:called |named )?<P>(?=[.,;]|$)')
            ?.literals[0]?.value ?? null)
        : null);
    const source = scan.take(
      '(?:(?:the |all |of |in |from |to |for |inside |at |within )*(?:file |list |text |contents? of |{lines} (?:of|in|from) )*)<P>(?:(?:,|,? and) (?:of |in |from )?<P>)*(?: file| itself)?',
    );
    if (!source) return null;
    const sources = source.literals.map(({ value }) => value);
    const path = sources[0]!;
    const found = findSeen(seen, path);
    if (
      found?.kind === 'folder' ||
      sources.some((each) => /[*?]/.test(each) || findSeen(seen, each)?.kind === 'folder')
    )
      return null;
    if (sources.length > 1) scan.takeAll('merge|combine|concatenate|join|put together|together');
    const sample = filesBehind(seen, path).find(({ head }) => head !== undefined);
    const profile = profileFile(sample);
    if (profile?.form === 'json' || profile?.form === 'json-lines') return null;
    const numericLines = profile?.form === 'list' && profile.columns[0]?.numeric === true;
    const filters = readFilters(scan, path);
    const numbered =
      scan.take(
        '(?:,? ?(?:each |all |every (?:one|line) )?)?(?:with|preceded by|prefixed (?:with|by)|together with|add(?:ing)?)(?: (?:its|their|the|a))?(?: original)? line numbers?(?: (?:and an? (?:blank|space)|in front|before (?:it|them|each)|at the (?:start|front|beginning)))*(?: in front)?',
        'number (?:the|all|each|every) {lines}|numbered',
      ) !== null;
    const counted =
      scan.take('how many(?= )|(?:the )?(?:number|count) of(?= )|count(?: the| all)?(?= )') !==
      null;
    const maps = readMaps(scan);
    const ordering = readOrdering(scan, numericLines);
    const ending = readEnding(scan);
    if (filters.length + maps.length + ordering.stages.length + ending.length === 0 && !numbered)
      return null;
    // A table's header is no line like the others.
    if (profile?.form === 'delimited' && profile.header && ordering.stages.length > 0) return null;
    scan.takeAll(
      '{show}|{lines}|(?:the )?(?:contents?|result|output|rest|remaining)|are there|do(?:es)? (?:it|the file) (?:have|contain)|only|just|take|keep|sort|words',
    );
    // "the unique hosts": what the lines are is a word of the user's own.
    scan.take('(?<=·[·\\s]*)(?:[a-z]+s)(?=[·\\s]*·)', '(?:the |all )(?:[a-z]+s)(?=[·\\s]*·)');
    const packed =
      filesBehind(seen, path).some(({ compression }) => compression === 'gzip') ||
      path.endsWith('.gz');
    const condition = filters.join(' && ');
    const file = packed ? [] : sources.map(pathWord);
    if (sources.length > 1 && here) return null;
    const first =
      numbered || filters.length > 0
        ? command('awk', `${condition}${numbered ? '{print NR, $0}' : ''}`, ...file)
        : null;
    const rest = [...maps, ...ordering.stages, ...ending, ...(counted ? ['wc -l'] : [])];
    const stages = pipe(
      packed
        ? command('zcat', ...(sources.length > 1 ? ['-f'] : []), '--', ...sources.map(pathWord))
        : null,
      ...(first === null
        ? startOn(rest, packed ? null : command(...sources.map(pathWord)))
        : [first, ...rest]),
    );
    const draft = { scan, sampled: sample !== undefined };
    void request;
    if (target !== null)
      return { ...draft, command: `${stages} > ${command(pathWord(target))}` } satisfies Draft;
    if (!here || packed || scan.readOnly) return { ...draft, command: stages };
    const word = command(pathWord(path));
    return {
      ...draft,
      // The file keeps its owner and rights, as it is written and not replaced.
      command: `t=$(mktemp) && ${stages} > "$t" && cat -- "$t" > ${word} && rm -- "$t"`,
      lookFirst: stages,
    };
  },
};

/** The first stage reads the file itself; `tr` and `paste -` read their input only. */
function startOn([first, ...rest]: readonly string[], file: string | null): readonly string[] {
  if (first === undefined || file === null)
    return [...(first === undefined ? [] : [first]), ...rest];
  if (first.startsWith('tr '))
    return file.includes(' ') ? [`cat ${file}`, first, ...rest] : [`${first} < ${file}`, ...rest];
  return [`${first.replace(/^(paste .*) -$/, '$1')} ${file}`, ...rest];
}
