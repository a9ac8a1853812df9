import { command, pipe } from '../quote.ts';
import { findCommand, type FileQuery } from '../selection/index.ts';
import type { Userland } from '../surroundings.ts';

/** What can be told of a file without opening it. */
export type Fact =
  | 'size'
  | 'time'
  | 'moment'
  | 'day'
  | 'month'
  | 'year'
  | 'path'
  | 'name'
  | 'mode'
  | 'owner'
  | 'group';

const gnu: Readonly<Record<Fact, string>> = {
  size: '%s',
  time: '%T@',
  moment: '%TY-%Tm-%Td %TH:%TM',
  day: '%TY-%Tm-%Td',
  month: '%TY-%Tm',
  year: '%TY',
  path: '%p',
  name: '%f',
  mode: '%m',
  owner: '%u',
  group: '%g',
};
const bsd: Readonly<Partial<Record<Fact, string>>> = {
  size: '%z',
  time: '%m',
  moment: '%Sm',
  path: '%N',
  name: '%N',
  mode: '%Lp',
  owner: '%Su',
  group: '%Sg',
};
const busybox: Readonly<Partial<Record<Fact, string>>> = {
  size: '%s',
  time: '%Y',
  moment: '%y',
  path: '%n',
  name: '%n',
  mode: '%a',
  owner: '%U',
  group: '%G',
};

/** One line per file with these facts, blanks between them. Null where this userland cannot tell one of them. */
export function withFacts(
  query: FileQuery,
  userland: Userland,
  ...facts: readonly Fact[]
): string | null {
  if (userland === 'gnu')
    return findCommand(
      query,
      userland,
      '-printf',
      `${facts.map((fact) => gnu[fact]).join(' ')}\\n`,
    );
  const codes = userland === 'bsd' ? bsd : busybox;
  if (facts.some((fact) => codes[fact] === undefined)) return null;
  const listed = findCommand(
    query,
    userland,
    '-exec',
    'stat',
    userland === 'bsd' ? '-f' : '-c',
    facts.map((fact) => codes[fact]!).join(' '),
    '{}',
    '+',
  );
  return facts.length === 1 && facts[0] === 'name'
    ? pipe(listed, command('sed', 's#.*/##'))
    : listed;
}
