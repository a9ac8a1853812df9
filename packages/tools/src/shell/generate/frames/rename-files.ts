import { command, pathWord, quote, type Word } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import type { Scan } from '../scan.ts';
import { filesBehind, findSeen, type Surroundings } from '../surroundings.ts';
import { valueOf } from '../tools/slots.ts';
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
      byBlanks(scan) ??
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

function byEnding(scan: Scan): Change | null {
  const taken = scan.take(
    // whose extension is .CSV … shall get the extension .csv
    `(?:whose|with(?: the)?|having the|with an?) (?:extension|ending|suffix) (?:is |of )?${ending}(?: in (?:upper|lower) case)?(?: letters)?[^.<]{0,60}?(?:get|have|receive|be given|be changed to|become)(?: the| an?)? (?:extension|ending|suffix)? ?${ending}`,
    `(?:extension|ending|suffix)(?: of [^<]{0,60}<P>)? (?:from )?${ending} (?:to|into|with|by) ${ending}`,
    `(?:from )?${ending}(?: {files}| extension| ending| ones)?[^<]{0,120}?(?:<P>)?[^<]{0,60}?(?:to|into|as|with|by|get|have|become)(?: the| an?)?(?: (?:extension|ending|suffix))? (?:${ending}|([a-z]{2,8})(?= |[.,]|$))`,
    `(?:extension|ending|suffix) of [^<]{0,80}(<P>)?[^<]{0,40}(?:to|into) ${ending}`,
  );
  if (!taken) return null;
  const tags = taken.literals.filter(({ kind }) => kind === 'E' || kind === 'Q');
  const word = taken.groups
    .slice(1)
    .find((group) => group !== undefined && /^[a-z]{2,8}$/i.test(group));
  const from = tags.length > 1 || word ? tags[0] : undefined;
  const to = (tags[1]?.value ?? word ?? tags[0]!.value).replace(/^\./, '');
  // What stands in between belongs to the rest of the request.
  const between = taken.text
    .replaceAll(/<[EQ]\d+>/g, ' ')
    .replaceAll(/\b(?:in )?(?:upper|lower) case(?: letters)?\b/gi, ' ')
    .replaceAll(
      /\b(?:to|into|as|with|by|get|have|become|receive|shall|should|is|has|have|extension|ending|suffix|the|an?|from|whose|is)\b/gi,
      ' ',
    );
  scan.left += ` ${between.trim()}`;
  if (!from) return { pattern: '*.*', path: `"\${f%.*}.${to}"` };
  const old = from.value.replace(/^\./, '');
  return { pattern: `*.${old}`, path: `"\${f%.${old}}.${to}"` };
}

const inFolder = (name: string): string => `"\${f%/*}/"${name}`;

function byPrefix(scan: Scan): Change | null {
  const taken = scan.take(
    '(?:by )?(?:add(?:ing)?|prefix(?:ing)?|put(?:ting)?|prepend(?:ing)?|giv(?:e|ing))(?: the)?(?: prefix| text| string)? (<[QIP]\\d+>|[a-z0-9]+[_-])(?: as (?:a )?prefix| in front(?: of(?: the| each| every| all)* (?:file )?names?)?| (?:to|at) the (?:front|beginning|start)(?: of (?:the|each|every|all)? ?(?:file )?names?)?| before (?:the|each|every) (?:file )?names?)*',
    '(?:with )?the prefix (<[QIP]\\d+>|[a-z0-9]+[_-])',
    'prefix[^<]{0,60}with (<[QI]\\d+>|[a-z0-9]+[_-])',
  );
  if (!taken || /\b(?:ending|extension|suffix)\b/i.test(taken.text)) return null;
  const text = valueOf(scan, taken.groups[1]!);
  scan.takeAll('to the (?:file )?names?(?: of)?|in front of|before');
  return { pattern: '*', path: inFolder(`${quote(text)}"\${f##*/}"`) };
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

function byBlanks(scan: Scan): Change | null {
  const becomes = scan.take(
    '(?:so that )?(?:every|each|all|any)(?: of the)? (?:spaces?|blanks?)(?: characters?)?(?: in(?: the| their| its)* (?:file )?names?)? (?:becomes?|turns? into|is replaced (?:by|with)|are replaced (?:by|with)) (?:an? )?(underscores?|hyphens?|dash(?:es)?|<[QI]\\d+>)',
  );
  if (becomes) {
    const sign = /hyphen|dash/i.test(becomes.text) ? '-' : (becomes.literals[0]?.value ?? '_');
    return {
      pattern: '* *',
      path: `"\${f%/*}/$(printf %s "\${f##*/}" | tr ' ' ${quote(sign)})"`,
    };
  }
  const taken = scan.take(
    '(?:by )?(?:replac(?:e|ing)|chang(?:e|ing)|turn(?:ing)?)(?: all| the| any| every| each)* (?:spaces?|blanks?)(?: characters?)?',
    '(?:spaces|blanks)(?= (?:are|should be|shall be|must be)?(?: replaced)? ?(?:with|by|to|into))',
  );
  if (!taken) return null;
  const sign = scan.take(
    '(?:are |should be |shall be |must be )?(?:replaced )?(?:with|by|to|into) (?:an? )?(underscores?|hyphens?|dash(?:es)?|<[QI]\\d+>)',
  );
  if (!sign) return null;
  scan.takeAll(
    'in(?: the| their| all| each| every)* (?:file )?names?(?: of(?: the| all)*)?',
    'of(?: the)? (?:file )?names?',
  );
  const text = /underscore/i.test(sign.text)
    ? '_'
    : /hyphen|dash/i.test(sign.text)
      ? '-'
      : (sign.literals[0]?.value ?? '_');
  return {
    pattern: '* *',
    path: `"\${f%/*}/$(printf %s "\${f##*/}" | tr ' ' ${quote(text)})"`,
  };
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
  const taken = scan.take(
    '(?:replac(?:e|ing)|chang(?:e|ing)|substitut(?:e|ing)|turn(?:ing)?)(?: the)?(?: text| word| part)? (<[QI]\\d+>|[a-z0-9_-]+) (?:with|by|to|into) (<[QI]\\d+>|[a-z0-9_-]+)[^.<]{0,40}\\bnames?\\b',
    'names?[^.<]{0,30}(?:replac(?:e|ing)|chang(?:e|ing)|substitut(?:e|ing)) (<[QI]\\d+>|[a-z0-9_-]+) (?:with|by|to|into) (<[QI]\\d+>|[a-z0-9_-]+)',
    '(?:replac(?:e|ing)|chang(?:e|ing)|substitut(?:e|ing)) (<[QI]\\d+>|[a-z0-9_-]+) (?:with|by|to|into) (<[QI]\\d+>|[a-z0-9_-]+)(?=.*\\bnames?\\b)',
  );
  if (!taken) return null;
  const from = valueOf(scan, taken.groups[1]!);
  const to = valueOf(scan, taken.groups[2]!);
  scan.takeAll('in(?: the| their| all| each| every)* (?:file )?names?(?: of(?: the| all)*)?');
  if (!/^[\w.-]+$/.test(from)) return null;
  const script = quote(
    `s/${from.replaceAll('.', String.raw`\.`)}/${to.replaceAll(/[\\&/]/g, String.raw`\$&`)}/`,
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
