import { command, pathWord, pipe } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import { profileFile } from '../profile-file.ts';
import type { Scan } from '../scan.ts';
import { filesBehind, type Surroundings } from '../surroundings.ts';
import { inPlaceEdit } from './convert.ts';
import { takeFile, takeInPlace } from './text-file.ts';

/** Words and characters, names in SQL, byte order marks, decimal signs. */
export const textFacts: Frame = {
  name: 'edit-text',
  build(scan, { seen }) {
    return (
      wordCounts(scan) ??
      sqlNames(scan) ??
      byteOrderMark(scan, seen) ??
      decimalSigns(scan, seen) ??
      null
    );
  },
};

function wordCounts(scan: Scan): Draft | null {
  const each = scan.take(
    '(?:how (?:often|many times) (?:does |do )?)?(?:each|every|the) (?:different |distinct )?words? (?:occurs?|appears?|is there|is used)(?: in)?',
    '(?:the )?(?:top |first )?(?:<N> )?most (?:frequent|common|used|often used) words?(?: in| of)?(?: first)?',
    '(?:the )?(?:word frequenc(?:y|ies)|frequenc(?:y|ies) of (?:each|every|the|all) words?|occurrences of each word)(?: in| of)?',
    'count (?:the )?words(?: in| of)? by frequency',
  );
  const number = each
    ? null
    : scan.take(
        '(?:how many|(?:the )?(?:total )?(?:number|count) of|count(?: the| all)*) (distinct |different |unique )?(words|characters|letters|bytes)(?: (?:does|do|are|is|there|in|of|has|have))*(?= |[.?]|$)',
      );
  if (!each && !number) return null;
  scan.take('(?:,? ?(?:and )?)?ties (?:are )?(?:in )?(?:alphabetical(?:ly)?(?: order)?|by word)');
  const path = takeFile(scan);
  if (path === null) return null;
  const anyCase =
    scan.take(
      '(?:,? ?)?(?:ignoring|regardless of|without regard to)(?: the)? (?:upper and lower |letter )?case|case[- ]insensitive(?:ly)?',
    ) !== null;
  const wordFirst =
    scan.take('(?:{show} )?(?:the )?words? and (?:the |its )?(?:count|number|frequency)') !== null;
  scan.takeAll(
    '(?:{show} )?(?:the )?(?:counts?|number) and (?:the )?words?',
    'most (?:frequent|common) (?:ones? |words? )?first|{descending}|(?:{show} )?only (?:the )?number|have|words?|occur|appear|in total|{sorted}',
  );
  const file = command(pathWord(path));
  const lower = anyCase ? "tr '[:upper:]' '[:lower:]' | " : '';
  const input = anyCase
    ? `${lower.replace(' | ', ` < ${file} | `)}tr -cs '[:alnum:]' '\\n'`
    : `tr -cs '[:alnum:]' '\\n' < ${file}`;
  if (number) {
    const what = number.groups[2]!.toLowerCase();
    if (number.groups[1] !== undefined)
      return { scan, command: `${input} | grep -v '^$' | sort -u | wc -l` };
    const flag = what === 'words' ? '-w' : what === 'bytes' ? '-c' : '-m';
    return { scan, command: `wc ${flag} < ${file}` };
  }
  const n = each!.literals.find(({ kind }) => kind === 'N')?.value;
  return {
    scan,
    command: pipe(
      `${input} | grep -v '^$'`,
      'sort',
      'uniq -c',
      'sort -k1,1nr -k2,2',
      n === undefined ? null : `head -n ${n}`,
      wordFirst ? "awk '{print $2, $1}'" : null,
    ),
  };
}

/** Names of tables and views that statements of an SQL file create, drop, fill or read. */
function sqlNames(scan: Scan): Draft | null {
  const taken = scan.take(
    '(?:(?:the )?names? of )?(?:all |the |every )*(?:(?:database )?(tables?|views?|indexes|indices|schemas?)(?: names)?)(?: (?:that|which))?(?: (?:are|is|were|get|will be))?(?: being)? (created|dropped|inserted into|filled|altered|truncated|deleted from|read from|selected from)',
    '(?:the )?(?:names? of )?(?:the )?(created|dropped) (tables?|views?)',
  );
  if (!taken) return null;
  const words = taken.groups.slice(1).join(' ').toLowerCase();
  const path = takeFile(scan);
  if (path === null) return null;
  scan.takeAll(
    '(?:,? ?)?without(?: the)? (?:back ?quotes|backticks|quotes|quotation marks)|in (?:the )?(?:file )?order(?: of (?:the file|creation))?|one (?:\\w+ )?per line|{show}|{distinct}|each once|(?:in )?file order|names?',
  );
  const sorted =
    scan.take('{sorted}(?: alphabetically)?|(?:in )?alphabetical(?:ly)?(?: order)?') !== null;
  const kind = /view/.test(words)
    ? '(OR REPLACE )?(MATERIALIZED )?VIEW'
    : /ind/.test(words)
      ? '(UNIQUE )?INDEX'
      : /schema/.test(words)
        ? 'SCHEMA'
        : '(TEMPORARY |EXTERNAL |TEMP )?TABLE';
  const verb = /insert|fill/.test(words)
    ? 'INSERT (INTO|OVERWRITE)( TABLE)?'
    : /delete/.test(words)
      ? 'DELETE FROM'
      : /read|select/.test(words)
        ? '.*FROM'
        : `${/drop/.test(words) ? 'DROP' : /alter/.test(words) ? 'ALTER' : /trunc/.test(words) ? 'TRUNCATE' : 'CREATE'} ${/trunc/.test(words) ? '(TABLE)?' : kind}`;
  const groups = (verb.match(/\(/g) ?? []).length + 2;
  const script = `s/^[[:space:]]*${verb}( IF (NOT )?EXISTS)? +[\`"[]?([A-Za-z0-9_.]+).*/\\${groups + 1}/Ip`;
  return {
    scan,
    command: pipe(
      command('sed', '-nE', script, pathWord(path)),
      sorted ? 'sort -u' : "awk '!seen[$0]++'",
    ),
  };
}

function byteOrderMark(scan: Scan, seen: Surroundings): Draft | null {
  if (
    !scan.take(
      '(?:remove|strip|delete|drop|cut)(?: the)? (?:utf-?(?:8|<[BNI]\\d+>)? ?)?(?:byte[- ]order[- ]mark|order mark|bom)(?: \\(?(?:bom|byte order mark)\\)?)?',
    )
  )
    return null;
  const path = takeFile(scan);
  if (path === null) return null;
  scan.takeAll('(?:at|from) the (?:start|beginning)(?: of the file)?|if there is one|utf-?8');
  const script = String.raw`1s/^\xEF\xBB\xBF//`;
  const shown = command('sed', script, pathWord(path));
  if (!takeInPlace(scan) && scan.take('(?:and )?{show}(?: the)? (?:result|file)'))
    return { scan, command: shown };
  return { scan, command: inPlaceEdit(seen.userland, script, path), lookFirst: shown };
}

/** Decimal commas become points, or the other way; separators of the table may change with them. */
function decimalSigns(scan: Scan, seen: Surroundings): Draft | null {
  const taken = scan.take(
    '(?:from )?(?:the )?decimal (commas?|points?|dots?) (?:to|into|by|with) (?:an? |the )?(?:decimal )?(commas?|points?|dots?)',
    'decimal (commas?) (?:as|become)(?: decimal)? (points?|dots?)',
  );
  if (!taken) return null;
  const toPoint = /comma/i.test(taken.groups[1]!);
  const path = takeFile(scan);
  if (path === null) return null;
  const profile = profileFile(filesBehind(seen, path).find(({ head }) => head !== undefined));
  if (profile?.form !== 'delimited') return null;
  const names: Readonly<Record<string, string>> = {
    semicolon: ';',
    comma: ',',
    tab: '\t',
    pipe: '|',
    bar: '|',
  };
  const separators = scan.take(
    '(?:from )?(semicolon|comma|tab|pipe|bar)s?(?:[- ]separated)? (?:to|into|with|by) (semicolon|comma|tab|pipe|bar)s?(?:[- ]separated)?(?: as (?:a |the )?(?:field )?separators?)?',
  );
  scan.takeAll(
    'convert|change|turn|replace|transform|(?:and )?from|as (?:a |the )?(?:field )?separators?|(?:the )?(?:amounts?|numbers?|values?|figures)(?: in)?|(?:and )?{show}(?: the)?(?: whole)? (?:result|file|table)?|columns?|all',
    ...profile.columns
      .filter(({ name }) => /^\w+$/.test(name))
      .map(({ name }) => `(?:the )?${name}(?:s| column| values)?`),
  );
  const inPlace = takeInPlace(scan);
  const old = toPoint ? ',' : '.';
  const fresh = toPoint ? '.' : ',';
  const separator = separators ? names[separators.groups[2]!.toLowerCase()]! : profile.separator;
  if (!toPoint && separator === ',')
    scan.gaps.push('A comma cannot be both the separator and the decimal sign.');
  const from = profile.separator;
  if (profile.quoted) {
    scan.gaps.push('Numbers in quotes are not converted by this command.');
    return null;
  }
  const program = `{for(i=1;i<=NF;i++)if($i ~ /^-?[0-9]+[${old}][0-9]+$/)sub(/[${old}]/,"${fresh}",$i);$1=$1} 1`;
  const flag = (text: string): string => (text === '\t' ? String.raw`\t` : text);
  const made = command(
    'awk',
    '-F',
    flag(from),
    '-v',
    `OFS=${flag(separator)}`,
    program,
    pathWord(path),
  );
  if (!inPlace) return { scan, command: made, sampled: true };
  const file = command(pathWord(path));
  return {
    scan,
    sampled: true,
    command: `${made} > ${file}.tmp && mv -- ${file}.tmp ${file}`,
    lookFirst: made,
  };
}
