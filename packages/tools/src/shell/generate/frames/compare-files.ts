import { command, pathWord, pipe, raw, wordText } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import { profileFile, type Column, type DelimitedProfile, type Profile } from '../profile-file.ts';
import { Scan } from '../scan.ts';
import { findSeen, type SeenFile, type Surroundings } from '../surroundings.ts';
import { findColumn, tagColumns } from '../tag-columns.ts';
import { separatorFlag } from '../records/awk-fields.ts';
import { stemOf } from '../records/source.ts';

const seenFile = (seen: Surroundings, path: string): SeenFile | undefined => findSeen(seen, path);

/** One value per line: the file itself, or one field of a table. */
function valuesOf(path: string, profile: Profile | null, column: Column | undefined): string {
  const word = wordText(pathWord(path));
  if (profile?.form === 'delimited' && column) {
    const skip = profile.header ? 'NR>1' : '';
    return `awk -F ${wordText(separatorFlag(profile.separator))} ${wordText(`${skip}{print $${column.at}}`)} ${word} | sort -u`;
  }
  if (profile?.form === 'json-lines' && column)
    return `jq -r ${wordText(`.${column.name}`)} ${word} | sort -u`;
  return `sort -u ${word}`;
}

/** In one list but not in the other, in both, in either. */
export const compareLists: Frame = {
  name: 'compare-lists',
  build(scan, { seen }) {
    scan.takeAll('\\(?exactly(?: the same| like this| so)?\\)?');
    const anyCase =
      scan.take(
        '\\(?(?:,? ?(?:and |when )?)?(?:ignor(?:e|ing)(?: the)?(?: letter| upper and lower)? case|case[- ]insensitive(?:ly)?|regardless of(?: the)? case|(?:when |where |if )?(?:upper (?:and|or) lower case|case|capitals) (?:do(?:es)? not|don.t|doesn.t) matter|(?:compared )?without regard to(?: upper (?:and|or) lower)? case)\\)?',
      ) !== null;
    if (anyCase)
      scan.takeAll('(?:{show} (?:them |it )?)?(?:in|as) (?:lower[- ]?case|small letters)');
    const nouns =
      '(?:ids?|lines?|values?|entries|names?|items?|keys?|words?|rows?|records?|elements?|hosts?|users?|<C>|[a-z_]+s)';
    const once = (): void => {
      scan.takeAll(
        '(?:{show} )?(?:each|every)(?: \\w+)?(?: only)? once',
        'only once',
        'without duplicates',
        '{sorted}(?: alphabetically)?',
        'which|that (?:are|exist|occur|appear)',
        '{distinct}',
        'one per line',
        'alphabetical(?:ly)?(?: order)?',
        'missing',
      );
      scan.takeAll(nouns);
      scan.takeAll('{lines}');
    };
    const minus = scan.take(
      `(?:are |is |exist |exists |occur |occurs |appear |appears |listed |found |present |there )*(?:only )?(?:in|from|of) (?:the )?(?:file )?(<P>),? (?:but|and|that are|which are|yet|that do|however)? ?(?:are |is |were |do |does |have )?(?:not|no(?:t)? (?:appear|occur|exist|listed|present|found|there)|missing|absent|never|isn't|aren't|lacking)(?: appear| occur| exist| listed| present| found| there| loaded| ·+)*(?: (?:in|from))?(?: the)?(?: file)? (<P>)`,
      `(<P>) (?:minus|without|except(?: for)?(?: those in)?|that are missing (?:in|from)|not in|and not in) (<P>)`,
      `(?:of|in|from) (<P>) (?:that |which )?(?:are |is )?(?:missing|absent|lacking) (?:in|from) (<P>)`,
    );
    const lacking = minus
      ? null
      : scan.take(
          '(?:in|of|from) (<P>) (?:that |which )?(?:have|has|are|is|do|does|with)? ?(?:no|without(?: an?)?|not have an?y?|not have|lack(?:s|ing)?(?: an?)?) (?:matching |corresponding )?(?:entry|entries|row|rows|match|matches|record|records|line|lines|counterpart|equivalent|partner)? ?(?:in|at)(?: the)?(?: file)? (<P>)',
        );
    const reversed =
      minus || lacking
        ? null
        : scan.take(
            `(?:missing|absent|not (?:present|found|listed|contained|there)?) ?(?:in|from) (<P>) (?:but|and|that are|which are|compared (?:to|with)|though)(?: (?:are|is|present|listed|found|exist))* ?(?:in |with |to )?(<P>)`,
          );
    const both =
      minus || lacking || reversed
        ? null
        : scan.take(
            `(?:are |is |occur |occurs |appear |appears |exist |listed |found |present |contained |common )*(?:in|to|of|between) both(?: files)?,? ?(?:of )?(<P>) and (<P>)`,
            '(?:in|between|common to|shared by|to) (<P>) and (?:also )?(?:in )?(<P>)(?= |[.,?]|$)(?=.{0,60}(?:both|common|shared|overlap|intersect|in each))',
            '(?:common|shared|overlap\\w*|intersection) [^<]{0,30}(<P>) and (<P>)',
            '(?:in|of) (<P>) (?:that|which) (?:are |is |also |occur |appear )*(?:also )?(?:in|present in|listed in|found in) (<P>)',
            '(?:both )?in (<P>) and (?:also )?in (<P>)',
          );
    const one =
      minus || lacking || reversed || both
        ? null
        : scan.take(
            '(?:are |is |occur |occurs |appear |appears |exist |listed |that )*(?:only )?in (?:exactly |only |just )?one of (?:the files |both |the two files )?(<P>) (?:and|or) (<P>)(?: only)?(?:,? but not (?:in )?both)?',
            '(?:are |is |occur |appear )*in (?:either )?(<P>) or (<P>),? but not (?:in )?both',
          );
    const either =
      minus || lacking || reversed || both || one
        ? null
        : scan.sees('union|either|all (?:the )?(?:distinct|unique|different)|merge')
          ? scan.take(
              '(?:in|of|from|across|between)? ?(?:either )?(?:of )?(<P>) (?:and|or|with) (<P>)',
            )
          : null;
    const taken = minus ?? lacking ?? reversed ?? both ?? one ?? either;
    if (!taken) return null;
    let [first, second] = taken.literals
      .filter(({ kind }) => kind === 'P')
      .map(({ value }) => value) as [string, string];
    if (reversed) [first, second] = [second, first];
    const profiles = [first, second].map((path) => profileFile(seenFile(seen, path)));
    const asked = scan.sees('(?:by |on |compare |column |field )?<[IQ]\\d+>');
    let column: Column | undefined;
    const delimited = profiles.find(
      (profile) => profile && (profile.form === 'delimited' || profile.form === 'json-lines'),
    );
    if (delimited) {
      const names = scan.leftover();
      for (const name of names) {
        const found = findColumn(delimited.columns, name);
        if (
          found &&
          scan.take(
            `(?:column |field |value |by |on )*${escapeRule(scan, name)}(?: column| field| values?)?`,
          )
        ) {
          column = found;
          break;
        }
      }
      const shared = column ?? sharedColumn(profiles);
      if (!column && delimited.columns.length > 1 && shared)
        scan.assumptions.push(
          `The files are compared by ${shared.name}, the field that both have.`,
        );
      column = shared;
      if (!column && delimited.columns.length > 1) return null;
    }
    void asked;
    const count =
      scan.take('how many(?: {distinct})?|(?:the )?(?:number|count) of(?: {distinct})?') !== null;
    scan.take('(?:{show} )?(?:only|just) (?:the )?{number}');
    scan.take(
      'in common|common|shared|both|overlap(?:ping)?|intersection|union|either|merged?|difference|set|all',
    );
    once();
    const [a, b] = [first, second].map((path, at) =>
      anyCase && !column
        ? `tr '[:upper:]' '[:lower:]' < ${wordText(pathWord(path))} | sort -u`
        : valuesOf(
            path,
            profiles[at]!,
            profiles[at] && column ? findColumn(profiles[at].columns, column.name) : undefined,
          ),
    );
    // Not every BusyBox has comm.
    const without = (all: string, known: string): string => `grep -vxFf <(${known}) <(${all})`;
    const compared =
      seen.userland === 'busybox' && !either
        ? one
          ? `{ ${without(a!, b!)}; ${without(b!, a!)}; }`
          : both
            ? `grep -xFf <(${b}) <(${a})`
            : without(a!, b!)
        : one
          ? `comm -3 <(${a}) <(${b}) | tr -d '\\t'`
          : either
            ? `sort -u ${wordText(pathWord(first))} ${wordText(pathWord(second))}`
            : `comm ${both ? '-12' : '-23'} <(${a}) <(${b})`;
    const alternatives: Draft['alternatives'] =
      profiles.every((profile) => profile?.form === 'list') && !either && !one
        ? [
            {
              command: pipe(
                command('grep', ...(both ? [] : ['-v']), '-xFf', pathWord(second), pathWord(first)),
                'sort -u',
              ),
              when: 'in a plain sh, which has no <( )',
            },
          ]
        : [];
    return {
      scan,
      command: count ? `${compared} | wc -l` : compared,
      sampled: profiles.some(Boolean),
      alternatives,
    };
  },
};

const escapeRule = (scan: Scan, name: string): string => {
  const at = scan.literals.findIndex(({ source }) => source === name);
  return at === -1
    ? name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    : `<${scan.literals[at]!.kind}${at}>`;
};

function sharedColumn(profiles: readonly (Profile | null)[]): Column | undefined {
  const [a, b] = profiles;
  if (!a || !b) return undefined;
  const found = a.columns.filter(
    ({ name }) => name !== '' && b.columns.some((other) => other.name === name),
  );
  return found.length === 1 ? found[0] : found.find(({ name }) => /(?:^|_)id$/.test(name));
}

/** Joins two tables by a field that both have. */
export const joinTables: Frame = {
  name: 'join-tables',
  build(scan, { seen }) {
    const left =
      scan.take(
        '(?:left|outer|left outer)[- ]?join(?:ed)?',
        '(?:,? ?(?:and |but )?)?(?:keep(?:ing)?|including|with|also)(?: (?:all|every|the|also|those))* \\w+ (?:even )?(?:without|that have no|with no|which have no|whose \\w+ (?:is unknown|does not exist|has no match))(?: an?| any)?(?: (?:match(?:ing)?(?: \\w+)?|entry|counterpart|partner|[a-z]+))?(?: in <P>)?(?: (?:with|and leave|leaving|and|use)(?: an?| the)? (?:empty|blank) [a-z]+(?: (?:field|value|column|empty))?)?(?: too| as well)?',
      ) !== null;
    if (left) scan.take('(?:inner )?join(?:ed)?');
    if (!left && !scan.take('(?:inner )?join(?:ed)?|enrich|look ?up|combine|match(?: up)?|merge'))
      return null;
    const files = scan.take(
      '(?:the )?(?:rows |lines |records )?(?:of |from |in )?(<P>) (?:with|and|to|against|by|using) (?:the )?(?:\\w+ )?(?:of |from |in )?(<P>)',
    );
    if (!files) return null;
    const [first, second] = files.literals.map(({ value }) => value) as [string, string];
    const profiles = [first, second].map((path) => profileFile(seenFile(seen, path)));
    if (profiles.some((profile) => profile?.form !== 'delimited')) return null;
    const [a, b] = profiles as [DelimitedProfile, DelimitedProfile];
    if (a.quoted || b.quoted || a.separator !== b.separator)
      scan.gaps.push(
        'Fields in quotes, or different separators, are not joined right by this command.',
      );
    const all = [
      ...a.columns,
      ...b.columns.filter(({ name }) => !a.columns.some((column) => column.name === name)),
    ];
    const inner = new Scan(
      tagColumns(
        { text: scan.left, literals: scan.literals },
        all,
        [first, second].flatMap(stemOf),
      ),
    );
    inner.assumptions.push(...scan.assumptions);
    inner.gaps.push(...scan.gaps);
    const on = inner.take(
      '(?:on|by|using|via|over)(?: the)?(?: common| shared| same| key)?(?: column| field| key)? (<C>)(?: = <C>)?(?: column| field)?',
    );
    const key = on ? all[Number(on.literals[0]!.value)]! : sharedColumn(profiles);
    const keyA = key && findColumn(a.columns, key.name);
    const keyB = key && findColumn(b.columns, key.name);
    if (!keyA || !keyB) return null;
    if (!on)
      inner.assumptions.push(`The tables are joined by ${keyA.name}, the field that both have.`);
    const noHeader =
      inner.take('(?:without|no|leave out|leaving out|omit(?:ting)?)(?: the| an?)? {header}') !==
      null;
    const withHeader =
      !noHeader && inner.take('(?:with|keep(?:ing)?|including)(?: the| an?)? {header}') !== null;
    const sorted = inner.take(
      '{sorted} (?:numerically )?by(?: the)? (<C>)(?: (?:descending|ascending|numerically))?',
    );
    const descending = inner.take('{descending}') !== null || /descending/.test(sorted?.text ?? '');
    const wanted: Column[] = [];
    const list = inner.takeAll(
      '(?:the )?<X>',
      '(?:the |its |their |and )*<C>(?: columns?| fields?| values?)?',
    );
    for (const { literals } of list)
      for (const literal of literals) {
        if (literal.kind === 'C') wanted.push(all[Number(literal.value)]!);
        else
          for (const name of literal.value.split(/,\s?/)) {
            const found = findColumn(all, name);
            if (found) wanted.push(found);
            else inner.gaps.push(`Neither file has a field "${name}".`);
          }
      }
    const stems = [...stemOf(first), ...stemOf(second)];
    inner.take(
      '(?:(?:only )?for |of )?(?:the |those |all )?\\w* ?(?:that|which|with) (?:have|has|a) (?:an? )?(?:matching )?(?:\\w+|match)(?: in <P>)?(?= |[.,]|$)',
      '(?:only )?(?:matching|matched) {lines}',
    );
    for (const stem of stems) inner.takeAll(stem, stem.replace(/s$/, ''));
    inner.takeAll('{lines}', 'columns?|fields?|tables?|matching');
    const columns = wanted.length > 0 ? [...new Set(wanted)] : all;
    const said = inner.take(
      '(?:separated|delimited|joined) by (?:an? )?(commas?|tabs?|semicolons?|blanks?|spaces?|bars?|pipes?)',
      '(?:as )?(comma|tab|semicolon|space|pipe)[- ](?:separated|delimited)(?: values| fields| columns| lines)?',
    );
    const signs: Readonly<Record<string, string>> = {
      comma: ',',
      tab: '\t',
      semicolon: ';',
      blank: ' ',
      space: ' ',
      bar: '|',
      pipe: '|',
    };
    const separator = a.separator;
    const printedSeparator = said
      ? signs[said.groups.slice(1).find(Boolean)!.toLowerCase().replace(/s$/, '')]!
      : separator;
    const joiner = printedSeparator === '\t' ? '"\\t"' : `"${printedSeparator}"`;
    const fromB = columns.filter((column) => !a.columns.includes(column));
    const store =
      fromB
        .map((column) => `$${b.columns.find(({ name }) => name === column.name)!.at}`)
        .join(joiner) || '1';
    // Fields of the second file are kept as one text where they stand side by side, else one by one.
    const parts = fromB.length <= 1 ? null : fromB;
    const storeAll = parts
      ? parts.map((column, at) => `t${at}[$${keyB.at}]=$${column.at}`).join(';')
      : `t[$${keyB.at}]=${fromB.length === 1 ? store : '1'}`;
    const member = parts ? 't0' : 't';
    const cells = columns.map((column) => {
      if (a.columns.includes(column)) return `$${column.at}`;
      const at = fromB.indexOf(column);
      return parts ? `t${at}[$${keyA.at}]` : `t[$${keyA.at}]`;
    });
    const printed = cells.join(joiner);
    const match = left ? '' : `$${keyA.at} in ${member}`;
    const skip = a.header || b.header ? 'FNR==1{next} ' : '';
    const program = `${skip}NR==FNR{${storeAll};next} ${match}{print ${printed}}`;
    const made = command(
      'awk',
      '-F',
      separatorFlag(separator),
      program,
      pathWord(second),
      pathWord(first),
    );
    const sortColumn = sorted
      ? all[Number(sorted.literals.find(({ kind }) => kind === 'C')!.value)]!
      : null;
    const place = sortColumn ? columns.indexOf(sortColumn) + 1 : 0;
    const sort = sortColumn
      ? command(
          'sort',
          '-t',
          printedSeparator === '\t' ? raw("$'\\t'") : printedSeparator,
          `-k${place},${place}${sortColumn.numeric ? 'n' : ''}${descending ? 'r' : ''}`,
        )
      : null;
    if (sortColumn && place === 0)
      inner.gaps.push(`It cannot be sorted by ${sortColumn.name}, which is not printed.`);
    const body = pipe(made, sort);
    const headerLine = command('echo', columns.map(({ name }) => name).join(separator));
    return {
      scan: inner,
      command: withHeader ? `{ ${headerLine}; ${body}; }` : body,
      sampled: true,
    };
  },
};
