import { awkText, command, pipe } from '../quote.ts';
import { separatorFlag } from '../records/awk-fields.ts';
import { noHeader, separatorOption, sortKey, withHeader, type Table } from './table.ts';

/** One row per key, by the order of the file: the first or the last of each. */
export function firstPerKey(table: Table): string | null {
  const { scan, header, file, flags, column } = table;
  const anyCase =
    scan.take(
      '(?:,? ?)?(?:compared |counted |taken )?(?:without regard to|regardless of|ignoring|irrespective of)(?: the)? (?:upper(?: case)? (?:and|or) lower|letter) case,?',
      '(?:,? ?)?(?:compared )?case[- ]insensitive(?:ly)?,?',
    ) !== null;
  const taken = scan.take(
    '(?:for|per|of) (?:each|every)(?: value of)?(?: the)? (<C>)[\\s·,]{0,80}(?:keep|print|show|leave)(?: only| just)?(?: the)? (first|last) (?:{lines}|one|occurrence)(?! by)',
    '(?:keep|print|show|leave)(?: only| just)?(?: the)? (first|last) (?:{lines}|one|occurrence) (?:per|of each|for each|for every|of every|with each|with the same)(?: value of)?(?: the)? (<C>)(?! by)',
    '(?:remove|drop|delete|skip|discard)(?: all| the| any)* (?:{lines} (?:with|that have) (?:an? )?(?:repeated|duplicate|duplicated) (<C>)|(?:repeated|duplicate|duplicated) (<C>))(?: {lines}| values?)?[\\s·,]*(?:,? ?(?:and )?keep(?:ing)?(?: only)? the (first|last)(?: {lines}| one| occurrence)?(?: of each| per <C>)?)?',
    '(?:remove|drop|delete)(?: all| the)? duplicates? (?:by|on|with the same|based on) (?:the )?(?:same )?(<C>)[\\s·,]*(?:,? ?(?:and )?keep(?:ing)?(?: only)? the (first|last)(?: {lines}| one| occurrence)?(?: of each)?)?',
  );
  if (!taken) return null;
  const key = column(/<C\d+>/.exec(taken.text)![0]);
  const last = /\blast\b/i.test(taken.text);
  scan.takeAll(
    '(?:remove|drop|delete|skip|discard)(?: all| the| any)* (?:repeated|duplicate[sd]?)(?: [a-z]+| {lines})?(?: from)?',
    'in (?:the |their )?(?:original|file|same|given)? ?order(?: of (?:the )?file)?',
  );
  const sorted = scan.take(
    '(?:{show} )?(?:the )?(?:{lines} )?(?:{sorted}) by (?:the )?(<C>)(?: (descending|ascending|numerically))?',
    '(?:in|by) (?:the )?order of (?:the )?(<C>)(?: (descending|ascending))?',
  );
  const drop = noHeader(scan);
  const keep = header && !drop && (withHeader(scan) || !sorted);
  scan.takeAll('only|keep|just|{show}|repeated|in the order');
  const cell = anyCase ? `tolower($${key.at})` : `$${key.at}`;
  const order = sorted
    ? command(
        'sort',
        ...separatorOption(table),
        sortKey(column(/<C\d+>/.exec(sorted.text)![0]), /descending/i.test(sorted.text)),
      )
    : null;
  const skip = header ? 'NR>1 && ' : '';
  if (!last) {
    if (!order)
      return command(
        'awk',
        ...flags,
        `${header ? (keep ? 'NR==1 || ' : 'NR>1 && ') : ''}!seen[${cell}]++`,
        file,
      );
    const rows = command('awk', ...flags, `${skip}!seen[${cell}]++`, file);
    const body = pipe(rows, order);
    return keep ? `{ ${command('head', '-n', '1', file)}; ${body}; }` : body;
  }
  const rows = command(
    'awk',
    ...flags,
    `${header ? 'NR>1' : ''}{k=${cell};r[k]=$0;l[k]=NR;a[NR]=k} END{for(i=1;i<=NR;i++)if(i in a && l[a[i]]==i)print r[a[i]]}`,
    file,
  );
  const body = pipe(rows, order);
  return keep ? `{ ${command('head', '-n', '1', file)}; ${body}; }` : body;
}

/** Another name in the header, nothing else. */
export function renameColumn({ scan, profile, column, header, file, flags }: Table): string | null {
  const taken = scan.take(
    '(?:rename|change the name of|call)(?: the)?(?: column| field| header)? (<C>)(?: column| field)?[\\s·]*(?:to|into|as) (<[IQC]\\d+>|[a-z_]\\w*)',
  );
  if (!taken || !header) return null;
  const at = column(taken.groups[1]).at;
  const fresh = scan.literal(taken.groups[2])?.source.replaceAll(/^"|"$/g, '') ?? taken.groups[2]!;
  scan.takeAll('in the {header}|{header}');
  return command(
    'awk',
    ...flags,
    '-v',
    `OFS=${separatorFlag(profile.separator)}`,
    `NR==1{$${at}=${awkText(fresh)}} 1`,
    file,
  );
}

/** Rows become columns. */
export function transposed({ scan, profile, file, flags }: Table): string | null {
  if (
    !scan.take(
      'transpose(?:d)?|(?:swap|exchange) (?:the )?rows and (?:the )?columns|rows (?:become|into|to) columns|turn (?:the )?rows into (?:the )?columns',
    )
  )
    return null;
  const separator = awkText(profile.separator);
  return command(
    'awk',
    ...flags,
    `{for(i=1;i<=NF;i++)t[i]=t[i] (NR>1 ? ${separator} : "") $i;if(NF>m)m=NF} END{for(i=1;i<=m;i++)print t[i]}`,
    file,
  );
}
