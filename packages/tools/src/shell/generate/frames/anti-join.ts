import { awkText, command, pathWord, pipe } from '../quote.ts';
import type { Frame } from '../frame.ts';
import { profileFile, type Column, type DelimitedProfile, type Profile } from '../profile-file.ts';
import { separatorFlag } from '../records/awk-fields.ts';
import type { Scan } from '../scan.ts';
import { filesBehind } from '../surroundings.ts';
import { name, valueOf } from '../tools/slots.ts';

/** "which customers in a.csv have no order in b.csv": rows of one table without a partner in the other. */
export const antiJoin: Frame = {
  name: 'join-tables',
  build(scan, { seen }) {
    const taken = scan.take(
      '(?:which|what|list|find|show|print)?(?: the| all| those)* ?(?:[a-z]+ )?(?:in|of|from) <P> (?:that |which |who )?(?:have|has|with|having|are|is|do|does)? ?(?:no|without|not|never)(?: have| got| a| an| any| matching| corresponding)* (?:[a-z]+ )?(?:in|from) <P>',
      '(?:which|what|list|find|show|print)?(?: the| all| those)* ?(?:[a-z]+ )?(?:in|of|from) <P> (?:that |which |who )?(?:lack|miss|are missing|are without)(?: an?| any)?(?: [a-z]+)? (?:in|from) <P>',
    );
    if (!taken) return null;
    const paths = taken.literals.filter(({ kind }) => kind === 'P').map(({ value }) => value);
    const [one, other] = paths.map((path) =>
      profileFile(filesBehind(seen, path).find(({ head }) => head !== undefined)),
    );
    if (!isTable(one) || !isTable(other) || one.separator !== other.separator) return null;
    const key = readKey(scan, one, other);
    if (key === null) return null;
    const shown = readColumns(scan, one);
    const sorted = scan.take(`{sorted} by (?:the )?(?:column )?${name}`);
    const by = sorted ? columnOf(one, valueOf(scan, sorted.groups[1]!)) : undefined;
    const onlySorted = sorted === null && scan.take('{sorted}') !== null;
    scan.takeAll(
      'comma[- ]separated|separated by (?:an? )?(?:commas?|semicolons?)|as csv',
      '(?:,? ?(?:and )?)?(?:with)?out (?:the )?{header}',
      '{show}|{lines}|whole|complete',
    );
    const glue = awkText(one.separator);
    const printed =
      shown.length === 0 ? '' : `{print ${shown.map(({ at }) => `$${at}`).join(` ${glue} `)}}`;
    const order = by
      ? shown.length === 0
        ? by.at
        : shown.findIndex(({ at }) => at === by.at) + 1
      : 0;
    return {
      scan,
      sampled: true,
      command: pipe(
        command(
          'awk',
          '-F',
          separatorFlag(one.separator),
          `FNR==1{next} NR==FNR{seen[$${key.other.at}];next} !($${key.one.at} in seen)${printed}`,
          pathWord(paths[1]!),
          pathWord(paths[0]!),
        ),
        order > 0
          ? command('sort', '-t', one.separator, `-k${order},${order}`)
          : sorted || onlySorted
            ? 'sort'
            : null,
      ),
    };
  },
};

const isTable = (profile: Profile | null | undefined): profile is DelimitedProfile =>
  profile?.form === 'delimited' && profile.header && !profile.quoted;

const columnOf = ({ columns }: DelimitedProfile, said: string): Column | undefined =>
  columns.find((column) => column.name.toLowerCase() === said.toLowerCase());

/** The column that is named as the key, or the only one whose name both tables have. */
function readKey(
  scan: Scan,
  one: DelimitedProfile,
  other: DelimitedProfile,
): { readonly one: Column; readonly other: Column } | null {
  const said = scan.take(
    `\\(?(?:by |on |common |joined (?:by|on) |matched (?:by|on) |compared (?:by|on) |the )*(?:key |common )?(?:column|key|field)(?: is)? ${name}\\)?`,
    `\\(?(?:joined|matched|compared) (?:by|on) ${name}\\)?`,
  );
  const wanted = said ? valueOf(scan, said.groups[1]!) : null;
  const shared = one.columns.filter((column) => columnOf(other, column.name) !== undefined);
  const found =
    wanted === null ? (shared.length === 1 ? shared[0] : undefined) : columnOf(one, wanted);
  const partner = found && columnOf(other, found.name);
  if (!found || !partner) return null;
  if (wanted === null)
    scan.assumptions.push(`The files are compared by ${found.name}, the column that both have.`);
  return { one: found, other: partner };
}

/** "Print acc and name" */
function readColumns(scan: Scan, table: DelimitedProfile): Column[] {
  const columns: Column[] = [];
  const list = scan.sees(
    `{show}(?: only)?(?: the| their| its)* ${name}(?:(?:,| and|, and)(?: the)? ${name})*`,
  );
  for (const word of list?.text.match(/<[A-Z]\d+>|[a-z_]\w*/gi) ?? []) {
    const column = columnOf(table, valueOf(scan, word));
    if (
      column &&
      !columns.includes(column) &&
      scan.take(word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    )
      columns.push(column);
  }
  if (columns.length > 0) scan.takeAll('{show}(?: only)?(?: the)?', 'columns?|fields?|and');
  return columns;
}
