import { command, pipe } from '../quote.ts';
import { findCommand, type FileQuery } from '../selection/index.ts';
import type { Userland } from '../surroundings.ts';
import { withFacts } from './facts.ts';
import type { ColumnWord } from './read-columns.ts';
import type { Grouping } from './read-groups.ts';
import type { Order } from './read-order.ts';

/** awk that makes the group `k` of a path in `p`. */
function keyProgram(grouping: Grouping, query: FileQuery): string {
  if (grouping === 'extension')
    return 'n=p;sub(/.*\\//,"",n);k=(n ~ /.\\./ ? n : "(none)");sub(/.*\\./,"",k)';
  if (grouping === 'top-folder') {
    const root = (query.roots[0] ?? '.').replace(/\/+$/, '');
    const at = root === '.' ? 2 : root.split('/').length + 1;
    return `c=split(p,a,"/");if(c<=${at})next;k=a[${at}]`;
  }
  return `k=p;sub(/\\/[^\\/]*$/,"",k)${grouping === 'partition' ? ';sub(/.*\\//,"",k)' : ''}`;
}

/** How many files, or how many bytes, by extension, folder, owner or day. */
export function groupedFiles(
  query: FileQuery,
  userland: Userland,
  {
    grouping,
    measure,
    order,
    columns,
  }: {
    grouping: Grouping;
    measure: 'count' | 'bytes';
    order: Order;
    columns: readonly ColumnWord[];
  },
): string | null {
  const bytes = measure === 'bytes';
  const plain =
    grouping !== 'extension' &&
    grouping !== 'top-folder' &&
    grouping !== 'folder' &&
    grouping !== 'partition';
  // Files that lie in the root itself belong to no folder below it.
  const meant =
    grouping === 'top-folder' && query.depth.max === 1
      ? { ...query, depth: { min: 2, max: 2 } }
      : query;
  const source = plain
    ? withFacts(meant, userland, ...(bytes ? (['size', grouping] as const) : [grouping]))
    : bytes
      ? withFacts(meant, userland, 'size', 'path')
      : findCommand(meant, userland);
  if (source === null) return null;
  const key = plain
    ? bytes
      ? 'k=$2'
      : 'k=$0'
    : bytes
      ? `s=$1;p=$0;sub(/^[^ ]+ /,"",p);${keyProgram(grouping, query)}`
      : `p=$0;${keyProgram(grouping, query)}`;
  const countWord = columns.findIndex((column) => column === 'count' || column === 'size');
  const keyWord = columns.findIndex((column) => column !== 'count' && column !== 'size');
  const keyFirst = keyWord !== -1 && countWord > keyWord;
  const added = bytes ? 't[k]+=$1' : 't[k]++';
  // A partition's name is its day.
  const byKey = order.by === 'name' || order.by === 'time';
  const [countAt, keyAt] = keyFirst ? [2, 1] : [1, 2];
  // A key may have blanks in it: where it comes first, it is split off by a tab for sorting.
  const sign = keyFirst ? '"\\t"' : '" "';
  const printed = keyFirst ? `print k ${sign} t[k]` : `print t[k] ${sign} k`;
  const tab = keyFirst ? " -t '\t'" : '';
  return pipe(
    source,
    command('awk', `{${key};${added}} END{for(k in t) ${printed}}`),
    byKey
      ? `sort${tab} -k${keyAt}${keyFirst ? ',1' : ''}${order.descending ? 'r' : ''}`
      : `sort${tab} -k${countAt},${countAt}n${order.by !== null && !order.descending ? '' : 'r'} -k${keyAt}${keyFirst ? ',1' : ''}`,
    order.limit === null ? null : `head -n ${order.limit}`,
    keyFirst ? command('tr', String.raw`\t`, ' ') : null,
  );
}
