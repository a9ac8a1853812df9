import { command, pathWord, quote, type Word } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import type { Scan } from '../scan.ts';
import { filesBehind, findSeen, type Surroundings } from '../surroundings.ts';
import { valueOf } from '../tools/slots.ts';
import { signFor, signWords } from './signs.ts';
import { findCommand, readFileQuery, type FileQuery } from '../selection/index.ts';

/** What becomes of a name: shell text that makes the new path of `$f`. */
interface Change {
  /** Which names are meant where no other pattern was given. */
  readonly pattern: string;
  readonly path: string;
}

/** mv -n, one file at a time, by endings, prefixes, blanks, letter case, a part of the name. */
export const renameFiles: Frame = {
  name: 'change-files',
  build(scan, { seen, request }) {
    if (
      !/\brename|\b(?:extension|ending|suffix|prefix|(?:file ?)?names?)\b/i.test(request.text) ||
      !/^(?:rename|change|convert|turn|give|add|append|put|prepend|prefix|strip|remove|replace|make|set|lower|upper|insert|cut|drop|delete|get|use|have)\b|\b(?:should|shall|must|get|gets|become|becomes)\b/i.test(
        request.text,
      ) ||
      /^(?:show|print|list|find|which|count|how many|delete|remove all|copy|move)\b/i.test(
        request.text,
      )
    )
      return null;
    scan.take(
      '(?:,? ?(?:and |but )?)?(?:keep(?:ing)?|preserv(?:e|ing))(?: the)?(?: rest of the)? (?:base ?names?|names?|stem|rest)',
      '(?:,? ?;? ?)?the (?:base ?name|rest of the names?) (?:stays|remains)(?: (?:the same|as it is|unchanged))?',
    );
    scan.take(
      "(?:,? ?(?:and |but )?)?(?:do not|don't|never|without) overwrit(?:e|ing)(?: anything| existing files| any file)?",
    );
    const one = oneFile(scan, seen);
    if (one) return one;
    const change =
      byPrefix(scan) ??
      bySuffix(scan) ??
      withoutPart(scan) ??
      bySign(scan) ??
      byEndingCase(scan) ??
      byCase(scan) ??
      byEnding(scan) ??
      byText(scan);
    if (!change) return null;
    scan.takeAll(
      'rename|{rename}|shall|should|must|give|add|put|append|replace|change|make|convert|turn|into|get',
    );
    const query = readFileQuery(scan, seen, 'f');
    scan.takeAll('every|(?:file )?names?|file names?|extension|base|ending|of(?: all)?|letters');
    if (
      query.roots.length === 0 &&
      query.names.length === 0 &&
      !scan.take('here|current directory')
    )
      return null;
    const usual = query.names.length === 1 ? query.names[0]! : change.pattern;
    const extra = query.tests.length > (query.names.length > 0 ? 2 : 0);
    if (query.names.length > 1 || extra) return null;
    return { scan, ...loopOver(query, seen, usual, change.path) };
  },
};

function oneFile(scan: Scan, seen: Surroundings): Draft | null {
  const taken = scan.sees('(?:the file )?<P> (?:to|into|as) <P>');
  const [from, to] = taken?.literals ?? [];
  if (!from || !to || /\*/.test(from.value) || !/\brename\b|change the name/i.test(scan.left))
    return null;
  scan.take('(?:the file )?<P> (?:to|into|as) <P>');
  scan.takeAll('rename|{files}|(?:change )?the name(?: of)?');
  void seen;
  return { scan, command: command('mv', '-n', '--', pathWord(from.value), pathWord(to.value)) };
}

const ending = '(<E>|<Q>)';
const nouns = '(?:extension|ending|suffix)';
/** Verbs and prepositions behind which the new form stands. */
const becoming =
  '(?:to|into|as|with|by|gets?|ha(?:s|ve)|becomes?|receives?|be given|instead)(?: (?:the|an?|all|only))*(?: (?:lower|upper)[- ]?case)?(?: (?:new )?(?:extension|ending|suffix))?(?: (?:of|to))?';

function byEnding(scan: Scan): Change | null {
  const both = scan.takeParts(
    `(?:(?:whose|with(?: the)?|having the|with an?) )?(?:${nouns} )?(?:is |of |from )*${ending}(?: (?:in|with) (?:upper|lower)[- ]?case(?: letters)?)?`,
    `(?:${becoming}|(?:the |an? )?${nouns}) (?:${ending}|([a-z]{2,8})(?= |[.,]|$))`,
  );
  const one = both
    ? null
    : scan.takeParts(
        `(?:the )?(?:file )?${nouns}s?`,
        `${becoming} (?:${ending}|([a-z]{2,8})(?= |[.,]|$))`,
      );
  const taken = both ?? one;
  if (!taken) return null;
  const [from, ...rest] = taken.groups.slice(1).filter((group) => group !== undefined);
  const to = valueOf(scan, rest.at(-1) ?? from!).replace(/^\./, '');
  if (/^(?:lower|upper|small|capital)/i.test(to)) return null;
  scan.takeAll('(?:(?:to|into|in) )?(?:upper|lower)[- ]?case(?: letters)?', `${nouns}s?`);
  if (!both) return { pattern: '*.*', path: `"\${f%.*}.${to}"` };
  const old = valueOf(scan, from!).replace(/^\./, '');
  return { pattern: `*.${old}`, path: `"\${f%.${old}}.${to}"` };
}

const inFolder = (name: string): string => `"\${f%/*}/"${name}`;

const text = String.raw`(<[QIPKN]\d+>_?|[a-z0-9]+[_-])`;
const ofNames =
  '(?:(?:to|of|from|in)(?: (?:the|each|every|all|their|its))*)? ?(?:(?:file |base )?names?|{files})';

function byPrefix(scan: Scan): Change | null {
  const front = `(?:as (?:a |the )?prefix|in front|(?:to|at) the (?:front|beginning|start)|before (?:the|each|every|all) (?:file )?names?)(?: ?${ofNames})?`;
  const taken =
    scan.take(
      `(?:by |with )?(?:add(?:ing)?|prefix(?:ing)?|put(?:ting)?|prepend(?:ing)?|giv(?:e|ing))?(?: the| a)? ?prefix ${text}(?: ${ofNames})?`,
      `(?:by )?prepend(?:ing)?(?: the)?(?: text| string| word)? ${text}(?: ${ofNames})?`,
      `(?:by )?(?:add(?:ing)?|put(?:ting)?)(?: the)?(?: text| string| word)? ${text} ${front}`,
    ) ??
    scan.takeParts(
      `(?:by )?(?:add(?:ing)?|put(?:ting)?)(?: the)?(?: text| string| word)? ${text}`,
      front,
    ) ??
    scan.takeParts(
      'prefix(?:ing)?(?: (?:the|all|every|each))*(?: (?:file )?names?(?: of)?)?',
      `(?:with|by) ${text}`,
    );
  if (!taken || /\b(?:ending|extension|suffix)\b/i.test(taken.text)) return null;
  const said = scan
    .plain(taken.groups.find((group, at) => at > 0 && group !== undefined)!)
    .replace(/^["'`]|["'`]$/g, '');
  scan.takeAll('to the (?:file )?names?(?: of)?|in front of|before');
  return { pattern: '*', path: inFolder(`${quote(said)}"\${f##*/}"`) };
}

/** "_old" between the name and its ending. */
function bySuffix(scan: Scan): Change | null {
  const taken = scan.take(
    '(?:add|append|put|insert)(?: the)?(?: suffix| text)? (<[QI]\\d+>|[_-][a-z0-9]+) (?:before|in front of) the (?:extension|ending|suffix)(?: of(?: the| each| every)* (?:file )?names?)?',
  );
  const last = taken
    ? null
    : scan.take(
        '(?:add|append)(?: the)?(?: suffix| text| extension| ending)? (<[QIE]\\d+>|[_-][a-z0-9]+) (?:to|at) (?:the )?(?:end of )?(?:the |each |every |all )*(?:file )?names?',
      );
  const found = taken ?? last;
  if (!found) return null;
  const literal = scan.literal(found.groups[1]);
  const text = literal?.kind === 'E' ? `.${literal.value}` : valueOf(scan, found.groups[1]!);
  return taken
    ? { pattern: '*.*', path: `"\${f%.*}"${quote(text)}".\${f##*.}"` }
    : { pattern: '*', path: `"$f"${quote(text)}` };
}

function withoutPart(scan: Scan): Change | null {
  const prefix = scan.take(
    '(?:remove|strip|drop|cut(?: off)?)(?: the)? (?:prefix|leading(?: text)?) (<[QI]\\d+>|[a-z0-9]+[_-])(?: from(?: the| all| each| every)* (?:file )?names?)?',
  );
  if (prefix) {
    const text = valueOf(scan, prefix.groups[1]!);
    return { pattern: `${text}*`, path: `"\${f%/*}/\${f##*/${text}}"` };
  }
  const end = scan.take(
    '(?:remove|strip|drop|cut(?: off)?)(?: the)? (?:extension|ending|suffix) (<[EQI]\\d+>)(?: from(?: the| all| each| every)* (?:file )?names?)?',
  );
  if (!end) return null;
  const literal = scan.literal(end.groups[1])!;
  const text = literal.kind === 'E' ? `.${literal.value}` : literal.value;
  return { pattern: `*${text}`, path: `"\${f%${text}}"` };
}

/** One sign of the names becomes another, or goes. */
function bySign(scan: Scan): Change | null {
  const sign = `(${signWords}|<[QI]\\d+>)(?: characters?| signs?)?`;
  const inNames =
    '(?: (?:in|of|from)(?: (?:the|their|its|all|each|every))*(?: (?:file |base )?names?)?(?: of(?: the| all)*)?)?';
  const some = '(?:(?:all|the|any|every|each|all of the|occurrences? of) )*';
  const verb =
    '(?:by )?(?:replac(?:e|ing)|chang(?:e|ing)|turn(?:ing)?|convert(?:ing)?|substitut(?:e|ing))';
  const taken =
    scan.takeParts(
      `${verb} ${some}${sign}${inNames}`,
      `(?:with|by|to|into|for) (?:an? |the )?${sign}`,
    ) ??
    scan.takeParts(
      `(?:so that )?${some}${sign}${inNames}`,
      `(?:becomes?|turns? into|(?:is|are|be) replaced (?:by|with)|should (?:become|be)|shall (?:become|be)) (?:an? )?${sign}`,
    ) ??
    scan.take(
      `(?:us(?:e|ing)|with|put(?:ting)?|have) (?:an? )?${sign} (?:instead of|in place of|for|where(?:ver)? (?:there )?(?:are|is)?) ?${some}${sign}(?: is| are)?${inNames}`,
      `(?:remov(?:e|ing)|delet(?:e|ing)|dropp?(?:ing)?|stripp?(?:ing)?) ${some}${sign}(?= (?:from|in|of)(?: (?:the|their|its|all|each|every))* (?:file )?names?)${inNames}`,
    );
  if (!taken) return null;
  const groups = taken.groups.slice(1).filter((group) => group !== undefined && group !== '');
  const [first, second] = groups.map((group) => signFor(group!) ?? scan.literal(group)?.value);
  if (first === undefined || (groups.length > 1 && second === undefined)) return null;
  const swapped =
    / (?:instead of|in place of|for|where)/i.test(taken.text) &&
    /^(?:us|with|put|have)/i.test(taken.text);
  const [from, to] = swapped ? [second, first] : [first, second];
  if (from === undefined || from.length !== 1 || (to !== undefined && to.length > 1)) return null;
  scan.takeAll(
    'in(?: the| their| all| each| every)* (?:file )?names?(?: of(?: the| all)*)?',
    'of(?: the)? (?:file )?names?',
    `(?:(?:that|which|whose (?:file )?names?|with|names?) )*(?:contain(?:s|ing)?|ha(?:s|ve|ving)|with|includ(?:e|es|ing)) (?:an? |any )?(?:${signWords})(?: in (?:the|their) names?)?`,
  );
  const tr = to === undefined ? command('tr', '-d', from) : command('tr', from, to);
  return {
    pattern: `*${/[*?[\]]/.test(from) ? `\\${from}` : from}*`,
    path: `"\${f%/*}/$(printf %s "\${f##*/}" | ${tr})"`,
  };
}

/** Only the ending is written in small or large letters. */
function byEndingCase(scan: Scan): Change | null {
  if (scan.sees(`${ending}.*(?:to|into|as|with|by|get|have|become) .*${ending}`)) return null;
  const taken =
    scan.take(
      '(lower|upper)[- ]?case (?:the |all )*(?:file )?(?:extensions?|endings?|suffix(?:es)?)',
    ) ??
    scan.takeParts(
      '(?:upper[- ]?case |lower[- ]?case )?(?:file )?(?:extensions?|endings?|suffix(?:es)?)',
      '(?:to|into|in) (lower|upper)[- ]?case(?: letters)?',
    );
  if (!taken) return null;
  const [from, to] = /lower/i.test(taken.groups.slice(1).find((group) => group !== undefined)!)
    ? ['[:upper:]', '[:lower:]']
    : ['[:lower:]', '[:upper:]'];
  return { pattern: '*.*', path: `"\${f%.*}.$(printf %s "\${f##*.}" | tr '${from}' '${to}')"` };
}

function byCase(scan: Scan): Change | null {
  if (scan.sees('extension|ending|suffix')) return null;
  const taken = scan.take(
    '(?:so that (?:their|the|all) (?:file )?names (?:are|is) |to |into |in |with )?(?:all )?(lower|upper)[- ]?case(?: (?:file )?names?| letters)*',
    '(?:lower|upper)[- ]?case (?:the |all )?(?:names|file names)',
  );
  if (!taken) return null;
  const lower = /lower/i.test(taken.text);
  scan.takeAll('(?:the )?(?:file )?names(?: of(?: all| the)*)?|so that|their');
  const [from, to] = lower ? ['[:upper:]', '[:lower:]'] : ['[:lower:]', '[:upper:]'];
  return {
    pattern: '*',
    path: `"\${f%/*}/$(printf %s "\${f##*/}" | tr '${from}' '${to}')"`,
  };
}

/** One part of a name becomes another. */
function byText(scan: Scan): Change | null {
  const part = String.raw`(<[QI]\d+>|(?!(?:the|a|an|all|its|their|every|each|file|names?|files?)\b)[a-z0-9_-]+)`;
  const to =
    '(?:with|by|to|into|becomes?|should (?:become|be)|(?:is|be) replaced (?:by|with))(?: the)?(?: text| word)?';
  if (!scan.sees('\\bnames?\\b|\\brename')) return null;
  const taken =
    scan.takeParts(
      `(?:replac(?:e|ing)|chang(?:e|ing)|substitut(?:e|ing)|turn(?:ing)?)(?: (?:the|every|each|all))*(?: (?:text|word|part|string))? ${part}`,
      `${to} ${part}`,
    ) ?? scan.take(`${part} ${to} ${part}`);
  if (!taken) return null;
  const from = valueOf(scan, taken.groups[1]!);
  const made = valueOf(scan, taken.groups[2]!);
  scan.takeAll('in(?: the| their| all| each| every)* (?:file )?names?(?: of(?: the| all)*)?');
  if (!/^[\w.-]+$/.test(from)) return null;
  const script = quote(
    `s/${from.replaceAll('.', String.raw`\.`)}/${made.replaceAll(/[\\&/]/g, String.raw`\$&`)}/`,
  );
  return {
    pattern: `*${from}*`,
    path: `"\${f%/*}/$(printf %s "\${f##*/}" | sed ${script})"`,
  };
}

/** A loop over the files of a folder, or over those of a whole tree where some lie deeper. */
function loopOver(
  query: FileQuery,
  seen: Surroundings,
  pattern: string,
  path: string,
): Pick<Draft, 'command' | 'lookFirst'> {
  const root = query.roots[0]?.replace(/(?<=.)\/$/, '') ?? '.';
  const fits = new RegExp(
    `^${pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')}$`,
  );
  const deep =
    query.depth.max !== 1 &&
    filesBehind(seen, root).some(({ path: each }) => {
      const inside = root === '.' ? each : each.slice(root.length + 1);
      return inside.includes('/') && fits.test(inside.split('/').at(-1)!);
    });
  // Folders that fit keep their names: files were asked for.
  const beside =
    seen.partial ||
    seen.files.some(
      ({ path: each, kind }) => kind === 'folder' && fits.test(each.split('/').at(-1)!),
    );
  const body = `${beside ? '[ ! -f "$f" ] || ' : ''}mv -n -- "$f" ${path}`;
  if (deep) {
    const meant = { ...query, type: 'f' as const, tests: ['-name', pattern] };
    return {
      command: findCommand(
        meant,
        seen.userland,
        '-exec',
        'sh',
        '-c',
        `for f do mv -n -- "$f" ${path}; done`,
        'sh',
        '{}',
        '+',
      ),
      lookFirst: findCommand(meant, seen.userland),
    };
  }
  const words: Word = pathWord(`${findSeen(seen, root) || root !== '.' ? root : '.'}/${pattern}`);
  const text = typeof words === 'string' ? quote(words) : words.raw;
  return {
    command: `for f in ${text}; do ${body}; done`,
    lookFirst: command('ls', '-d', '--', words),
  };
}
