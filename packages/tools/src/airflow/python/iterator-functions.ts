import { iterate } from './iterate.ts';
import {
  equals,
  list,
  number,
  type CallArguments,
  type LibraryFunction,
  type Machine,
  type Value,
} from './value.ts';

const tuples = (rows: readonly (readonly Value[])[]): Value =>
  list(rows.map((row) => list([...row], 'tuple')));

/** Items of one iterable; null where they are not all known. */
function known(value: Value | undefined, args: CallArguments, machine: Machine): Value[] | null {
  if (!value) return null;
  const { items, open } = iterate(value, args.site, machine);
  return open ? null : [...items];
}

const maxRows = 100_000;

/** Subsets of `size` in the order of itertools; null where there are too many. */
function choose(items: readonly Value[], size: number, ordered: boolean): Value[][] | null {
  const rows: Value[][] = [];
  const pick = (row: number[], from: number): boolean => {
    if (row.length === size) {
      rows.push(row.map((at) => items[at]!));
      return rows.length <= maxRows;
    }
    for (let at = ordered ? 0 : from; at < items.length; at += 1) {
      if (ordered && row.includes(at)) continue;
      if (!pick([...row, at], at + 1)) return false;
    }
    return true;
  };
  return size >= 0 && pick([], 0) ? rows : null;
}

const chosen =
  (ordered: boolean): LibraryFunction =>
  (args, machine) => {
    const [from, size] = args.positional;
    const items = known(from, args, machine);
    const count = size?.kind === 'number' ? size.value : size ? null : (items?.length ?? 0);
    const rows = items && count !== null ? choose(items, count, ordered) : null;
    machine.spend(rows?.length ?? 0);
    return rows && tuples(rows);
  };

/** `itertools`, as lists: what is endless is not known. */
export const iteratorFunctions: Readonly<Record<string, LibraryFunction>> = {
  'itertools.chain': ({ positional, site }, machine) => {
    const all = positional.map((value) => iterate(value, site, machine));
    return list(
      all.flatMap(({ items }) => items),
      'list',
      all.find(({ open }) => open)?.open ?? null,
    );
  },
  'itertools.chain.from_iterable': ({ positional: [from], site }, machine) => {
    if (!from) return null;
    const { items, open } = iterate(from, site, machine);
    const all = items.map((value) => iterate(value, site, machine));
    return list(
      all.flatMap((each) => each.items),
      'list',
      open ?? all.find((each) => each.open)?.open ?? null,
    );
  },
  'itertools.product': ({ positional, keywords, site }, machine) => {
    const repeat = keywords.get('repeat');
    const times = repeat?.kind === 'number' ? repeat.value : 1;
    if (times < 0 || times > 10) return null;
    let rows: Value[][] = [[]];
    for (const value of Array.from({ length: times }, () => positional).flat()) {
      const { items, open } = iterate(value, site, machine);
      if (open) return open;
      machine.spend(rows.length * items.length);
      rows = rows.flatMap((row) => items.map((item) => [...row, item]));
    }
    return tuples(rows);
  },
  'itertools.pairwise': ({ positional: [from], site }, machine) => {
    const { items, open } = from ? iterate(from, site, machine) : { items: [], open: null };
    return open ?? tuples(items.slice(1).map((item, at) => [items[at]!, item]));
  },
  'itertools.combinations': chosen(false),
  'itertools.permutations': chosen(true),
  'itertools.islice': (args, machine) => {
    const [from, first, second] = args.positional;
    const items = known(from, args, machine);
    const bounds = [first, second].map((bound) => (bound?.kind === 'number' ? bound.value : null));
    if (!items || bounds[0] === null || args.positional.length > 3) return null;
    return list(
      second ? items.slice(bounds[0], bounds[1] ?? undefined) : items.slice(0, bounds[0]),
    );
  },
  'itertools.repeat': ({ positional: [value, times] }, machine) => {
    if (!value || times?.kind !== 'number' || times.value > maxRows) return null;
    machine.spend(times.value);
    return list(Array.from({ length: times.value }, () => value));
  },
  'itertools.zip_longest': (args, machine) => {
    const all = args.positional.map((value) => known(value, args, machine));
    if (all.includes(null)) return null;
    const filler = args.keywords.get('fillvalue') ?? { kind: 'none' as const };
    const length = Math.max(0, ...all.map((items) => items!.length));
    return tuples(Array.from({ length }, (_, at) => all.map((items) => items![at] ?? filler)));
  },
  'itertools.groupby': (args, machine) => {
    const items = known(args.positional[0], args, machine);
    const by = args.keywords.get('key') ?? args.positional[1];
    if (!items) return null;
    const groups: { key: Value; members: Value[] }[] = [];
    for (const item of items) {
      const key = by
        ? machine.call(by, { ...args, positional: [item], keywords: new Map() })
        : item;
      const last = groups.at(-1);
      const same = last ? equals(last.key, key) : false;
      if (same === null) return null;
      if (last && same) last.members.push(item);
      else groups.push({ key, members: [item] });
    }
    return tuples(groups.map(({ key, members }) => [key, list(members)]));
  },
  'itertools.accumulate': (args, machine) => {
    const items = known(args.positional[0], args, machine);
    if (!items || args.positional.length > 1 || args.keywords.size > 0) return null;
    let sum = 0;
    const sums: Value[] = [];
    for (const item of items) {
      if (item.kind !== 'number') return null;
      sum += item.value;
      sums.push(number(sum));
    }
    return list(sums);
  },
  'itertools.compress': (args, machine) => {
    const [from, selectors] = args.positional;
    const items = known(from, args, machine);
    const wanted = known(selectors, args, machine);
    if (!items || !wanted) return null;
    if (wanted.some(({ kind }) => kind !== 'bool' && kind !== 'number')) return null;
    return list(
      items.filter((_, at) => {
        const selector = wanted[at];
        return (
          (selector?.kind === 'bool' || selector?.kind === 'number') && Boolean(selector.value)
        );
      }),
    );
  },
};
