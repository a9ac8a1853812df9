import type { Column, Profile } from '../profile-file.ts';
import type { Scan } from '../scan.ts';
import { findColumn } from '../tag-columns.ts';
import { readChunks, type Chunk } from './chunks.ts';
import type { Condition, Key, Measure, Query } from './query.ts';
import { measurable } from './read-order.ts';

/** What a list or an order names before it is known which measures there are. */
type Item =
  | { readonly is: 'key'; readonly key: Key }
  | { readonly is: 'measure'; readonly measure: Measure }
  /** "the total", "the count": a measure that stands elsewhere. */
  | { readonly is: 'aggregate'; readonly kind: Measure['kind'] }
  | { readonly is: 'count' }
  /** "number of retries": the field, its sum, or how many different ones. */
  | { readonly is: 'amount'; readonly column: Column; readonly asked: boolean };

type Term = { readonly item: Item | 'line' | null; readonly descending: boolean | null };

/** What a request says, before the parts are put together. */
export interface Plan {
  readonly group: Key[];
  readonly items: Item[];
  readonly terms: Term[];
  readonly conditions: Condition[];
  list: Item[];
  /** Of what one is asked: "which driver". */
  entity: Key | null;
  having: { sign: string; value: string } | null;
  limit: Query['limit'];
  /** "the slowest request": the row or group at the end of an order. */
  extreme: { most: boolean; item: Item | null; field: RegExp | null; often: boolean } | null;
  /** "the largest order of each customer" */
  best: boolean;
  distinct: boolean;
  repeated: boolean;
  asksCount: boolean;
  top: boolean;
  decimals: number | null;
}

const same = (a: Key, b: Key): boolean =>
  a.kind === b.kind &&
  (a.kind !== 'column' || a.column === (b as { column: Column }).column) &&
  (a.kind !== 'time' || a.unit === (b as { unit: string }).unit);

const isNumber = (key: Key): key is Key & { kind: 'column' } =>
  key.kind === 'column' &&
  key.column.numeric &&
  !/(?:^|_)id$|^id$|^status$|^port$|^pid$|^year$/i.test(key.column.name);

/** Reads the parts that a request names into a plan: what is grouped, measured, shown, ordered and cut, wherever it stands. */
export function readPlan(scan: Scan, profile: Profile, nouns: readonly string[]): Plan {
  const plan: Plan = {
    group: [],
    items: [],
    terms: [],
    conditions: [],
    list: [],
    entity: null,
    having: null,
    limit: null,
    extreme: null,
    best: false,
    distinct: false,
    repeated: false,
    asksCount: false,
    top: false,
    decimals: null,
  };
  const segments: Chunk[][] = [[]];
  for (const chunk of readChunks(scan, profile, nouns)) {
    if (chunk.is === 'stop') segments.push([]);
    else segments.at(-1)!.push(chunk);
  }
  for (const segment of segments) if (segment.length > 0) readSegment(scan, profile, segment, plan);
  return plan;
}

/** Chunks between which nothing else may stand in a list of things to show. */
const glue = new Set<Chunk['is']>(['comma', 'and', 'show', 'lines', 'of', 'distinct']);

/** Words that ask for something other than lines. */
const shownElsewhere = (word: string): boolean =>
  /^(?:columns?|fields?|words|characters|bytes|letters|keys|values|files|tables|errors|warnings|failures|duplicates|sizes)$/i.test(
    word,
  );

function readSegment(scan: Scan, profile: Profile, chunks: readonly Chunk[], plan: Plan): void {
  const used = new Set<number>();
  const items: Item[] = [];
  let shown = false;
  let pure = true;
  let counted: number | null = null;
  const is = (at: number, ...kinds: readonly Chunk['is'][]): boolean =>
    chunks[at] !== undefined && kinds.includes(chunks[at].is);
  const use = (from: number, to = from): void => {
    for (let at = from; at <= to; at++) if (chunks[at]) used.add(at);
  };
  /** The next chunk behind words that only join. */
  const skip = (at: number, ...kinds: readonly Chunk['is'][]): number => {
    let next = at;
    while (is(next, ...kinds)) next += 1;
    return next;
  };
  const keyAt = (at: number): Key | null => {
    const chunk = chunks[at];
    return chunk?.is === 'key' ? chunk.key : null;
  };
  const add = (item: Item): void => {
    items.push(item);
    plan.items.push(item);
  };
  /** A thing that can be sorted by, and the place behind it. */
  const thing = (start: number): { item: Item; next: number } | null => {
    const at = skip(start, 'of', 'lines');
    const chunk = chunks[at];
    if (!chunk) return null;
    if (chunk.is === 'key') return { item: { is: 'key', key: chunk.key }, next: at + 1 };
    if (chunk.is === 'count' || chunk.is === 'often') {
      const behind = skip(at + 1, 'of', 'distinct');
      return {
        item: { is: 'count' },
        next:
          is(behind, 'lines', 'key') && behind > at + 1
            ? behind + 1
            : is(at + 1, 'lines')
              ? at + 2
              : at + 1,
      };
    }
    if (chunk.is === 'aggregate') {
      const key = keyAt(skip(at + 1, 'of'));
      return {
        item:
          key?.kind === 'column'
            ? {
                is: 'measure',
                measure: {
                  kind: chunk.kind,
                  column: key.column,
                  ...(chunk.percentile && { percentile: chunk.percentile }),
                },
              }
            : { is: 'aggregate', kind: chunk.kind },
        next: skip(at + 1, 'of') + (key ? 1 : 0),
      };
    }
    return null;
  };
  let at = 0;
  while (at < chunks.length) {
    const chunk = chunks[at]!;
    if (
      !glue.has(chunk.is) &&
      !['key', 'count', 'aggregate', 'fields', 'often', 'decimals'].includes(chunk.is)
    ) {
      if (!['extreme', 'sort', 'direction', 'first', 'alphabetical', 'by'].includes(chunk.is))
        pure = false;
    }
    switch (chunk.is) {
      case 'show':
        shown = true;
        items.length = 0;
        use(at);
        at += 1;
        continue;
      case 'comma':
      case 'and':
      case 'of':
      case 'verb':
        at += 1;
        continue;
      case 'lines':
        use(at);
        // "count and line", where whole lines are put together
        if (plan.group.some(({ kind }) => kind === 'line') && is(at - 1, 'and', 'comma', 'show'))
          add({ is: 'key', key: { kind: 'line' } });
        at += 1;
        continue;
      case 'sort': {
        use(at);
        let next = skip(at + 1, 'by', 'of', 'first');
        const terms: { item: Item | 'line' | null; descending: boolean | null }[] = [];
        for (let found = thing(next); found; found = thing(next)) {
          use(at, found.next - 1);
          const term: { item: Item; descending: boolean | null } = {
            item: found.item,
            descending: chunk.descending,
          };
          next = found.next;
          const after = skip(next, 'comma');
          const direction = chunks[after];
          if (direction?.is === 'direction') {
            term.descending = direction.descending;
            use(next, after);
            next = after + 1;
          } else if (direction?.is === 'alphabetical') {
            use(after);
            next = after + 1;
          } else if (direction?.is === 'extreme' && is(after + 1, 'first')) {
            term.descending = direction.most;
            use(next, after + 1);
            next = after + 2;
          }
          terms.push(term);
          const more = skip(next, 'comma', 'and', 'by');
          const another = more > next && is(next, 'comma', 'and') ? thing(more) : null;
          // "sorted by date, print the amount" ends the list.
          if (!another || is(more, 'show')) break;
          use(next, more - 1);
          next = more;
        }
        if (terms.length === 0) {
          if (is(next, 'alphabetical')) use(next++);
          const direction = chunks[next];
          if (direction?.is === 'direction') {
            use(next++);
            terms.push({ item: null, descending: direction.descending });
          } else if (direction?.is !== 'extreme')
            terms.push({ item: 'line', descending: chunk.descending });
        }
        plan.terms.push(...terms);
        at = Math.max(next, at + 1);
        continue;
      }
      case 'direction': {
        use(at);
        plan.terms.push({ item: null, descending: chunk.descending });
        at += 1;
        continue;
      }
      case 'alphabetical': {
        use(at);
        const by = thing(skip(at + 1, 'of', 'by'));
        if (by) use(at, by.next - 1);
        plan.terms.push({ item: by?.item ?? 'line', descending: false });
        at = by?.next ?? at + 1;
        continue;
      }
      case 'extreme': {
        const first = [1, 2, 3, 4, 5].map((step) => at + step).find((place) => is(place, 'first'));
        const between = first === undefined ? [] : chunks.slice(at + 1, first);
        if (
          first !== undefined &&
          between.every(({ is: kind }) => kind !== 'comma' && kind !== 'show')
        ) {
          const found = between.map((_, step) => thing(at + 1 + step)).find(Boolean);
          use(at, first);
          plan.terms.push({
            item: chunk.often
              ? { is: 'count' }
              : chunk.quality &&
                  found?.item.is === 'key' &&
                  !(
                    isNumber(found.item.key) &&
                    !plan.group.some((key) => found.item.is === 'key' && same(key, found.item.key))
                  )
                ? null
                : (found?.item ?? null),
            descending: chunk.most,
          });
          at = first + 1;
          continue;
        }
        const next = skip(at + 1, 'of', 'distinct');
        const limitOf = (plural: boolean): void => {
          plan.limit ??= { count: counted ?? (plural ? 1 : 1), end: 'first' };
        };
        if (chunk.often) {
          use(at);
          plan.extreme = { most: chunk.most, item: { is: 'count' }, field: null, often: true };
          limitOf(false);
          at += 1;
          continue;
        }
        const found = thing(at + 1);
        const behind = is(at - 1, 'with', 'verb') || (plan.entity !== null && found !== null);
        if (
          found &&
          (found.item.is !== 'key' ||
            isNumber(found.item.key) ||
            (found.item.key.kind === 'column' && found.item.key.column.dated))
        ) {
          use(at, found.next - 1);
          use(at - 1);
          if (behind || counted !== null || found.item.is === 'count') {
            plan.extreme = { most: chunk.most, item: found.item, field: null, often: false };
            limitOf(false);
            if (!behind && found.item.is === 'key') add(found.item);
          } else if (found.item.is === 'key' && found.item.key.kind === 'column') {
            add({
              is: 'measure',
              measure: { kind: chunk.most ? 'max' : 'min', column: found.item.key.column },
            });
          } else add(found.item);
          at = found.next;
          continue;
        }
        const grouped =
          plan.group.length > 0 || is(next + 1, 'per') || is(skip(next + 1, 'of'), 'per');
        if (is(next, 'lines') || found || (is(next, 'word') && grouped)) {
          use(at, next);
          plan.extreme = {
            most: chunk.most,
            item:
              is(at - 1, 'with', 'verb') || (plan.entity !== null && is(next, 'lines'))
                ? { is: 'count' }
                : null,
            field: chunk.field,
            often: false,
          };
          limitOf(false);
          if (found && found.item.is === 'key') {
            plan.entity ??= found.item.key;
            plan.extreme.item ??= { is: 'count' };
          }
          const per = skip(next + 1, 'of');
          if (
            is(next + 1, 'per') ||
            is(per, 'per') ||
            (plan.group.length > 0 && plan.entity === null)
          ) {
            plan.best = true;
            plan.limit = null;
            plan.extreme.item = null;
          }
          at = next + 1;
          continue;
        }
        // "the pages with the most 404 answers": what was counted is read already.
        if (/most|least|fewest/i.test(chunk.text) && (is(at - 1, 'with', 'verb') || plan.entity)) {
          use(at - (is(at - 1, 'with', 'verb') ? 1 : 0), at);
          plan.extreme = {
            most: chunk.most,
            item: { is: 'count' },
            field: null,
            often: true,
          };
          limitOf(false);
        }
        at += 1;
        continue;
      }
      case 'place': {
        const number = chunks[at + 1];
        if (number?.is === 'number') {
          use(at, is(at + 2, 'lines') ? at + 2 : at + 1);
          plan.limit = {
            count: number.value,
            end: /last|bottom|final/i.test(chunk.text) ? 'last' : 'first',
          };
          plan.top = /\btop\b/i.test(chunk.text);
          counted = number.value;
          at += is(at + 2, 'lines') ? 3 : 2;
          continue;
        }
        // "only the first row for each device"
        if (is(at + 1, 'lines') && /first/i.test(chunk.text) && is(skip(at + 2, 'of'), 'per')) {
          use(at, at + 1);
          plan.best = true;
        } else if (is(at + 1, 'lines')) {
          use(at, at + 1);
          plan.limit = { count: 1, end: /last/i.test(chunk.text) ? 'last' : 'first' };
        }
        at += 1;
        continue;
      }
      case 'number': {
        if (is(at + 1, 'extreme', 'lines', 'key', 'aggregate')) {
          counted = chunk.value;
          use(at);
          if (is(at + 1, 'key') && is(at - 1, 'ask'))
            plan.limit = { count: chunk.value, end: 'first' };
        }
        at += 1;
        continue;
      }
      case 'compare': {
        const number = chunks[at + 1];
        if (number?.is === 'number') {
          const key = keyAt(at + 2);
          if (key && isNumber(key)) {
            plan.conditions.push({
              kind: 'compare',
              column: key.column,
              sign: (chunk.sign === '==' ? '>=' : chunk.sign) as '>',
              value: String(number.value),
            });
            if (chunk.sign === '==')
              plan.conditions.push({
                kind: 'compare',
                column: key.column,
                sign: '<=',
                value: String(number.value),
              });
            use(at - (is(at - 1, 'with') ? 1 : 0), at + 2);
            at += 3;
            continue;
          }
          const counts =
            is(at + 2, 'lines', 'often', 'verb') ||
            /times|occurrences/i.test(number.text) ||
            plan.entity !== null ||
            plan.group.length > 0;
          const numbers = measurable(profile);
          if (!counts && numbers.length > 0) {
            // "payments of more than 100": the only number that a line has.
            if (numbers.length > 1)
              scan.gaps.push(
                `Which field is meant by "${scan.plain(`${chunk.text} ${number.text}`)}"?`,
              );
            else {
              plan.conditions.push({
                kind: 'compare',
                column: numbers[0]!,
                sign: chunk.sign as '>',
                value: String(number.value),
              });
              scan.assumptions.push(`${numbers[0]!.name} is compared.`);
              use(at, at + 1);
            }
            at += 2;
            continue;
          }
          plan.having = { sign: chunk.sign, value: String(number.value) };
          use(
            at - (is(at - 1, 'with', 'verb') ? 1 : 0),
            at + 1 + (is(at + 2, 'lines', 'often', 'verb') ? 1 : 0),
          );
          at += 2;
          continue;
        }
        at += 1;
        continue;
      }
      case 'decimals': {
        use(at);
        const last = items.at(-1);
        const more = chunks
          .slice(at + 1)
          .some(({ is: kind }) => kind === 'aggregate' || kind === 'extreme');
        // "the average with one decimal and the maximum": only the average has it.
        if (last?.is === 'measure' && more) {
          const made: Item = {
            is: 'measure',
            measure: { ...last.measure, decimals: chunk.places },
          };
          items[items.length - 1] = made;
          plan.items[plan.items.lastIndexOf(last)] = made;
        } else plan.decimals = chunk.places;
        at += 1;
        continue;
      }
      case 'repeated':
        use(at);
        plan.repeated = true;
        at += 1;
        continue;
      case 'aggregate': {
        // "minimum, maximum and average of the amounts": all are of the same field.
        const kinds = [chunk];
        let next = at + 1;
        for (;;) {
          const more = skip(next, 'comma', 'and');
          const another = chunks[more];
          if (another?.is !== 'aggregate' || more === next) break;
          kinds.push(another);
          next = more + 1;
        }
        const behind = skip(next, 'of', 'lines', 'distinct');
        const key = keyAt(behind);
        const before = is(at - 1, 'key') ? keyAt(at - 1) : null;
        if (
          key?.kind === 'column' &&
          (key.column.numeric || key.column.dated || key.column.product)
        ) {
          use(at, behind);
          for (const each of kinds)
            add({
              is: 'measure',
              measure: {
                kind: each.kind,
                column: key.column,
                ...(each.percentile !== undefined && { percentile: each.percentile }),
              },
            });
          at = behind + 1;
          continue;
        }
        if (before && isNumber(before) && !is(at - 2, 'per', 'by')) {
          // "delay average": the field stood in front.
          items.pop();
          plan.items.pop();
          use(at);
          add({ is: 'measure', measure: { kind: chunk.kind, column: before.column } });
          at += 1;
          continue;
        }
        use(at, next - 1);
        if (chunk.kind === 'sum' && is(at + 1, 'count', 'lines')) {
          at += 1;
          continue;
        }
        for (const each of kinds) add({ is: 'aggregate', kind: each.kind });
        at = next;
        continue;
      }
      case 'count':
      case 'often': {
        const next = skip(at + 1, 'of', 'verb');
        const distinct = is(next, 'distinct');
        const place = distinct ? skip(next + 1, 'of', 'verb') : next;
        const per = is(place, 'per');
        const key = keyAt(place);
        const asked =
          /how|number|amount|count/i.test(chunk.text) &&
          /\bof\b|how|count\b(?!s)/i.test(chunk.text);
        if (chunk.is === 'often' || per || !key || !asked) {
          use(at, is(place, 'lines') ? place : at);
          // "how many refunds": what the lines of a table are is for the user to name.
          if (
            is(place, 'word') &&
            !is(place, 'lines') &&
            /^(?:\p{L}+s|people)$/u.test(chunks[place]!.text) &&
            !['log', 'text'].includes(profile.form) &&
            !shownElsewhere(chunks[place]!.text)
          )
            use(place);
          if (key && chunk.is === 'often') {
            // "how often does each status occur"
            use(at, place);
            if (!plan.group.some((each) => same(each, key))) plan.group.push(key);
            at = place + 1;
          } else if (distinct && is(place, 'lines')) {
            use(at, place);
            add({ is: 'measure', measure: { kind: 'distinct' } });
            at = place + 1;
            continue;
          } else if (
            chunk.is === 'often' &&
            (is(place, 'lines') || (per && is(place + 1, 'lines')))
          ) {
            use(at, per ? place + 1 : place);
            plan.group.push({ kind: 'line' });
            at = place + (per ? 2 : 1);
          } else at = is(place, 'lines') ? place + 1 : at + 1;
          if (!items.some((item) => item.is === 'count')) add({ is: 'count' });
          if (/how many|^count|^tally/i.test(chunk.text)) plan.asksCount = true;
          if (chunk.is === 'often' && is(at, 'per')) at = groups(at);
          continue;
        }
        use(at, place);
        if (distinct && key.kind === 'column')
          add({ is: 'measure', measure: { kind: 'distinct', column: key.column } });
        else if (key.kind === 'column')
          add({ is: 'amount', column: key.column, asked: /how|total|overall/i.test(chunk.text) });
        else add({ is: 'count' });
        if (/how many|^count/i.test(chunk.text)) plan.asksCount = true;
        at = place + 1;
        continue;
      }
      case 'distinct':
        use(at);
        plan.distinct = true;
        at += 1;
        continue;
      case 'per':
      case 'by': {
        const next = groups(at);
        if (next > at) {
          at = next;
          continue;
        }
        at += 1;
        continue;
      }
      case 'ask': {
        use(at);
        const number = chunks[at + 1];
        let next = at + 1;
        if (number?.is === 'number') {
          counted = number.value;
          use(next);
          next += 1;
        }
        if (is(next, 'extreme')) {
          at = next;
          continue;
        }
        const key = keyAt(next);
        if (key) {
          plan.entity = key;
          if (counted !== null) plan.limit = { count: counted, end: 'first' };
        }
        at = next;
        continue;
      }
      case 'key':
        use(at);
        // "the enabled pipelines"
        if (
          chunk.key.kind === 'column' &&
          chunk.key.column.flag &&
          !is(at - 1, 'and', 'comma', 'show') &&
          !(is(at + 1, 'and', 'comma') && is(at + 2, 'key'))
        ) {
          const not = chunks[at - 1]?.text === 'not';
          plan.conditions.push({
            kind: 'equals',
            column: { ...chunk.key.column, values: [] },
            value: 'true',
            not,
          });
          if (not) use(at - 1);
          at += 1;
          continue;
        }
        add({ is: 'key', key: chunk.key });
        at += 1;
        continue;
      case 'fields': {
        use(at);
        for (const name of chunk.names) {
          const column = findColumn(profile.columns, name);
          if (column) add({ is: 'key', key: { kind: 'column', column } });
          else if (/^(?:count|number|n|cnt|total|sum)$/i.test(name))
            add(/^(?:total|sum)$/i.test(name) ? { is: 'aggregate', kind: 'sum' } : { is: 'count' });
          else scan.gaps.push(`There is no field "${name}" in the sample.`);
        }
        at += 1;
        continue;
      }
      default:
        at += 1;
    }
  }
  /** "per region and month": the fields behind, and the place behind them. */
  function groups(start: number): number {
    const byWord = is(start, 'by');
    let next = skip(start + 1, 'distinct', 'of');
    let found = false;
    const keys: Key[] = [];
    for (;;) {
      const key = keyAt(next);
      if (!key) break;
      keys.push(key);
      found = true;
      const more = skip(next + 1, 'and', 'comma', 'per');
      const another = more > next + 1 && keyAt(more);
      // "per region, amount and count" does not go on behind a comma.
      if (
        !another ||
        (is(next + 1, 'comma') &&
          !is(more - 1, 'per') &&
          !(is(more - 1, 'and') && more - 1 > next + 1)) ||
        isNumber(another)
      ) {
        use(start, next);
        next += 1;
        break;
      }
      use(start, more);
      next = more;
    }
    if (!found) {
      const what = byWord ? thing(start + 1) : null;
      if (what) {
        use(start, what.next - 1);
        plan.terms.push({ item: what.item, descending: null });
        return what.next;
      }
      if (is(next, 'lines')) {
        use(start, next);
        return next + 1;
      }
      return start;
    }
    const known = keys.every((key) => plan.group.some((each) => same(each, key)));
    // ", by partition" behind a question that is grouped already says the order.
    if (byWord && (known || (plan.group.length > 0 && is(start - 1, 'comma'))))
      plan.terms.push(...keys.map((key): Term => ({ item: { is: 'key', key }, descending: null })));
    else
      for (const key of keys) if (!plan.group.some((each) => same(each, key))) plan.group.push(key);
    // What is put together stands in front, where nothing else is said.
    if (!byWord) items.unshift(...keys.map((key): Item => ({ is: 'key', key })));
    return next;
  }
  for (const at of used) scan.accept(chunks[at]!.at, chunks[at]!.end);
  // What only joins is accounted for where something was understood.
  if (used.size > 0)
    for (const [at, chunk] of chunks.entries())
      if (
        ['and', 'of', 'comma', 'verb', 'with', 'show', 'lines', 'by', 'first'].includes(chunk.is) &&
        !used.has(at)
      )
        if (chunk.is !== 'first' && chunk.is !== 'by') scan.accept(chunk.at, chunk.end);
  if (items.length > 0 && (shown || (pure && items.length > 0))) plan.list = [...items];
}
export { same as sameKey, isNumber };
