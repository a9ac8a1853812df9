import type { Literal, TaggedRequest } from './lex-request.ts';
import type { Column } from './profile-file.ts';

/**
 * Tags the fields of a file that a request names (`<C0>`), also in other words ("user name" for `user.name`, "customer" for
 * `customer_id`), and values of fields (`<V0>`, "finished" where `event=finished` is in the sample).
 * @param nouns what the files are called: "the orders" are the lines of `orders.csv`, not its field `order_id`.
 */
export function tagColumns(
  { text, literals }: TaggedRequest,
  columns: readonly Column[],
  nouns: readonly string[] = [],
): TaggedRequest {
  if (columns.length === 0) return { text, literals };
  const all: Literal[] = [...literals];
  const tag = (kind: 'C' | 'V', source: string, value: string): string => {
    all.push({ kind, source, value });
    return `<${kind}${all.length - 1}>`;
  };
  const pieces = text.split(/(<[A-Z]\d+>|[\p{L}\p{N}_]+)/u);
  const wordAt = (at: number): string | null => {
    const piece = pieces[at];
    if (piece === undefined || at % 2 === 0) return null;
    if (piece.startsWith('<')) {
      const literal = all[Number(piece.slice(2, -1))]!;
      if (literal.kind === 'K' && literal.value.endsWith('=')) return literal.value.slice(0, -1);
      if (literal.kind === 'E')
        return columns.some(({ name }) => name === literal.value) ? literal.value : null;
      return 'IQ'.includes(literal.kind) ? literal.value.replace(/^\.(?=\w)/, '') : null;
    }
    return piece;
  };
  const isNoun = (word: string): boolean =>
    nouns.some((noun) => singular(noun) === singular(word.toLowerCase()));
  let result = '';
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at]!;
    if (at % 2 === 0) {
      result += piece;
      continue;
    }
    let replaced = false;
    for (let length = 3; length >= 1 && !replaced; length--) {
      const words: string[] = [];
      let joined = true;
      for (let next = at; next < at + 2 * length; next += 2) {
        const word = wordAt(next);
        if (word === null || (next > at && !/^\s$/.test(pieces[next - 1]!))) joined = false;
        else words.push(word);
      }
      if (!joined || words.length !== length) continue;
      // `file name` is not the field `name`.
      if (/\b(?:file|path|base|folder|directory)\s$/i.test(result) && /^names?$/i.test(words[0]!))
        continue;
      const quoted = piece.startsWith('<Q');
      const column =
        quoted && length === 1 && !columns.some(({ name }) => name === words[0])
          ? null
          : findColumn(columns, words.join(' '), length === 1 && isNoun(words[0]!));
      if (column) {
        result += tag('C', words.join(' '), String(columns.indexOf(column)));
        at += 2 * (length - 1);
        replaced = true;
      } else if (length === 1) {
        const value = quoted ? null : findValue(columns, words[0]!);
        if (value) {
          result += tag('V', words[0]!, value);
          replaced = true;
        }
      }
    }
    if (!replaced) result += piece;
  }
  const numbered = result.replaceAll(
    /\b(?:columns?|fields?)(?: number| no\.?)? <N(\d+)>|(?:\b(first|second|third|fourth|fifth|last)|<N(\d+)>) (?:column|field)\b(?!s)/gi,
    (
      whole,
      behind: string | undefined,
      ordinal: string | undefined,
      before: string | undefined,
    ) => {
      const literal = all[Number(behind ?? before)];
      const place =
        ordinal === undefined
          ? Number(literal?.value)
          : /last/i.test(ordinal)
            ? columns.length
            : ordinals.indexOf(ordinal.toLowerCase()) + 1;
      const very = columns.findIndex(({ word }) => word?.at === 'NF');
      const column =
        /last/i.test(ordinal ?? '') && very !== -1
          ? very
          : columns.findIndex(({ at }) => at === place);
      return column === -1 || /nds?$|should have|exactly/.test(whole)
        ? whole
        : tag('C', whole, String(column));
    },
  );
  return { text: numbered, literals: all };
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];

const plain = (name: string): string =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9\p{L}]+/gu, ' ')
    .trim();
const singular = (word: string): string => {
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return word.replace(/ies$/, 'y');
  return /(?:s|x|ch|sh)es$/.test(word) ? word.slice(0, -2) : word.replace(/s$/, '');
};

/**
 * The field that words name, if exactly one fits best.
 * @param exactly one word does not stand for a longer name, such as `customer` for `customer_id`.
 */
export function findColumn(
  columns: readonly Column[],
  words: string,
  exactly = false,
): Column | undefined {
  const asked = plain(words);
  if (asked === '') return undefined;
  const ways: ((name: string, aliases: readonly string[], each?: string) => boolean)[] = [
    (name) => name.toLowerCase() === words.toLowerCase(),
    (name, _, each) =>
      each !== undefined && `${each}.${name}`.toLowerCase() === words.toLowerCase(),
    (name) => plain(name) === asked,
    (name) => singular(plain(name)) === singular(asked),
    (_, aliases) => aliases.some((alias) => singular(alias) === singular(asked)),
    (name) => name.includes('.') && singular(plain(name.split('.').at(-1)!)) === singular(asked),
    (name) => plain(name).replace(unitSuffix, '') === singular(asked).replace(unitSuffix, ''),
    (name) => abbreviates(plain(name).replace(unitSuffix, ''), singular(asked)),
    (name) => /^(.+) (?:id|key|code|no|number|name)$/.exec(plain(name))?.[1] === singular(asked),
    (name) => asked.length > 3 && plain(name).replaceAll(' ', '') === asked.replaceAll(' ', ''),
  ];
  for (const way of exactly ? ways.slice(0, 5) : ways) {
    const found = columns.filter(
      ({ name, aliases = [], each }) => name !== '' && way(name, aliases, each),
    );
    if (found.length === 1) return found[0];
    if (found.length > 1) return undefined;
  }
  return undefined;
}

/** What a name says of its unit: `delay_s`, `size_mb`. */
const unitSuffix =
  / (?:ms|s|sec|secs|seconds|millis|us|ns|min|mins|minutes|h|hours|bytes?|b|kb|mb|gb|kib|mib|gib|eur|usd|gbp|chf|pct|percent|km|m|kg|kwh|mw|kw|c|count|cnt)$/;
const shortForms: Readonly<Record<string, string>> = {
  qty: 'quantity',
  amt: 'amount',
  svc: 'service',
  cnt: 'count',
  ts: 'timestamp',
  usr: 'user',
  msg: 'message',
  lvl: 'level',
  pct: 'percent',
  src: 'source',
  dst: 'destination',
  dest: 'destination',
  dept: 'department',
  wh: 'warehouse',
  req: 'request',
  resp: 'response',
  err: 'error',
  pwd: 'password',
  nr: 'number',
  num: 'number',
  avg: 'average',
  grp: 'group',
  mgr: 'manager',
  tbl: 'table',
  db: 'database',
  lat: 'latency',
  dur: 'duration',
  elapsed: 'duration',
  took: 'duration',
  duration: 'elapsed time',
};

/** `qty` stands for "quantity", `temp` for "temperature". */
const abbreviates = (name: string, asked: string): boolean =>
  shortForms[name] === asked ||
  (name.length >= 3 &&
    asked.length >= name.length + 2 &&
    asked.startsWith(name) &&
    !asked.includes(' '));

/** Words of requests themselves are not taken for values. */
const notValues =
  /^(?:a|an|the|in|on|at|of|to|by|or|and|is|all|any|each|per|no|not|with|for|from|first|last|start|end|line|lines|file|files|count|number|print|show|list|sum|total|top|name|id|order|sort|sorted|average|mean|max|min|row|rows|column|columns|header|\d+)$/i;

function findValue(columns: readonly Column[], word: string): string | null {
  if (notValues.test(word) || word.length < 2) return null;
  // A verb of English is no request method.
  const verb = /^(?:get|post|put|delete|head|patch|options)$/.test(word);
  for (const same of [
    (value: string) => value === word,
    (value: string) => !verb && value.toLowerCase() === word.toLowerCase(),
    (value: string) =>
      value.length > 3 && singular(value.toLowerCase()) === singular(word.toLowerCase()),
    (value: string) => value.length > 3 && word.toLowerCase() === `${value.toLowerCase()}ed`,
  ]) {
    const found = columns.flatMap((column, at) =>
      column.values.filter(same).map((value) => `${at}:${value}`),
    );
    if (found.length === 1) return found[0]!;
  }
  return null;
}
