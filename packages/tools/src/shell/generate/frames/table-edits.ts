import { awkText, command, pathWord, pipe } from '../quote.ts';
import type { Frame } from '../frame.ts';
import { profileFile } from '../profile-file.ts';
import { separatorFlag } from '../records/awk-fields.ts';
import { takeForm } from '../records/read-shape.ts';
import { Scan } from '../scan.ts';
import { filesBehind } from '../surroundings.ts';
import { tagColumns } from '../tag-columns.ts';
import { stemOf } from '../records/source.ts';
import { readTarget } from './records.ts';
import { firstPerKey, renameColumn, transposed } from './table-rows.ts';
import { noHeader, separatorOption, sortKey, withHeader, type Table } from './table.ts';

/** Tasks about tables with a separator that are more than a question about single rows. */
export const tableEdits: Frame = {
  name: 'table-edits',
  build(scan, { seen }) {
    const target = readTarget(scan);
    const named = scan.take(
      '(?:(?:in|of|from|to|at the end of|for) )?(?:the )?(?:csv |tsv )?(?:file )?<P>(?: file)?',
    );
    if (!named) return null;
    const path = named.literals[0]!.value;
    const profile = profileFile(filesBehind(seen, path).find(({ head }) => head !== undefined));
    if (profile?.form !== 'delimited' || profile.quoted) return null;
    const inner = new Scan(
      tagColumns({ text: scan.left, literals: scan.literals }, profile.columns, stemOf(path)),
    );
    const table: Table = {
      scan: inner,
      profile,
      path,
      file: pathWord(path),
      header: profile.header,
      flags: ['-F', separatorFlag(profile.separator)],
      column: (tag) => profile.columns[Number(inner.literal(tag)!.value)]!,
    };
    for (const task of [
      firstPerKey,
      renameColumn,
      transposed,
      latestPerKey,
      notANumber,
      emptyPerColumn,
      sharePerGroup,
      fillEmpty,
      addColumn,
      splitByValue,
      countColumns,
      sortByTwo,
    ]) {
      const made = task({ ...table, scan: inner });
      if (made === null) continue;
      for (const stem of stemOf(path)) inner.takeAll(stem, stem.replace(/s$/, ''));
      takeForm(inner);
      inner.takeAll(
        '{lines}',
        '(?:and )?(?:{show} )?(?:the )?(?:whole )?(?:file|result|table)',
        'csv|columns?|fields?',
      );
      return {
        scan: inner,
        sampled: true,
        command: made + (target === null ? '' : ` > ${command(pathWord(target))}`),
      };
    }
    return null;
  },
};

/** One row per key: the one with the latest or the largest of another field. */
function latestPerKey(table: Table): string | null {
  const { scan, column, header, file, flags } = table;
  const extreme =
    '(latest|newest|most recent|last|highest|largest|biggest|greatest|maximum|max|lowest|smallest|earliest|oldest|minimum|min|first)';
  const taken = scan.take(
    `(?:for|per|of) (?:each|every) (<C>)[\\s·,]{0,60}(?:keep|print|show|take|give)?(?: only| just)?(?: the)?(?: {lines}| one)(?: with| having)(?: the| its)? ${extreme} (<C>)`,
    `(?:for|per|of) (?:each|every) (<C>)[\\s·,]{0,60}(?:keep|print|show|take|give)?(?: only| just)?(?: the)? ${extreme} (?:{lines}|one)(?: (?:by|according to|judged by) (?:the )?(<C>))?`,
    `(?:keep|print|show)?(?: only)?(?: the)? ?(?:{lines}|one)(?: with| having)(?: the| its)? ${extreme} (<C>) (?:of|per|for|in)(?: each| every)? (<C>)`,
    `(?:keep|print|show)?(?: only)?(?: the)? ?${extreme} (?:{lines}|one) (?:per|of each|for each|for every) (<C>)(?: (?:by|according to|judged by) (<C>))?`,
  );
  if (!taken) return null;
  const word = taken.groups
    .slice(1)
    .find((group) => group !== undefined && !group.startsWith('<'))!
    .toLowerCase();
  const columns = taken.literals
    .filter(({ kind }) => kind === 'C')
    .map(({ value }) => table.profile.columns[Number(value)]!);
  const keyFirst = /^(?:for|per|of)/i.test(taken.text) || !/(?:with|having)/i.test(taken.text);
  const [key, by] = keyFirst ? columns : [columns[1], columns[0]];
  const dated = by ?? table.profile.columns.find((each) => each.dated);
  if (!key || !dated) return null;
  const ascending = /low|small|earl|old|min|first/.test(word);
  const sorted = scan.take(
    '(?:{show} )?(?:the )?(?:{lines} )?(?:{sorted}) by (?:the )?(<C>)(?: (descending|ascending))?',
    '(?:in|by) (?:the )?order of (?:the )?(<C>)(?: (descending|ascending))?',
  );
  const keep = !noHeader(scan) && withHeader(scan);
  scan.takeAll('keep|only|just|{show}');
  const order = sorted
    ? command(
        'sort',
        ...separatorOption(table),
        sortKey(column(/<C\d+>/.exec(sorted.text)![0]), /descending/i.test(sorted.text)),
      )
    : null;
  const rows = header ? command('tail', '-n', '+2', file) : command('cat', file);
  const body = pipe(
    rows,
    command('sort', ...separatorOption(table), '-s', sortKey(dated, !ascending)),
    command('awk', ...flags, `!seen[$${key.at}]++`),
    order,
  );
  return keep && header ? `{ ${command('head', '-n', '1', file)}; ${body}; }` : body;
}

/** Values that are no numbers. */
function notANumber({ scan, column, header, file, flags }: Table): string | null {
  const taken = scan.take(
    '(?:have|has|with|whose|where)?(?: an?| the)? ?(<C>)(?: value)?(?: that| which)?(?: is| are) not (?:an? )?(?:valid )?(number|integer|numeric)s?',
    '(?:non-?numeric|invalid) (<C>)(?: values?)?',
  );
  if (!taken) return null;
  const at = column(/<C\d+>/.exec(taken.text)![0]).at;
  const number = taken.text.includes('integer')
    ? '/^-?[0-9]+$/'
    : String.raw`/^-?[0-9]+([.][0-9]+)?$/`;
  const test = [header ? 'NR>1' : '', `$${at} !~ ${number}`].filter(Boolean).join(' && ');
  const numbers = scan.take(
    '(?:{show} )?(?:the |their )?line numbers?(?: and (?:the )?(?:<C>|values?))?',
  );
  scan.takeAll('which');
  return command(
    'awk',
    ...flags,
    numbers ? `${test}{print NR${/and/i.test(numbers.text) ? `,$${at}` : ''}}` : test,
    file,
  );
}

/** How many values each column lacks. */
function emptyPerColumn({ scan, profile, header, file, flags }: Table): string | null {
  if (
    !scan.take(
      '(?:how many|(?:the )?(?:number|count) of|count)?(?: the)? ?(?:empty|missing|null|blank)(?: values| cells| fields)?(?: (?:does|has|are(?: there)?|are in))? ?(?:per|in each|for each|of each|by|each|every)(?: column| field)(?: has| have)?',
      '(?:per|for each|for every) (?:column|field)(?: the)? (?:number|count) of (?:empty|missing|null|blank)(?: values| cells| fields)?',
    )
  )
    return null;
  scan.takeAll(
    '(?:{show} )?(?:the )?(?:column |field )?names? and (?:the )?(?:count|number)',
    '<C>|{show}|count|names?|number|and',
  );
  const names = header ? 'NR==1{for(i=1;i<=NF;i++)h[i]=$i;next} ' : '';
  return command(
    'awk',
    ...flags,
    `${names}{for(i=1;i<=${profile.columns.length};i++)if($i=="")n[i]++} END{for(i=1;i<=${profile.columns.length};i++)print ${header ? 'h[i]' : 'i'}, n[i]+0}`,
    file,
  );
}

/** The part of all rows, or of a sum, that each group has. */
function sharePerGroup(table: Table): string | null {
  const { scan, column, header, file, flags } = table;
  const taken = scan.take(
    '(?:what )?(?:the )?(?:share|percentage|percent|proportion)(?: of (?:all|the|total|the total))?(?: {lines}| sales| orders| requests|s)*(?: <C>)?[\\s·]*(?:has|have|does|comes from|falls on|belongs to|per|for|of|by)(?: each| every)? (<C>)(?: have| has)?',
  );
  if (!taken) return null;
  const columns = taken.literals
    .filter(({ kind }) => kind === 'C')
    .map(({ value }) => table.profile.columns[Number(value)]!);
  const key = columns.at(-1)!;
  const sum = columns.length > 1 && columns[0]!.numeric ? `$${columns[0]!.at}` : '1';
  const places = scan.take('(?:with|to) (<N>|one) (?:decimals?|decimal places?)');
  const decimals = places ? (places.literals[0]?.value ?? '1') : '1';
  const sorted = scan.take(
    '(?:{sorted}) by (?:<C>|percent(?:age)?|share)(?: (?:descending|ascending))?|{descending}',
  );
  scan.takeAll(
    '(?:{show} )?(?:the )?<C> and (?:the )?(?:percent(?:age)?|share)',
    'percent|percentage|all|what',
  );
  const byShare = sorted && !/<C/.test(sorted.text);
  void column;
  return pipe(
    command(
      'awk',
      ...flags,
      `${header ? 'NR>1' : ''}{n[$${key.at}]+=${sum};t+=${sum}} END{for(k in n)printf "%s %.${decimals}f\\n",k,100*n[k]/t}`,
      file,
    ),
    byShare ? 'sort -k2,2nr -k1,1' : 'sort',
  );
}

/** Empty values of one field become something. */
function fillEmpty({ scan, profile, column, header, file, flags }: Table): string | null {
  const taken = scan.take(
    '(?:replace|fill|set|substitute|change)(?: all| the)? ?(?:empty|missing|blank|null) (?:values (?:in|of) )?(?:the )?(<C>)(?: values?| fields?| cells?| column)?(?: in)?[\\s·]*(?:with|by|to) (<[NQIL]\\d+>|[a-z]+)',
  );
  if (!taken) return null;
  const value = scan.literal(taken.groups[2])?.value ?? taken.groups[2]!;
  const at = column(taken.groups[1]).at;
  return command(
    'awk',
    ...flags,
    '-v',
    `OFS=${separatorFlag(profile.separator)}`,
    `${header ? 'NR>1 && ' : ''}$${at}==""{$${at}=${awkText(value)}} 1`,
    file,
  );
}

/** A new last column. */
function addColumn({ scan, profile, column, header, file, flags }: Table): string | null {
  const taken = scan.take(
    '(?:add|append)(?: an?| the)?(?: new)? column(?: called| named)? (<[QI]\\d+>|[a-z_]+) ?\\(?(?:=|as|with|that is|being|of|:)? ?(<C>) (times|multiplied by|\\*|plus|\\+|minus|-|divided by|\\/) (?:the )?(<C>)\\)?(?: (?:at|to) the end)?(?: of)?',
  );
  if (!taken) return null;
  const sign =
    (
      { times: '*', 'multiplied by': '*', plus: '+', minus: '-', 'divided by': '/' } as Record<
        string,
        string
      >
    )[taken.groups[3]!.toLowerCase()] ?? taken.groups[3]!;
  const drop = noHeader(scan);
  if (!drop) withHeader(scan);
  scan.takeAll('(?:at|to) the end(?: of)?', 'last');
  const name = scan.literal(taken.groups[1])?.value ?? taken.groups[1]!;
  const value = `$${column(taken.groups[2]).at}${sign}$${column(taken.groups[4]).at}`;
  const first = header ? (drop ? 'NR==1{next} ' : `NR==1{print $0,${awkText(name)};next} `) : '';
  return command(
    'awk',
    ...flags,
    '-v',
    `OFS=${separatorFlag(profile.separator)}`,
    `${first}{print $0,${value}}`,
    file,
  );
}

/** One file per value of a field. */
function splitByValue({ scan, column, header, file, path, flags }: Table): string | null {
  const taken = scan.take(
    'split(?: up)?[\\s·]*(?:in)?to (?:one|a|separate|single|several) {files} (?:per|for each|for every|by) (<C>)',
    'split(?: up)?[\\s·]*by(?: the)? (<C>)(?: into (?:separate|several) {files})?',
    '(?:write|make|create) (?:one|a) file (?:per|for each) (<C>)',
  );
  if (!taken) return null;
  const pattern = scan.take(
    '(?:,? ?)(?:named|called|with names like|with the name|as) (<[PQI]\\d+>)',
  );
  scan.take(
    '(?:,? ?(?:and )?)?(?:each )?(?:with|keep(?:ing)?|including|repeat(?:ing)?)(?: the| its)? {header}(?: (?:in|of) each(?: file)?| line)?',
  );
  const { at, name } = column(taken.groups[1]);
  const ending = /\.[^./]+$/.exec(path)?.[0] ?? '';
  const said = pattern ? scan.literal(pattern.groups[1])!.value : `${name || 'part'}_NAME${ending}`;
  const place = /NAME|VALUE|<\w+>|\{\w+\}|\*|[A-Z]{3,}/.exec(said)?.[0];
  const [before, after] =
    place === undefined
      ? [said, '']
      : [said.slice(0, said.indexOf(place)), said.slice(said.indexOf(place) + place.length)];
  const out = `${before === '' ? '' : `${awkText(before)} `}$${at}${after === '' ? '' : ` ${awkText(after)}`}`;
  const rule = `{f=${out};gsub(/\\//,"_",f);${header ? 'if(!(f in seen)){print h > f;seen[f]}' : ''}print > f}`;
  return command(
    'awk',
    ...flags,
    `${header ? 'NR==1{h=$0;next} ' : ''}${before.includes('/') ? rule.replace('gsub(/\\//,"_",f);', '') : rule}`,
    file,
  );
}

function countColumns({ scan, file, flags }: Table): string | null {
  if (
    !scan.take(
      'how many (?:columns|fields)(?: does| are(?: there)?(?: in)?| has)?',
      '(?:the )?(?:number|count) of (?:columns|fields)(?: of| in)?',
    )
  )
    return null;
  if (scan.sees('each|every|lines?|rows?|not')) return null;
  scan.takeAll('have|has|there');
  return command('awk', ...flags, 'NR==1{print NF;exit}', file);
}

/** Rows in the order of two fields. */
function sortByTwo(table: Table): string | null {
  const { scan, column, header, file, profile, flags } = table;
  const taken = scan.take(
    '(?:{sorted})[\\s·]*(?:first )?by (?:the )?(<C>)(?: (descending|ascending|numerically))?,? (?:and )?(?:then|and) (?:by )?(?:the )?(<C>)(?: (descending|ascending|numerically|highest first|largest first))?',
  );
  if (!taken) return null;
  const drop = noHeader(scan);
  const keep = !drop && withHeader(scan);
  const first = column(taken.groups[1]);
  const second = column(taken.groups[3]);
  const keys = [
    sortKey(first, /desc/i.test(taken.groups[2] ?? '')),
    sortKey(second, /desc|highest|largest/i.test(taken.groups[4] ?? '')),
  ];
  const shown = scan
    .takeAll('(?:{show} )?(?:the )?(?:columns? )?<C>(?:(?:,| and|, and) <C>)*(?: (?:of|in))?')
    .flatMap(({ literals }) => literals.map(({ value }) => profile.columns[Number(value)]!));
  const separated = scan.take('separated by (?:an? )?(tabs?|commas?|spaces?|blanks?)');
  scan.takeAll('in this order|in that order|of|{lines}');
  const out = separated
    ? /tab/i.test(separated.text)
      ? String.raw`\t`
      : /comma/i.test(separated.text)
        ? ','
        : ' '
    : separatorFlag(profile.separator);
  const cut =
    shown.length > 0
      ? command(
          'awk',
          ...flags,
          '-v',
          `OFS=${out}`,
          `{print ${shown.map(({ at }) => `$${at}`).join(',')}}`,
        )
      : null;
  const rows = header ? command('tail', '-n', '+2', file) : command('cat', file);
  const body = pipe(rows, command('sort', ...separatorOption(table), ...keys), cut);
  return header && !drop && (keep || shown.length === 0)
    ? `{ ${pipe(command('head', '-n', '1', file), cut)}; ${body}; }`
    : body;
}
