import type { Draft } from '../frame.ts';
import { command, pathWord, pipe, raw } from '../quote.ts';
import type { Scan } from '../scan.ts';
import type { FileQuery } from '../selection/index.ts';
import type { Userland } from '../surroundings.ts';
import type { ColumnWord } from './read-columns.ts';
import type { Order } from './read-order.ts';

/** How much space the folders of a folder take, with all that is in them. */
export function folderSizes(
  scan: Scan,
  query: FileQuery,
  userland: Userland,
  { by, descending, limit }: Order,
  columns: readonly ColumnWord[],
): Draft {
  scan.takeAll(
    '(?:,? ?)?(?:including|with|counting) (?:everything|all|all files|the files|their contents|its contents)(?: (?:that is |which is )?(?:in|below|inside|under|beneath) (?:it|them))?',
    '(?:which|use[sd]?|using|take[sn]?(?: up)?|occup(?:y|ies)|by)? ?(?:the )?(?:most|disk)? ?(?:disk )?(?:space|usage|size|sizes)',
    'use[sd]?|take[sn]?|most|biggest|largest',
  );
  const onlyNames = columns.length > 0 && !columns.includes('size') && !columns.includes('count');
  const bare = onlyNames && !columns.includes('path') && columns.includes('name');
  const roots = query.roots.length > 0 ? query.roots : ['.'];
  const du = userland === 'gnu' ? ['du', '-s', '--apparent-size', '-B1'] : ['du', '-sk'];
  const listed = command(...du, '--', ...roots.map((root) => raw(`${command(pathWord(root))}/*/`)));
  return {
    scan,
    command: pipe(
      userland === 'gnu' ? listed : listed.replace(' -- ', ' '),
      by === 'name' ? 'sort -k2' : `sort -n${descending ? 'r' : ''}`,
      limit === null ? null : `head -n ${limit}`,
      onlyNames ? 'cut -f 2' : null,
      bare ? command('sed', 's#/$##;s#.*/##') : null,
    ),
  };
}
