import { accessColumns, accessLine } from './profile-access.ts';
import { accessStamp, stampOf, type Stamp } from './records/stamps.ts';
import type { SeenFile } from './surroundings.ts';

/** What kind of text a file holds, as far as its start shows. */
export type Profile =
  | DelimitedProfile
  | {
      readonly form: 'json-lines' | 'json';
      readonly columns: readonly Column[];
      /** One list around all. */ readonly array: boolean;
      /** One object around all, whose values are the elements. */
      readonly entries?: boolean;
      /** Lists of objects inside. */
      readonly lists?: readonly NestedList[];
      /** The list whose elements a request is about: its path. */
      readonly each?: string;
    }
  | {
      readonly form: 'pairs';
      readonly columns: readonly Column[];
      readonly stamp: Stamp | null;
      readonly level: LevelPlace | null;
      readonly message: string | null;
    }
  | {
      readonly form: 'access';
      readonly columns: readonly Column[];
      readonly stamp: Stamp;
      readonly level: null;
      readonly message: null;
    }
  | {
      readonly form: 'log';
      readonly columns: readonly Column[];
      readonly stamp: Stamp | null;
      readonly level: LevelPlace | null;
      readonly message: string | null;
    }
  | {
      readonly form: 'list' | 'words' | 'text';
      readonly columns: readonly Column[];
      /** The first line has the names of the fields. */
      readonly header?: boolean;
    };

/** A list of objects inside a JSON document, such as `task_instances`. */
interface NestedList {
  /** Names from the root, joined by dots. */
  readonly path: string;
  readonly columns: readonly Column[];
}

export interface DelimitedProfile {
  readonly form: 'delimited';
  readonly separator: string;
  readonly header: boolean;
  /** Fields in quotes are there: the separator may stand inside a field. */
  readonly quoted: boolean;
  readonly carriageReturns: boolean;
  readonly columns: readonly Column[];
  /** The first line as it stands there. */
  readonly headerLine?: string;
}

/** A field that a request can name. */
export interface Column {
  readonly name: string;
  /** Field number in a delimited or blank-separated line, from 1; key or path for the other forms. */
  readonly at: number;
  readonly numeric: boolean;
  /** Values that come back again and again, as the sample has them. */
  readonly values: readonly string[];
  /** Values begin with a day such as `2025-03-14`, some with a time of day behind it. */
  readonly dated?: boolean;
  /** Other words for it. */
  readonly aliases?: readonly string[];
  /** The field number of a word in a line of a log, and whether it stands in brackets. */
  readonly word?: { readonly at: number | 'NF'; readonly brackets: boolean };
  /** The part between the quotes of a line: 2 is what stands in the first pair of quotes. */
  readonly inQuotes?: number;
  /** What stands behind this text, up to the next blank or bracket. */
  readonly behind?: string;
  /** What stands behind goes on to the end of the line. */
  readonly rest?: boolean;
  /** The characters of a line from one place to another, without blanks around, perhaps divided. */
  readonly slice?: { readonly from: number; readonly to: number; readonly divide?: number };
  /** What stands in the first, second, … pair of square brackets. */
  readonly bracket?: number;
  /** A part of the value only. */
  readonly cut?: Cut;
  /** How many elements or letters it has, instead of itself. */
  readonly length?: true;
  /** The list of the document whose elements have it. */
  readonly each?: string;
  /** Some values stand in double quotes. */
  readonly quoted?: boolean;
  /** True or false. */
  readonly flag?: boolean;
  /** A JSON list: each of its elements counts. */
  readonly list?: boolean;
  /** Not a field of its own, but one times the other. */
  readonly product?: readonly [Column, Column];
}

/** A part of a value, or the value in another form. */
export type Cut =
  | { readonly kind: 'before' | 'after'; readonly text: string }
  | { readonly kind: 'start' | 'end'; readonly count: number }
  | { readonly kind: 'between'; readonly open: string; readonly text: string }
  | { readonly kind: 'lower' | 'upper' | 'name' };

/** The level is the word `field` of a line, in these brackets. */
interface LevelPlace {
  readonly field: number;
  readonly open: string;
  readonly close: string;
}

const maxLines = 200;
const levelWord =
  /^([[(]?)(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE|LOG|PANIC|ALERT|EMERG|CRIT|ERR|DETAIL|HINT|STATEMENT)([\]):,]*)$/;

/** @returns null where nothing of the file was seen. */
export function profileFile(file: SeenFile | undefined): Profile | null {
  if (file?.head === undefined) return null;
  const carriageReturns = file.head.includes('\r\n');
  const lines = file.head
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, maxLines);
  if (lines.length === 0) return null;
  const json = jsonProfile(file.head, lines);
  if (json) return json;
  if (share(lines, (line) => accessLine.test(line)) > 0.8)
    return {
      form: 'access',
      stamp: accessStamp,
      level: null,
      message: null,
      columns: accessColumns(lines),
    };
  // The first field of a table may be a time.
  if (/\.(?:csv|tsv|psv)(?:\.|$)/i.test(file.path)) {
    const table = delimitedProfile(lines, file.path, carriageReturns);
    if (table && table.columns.length > 1) return table;
  }
  const printed = printedTable(lines);
  if (printed) return printed;
  const found = stampOf(lines);
  const stamped = found?.part ?? 0;
  const pairs = pairColumns(lines);
  if (stamped < 0.5 && pairs.length === 0) {
    const delimited = delimitedProfile(lines, file.path, carriageReturns);
    if (delimited) return delimited;
  }
  const level = levelPlace(lines);
  const stamp = found?.stamp ?? null;
  // Where words stand before the pairs, the level and the like have their places.
  if (pairs.length > 0 && !level)
    return { form: 'pairs', columns: pairs, stamp, level, message: null };
  if (stamp?.form === 'syslog')
    return {
      form: 'log',
      columns: syslogColumns(lines),
      stamp,
      level: null,
      message: syslogMessage,
    };
  if (stamp || level)
    return {
      form: 'log',
      columns: [...placeColumns(lines, level), ...pairColumns(lines, 0)],
      stamp,
      level,
      message: messageStart(lines, level),
    };
  if (lines.every((line) => !/\s/.test(line.trim())))
    return { form: 'list', columns: listColumns(lines) };
  const words = lines.map((line) => line.trim().split(/\s+/).length);
  const steady = words.every((each) => each === words[0]) && words[0]! <= 12;
  return steady ? { form: 'words', columns: wordColumns(lines) } : { form: 'text', columns: [] };
}

/** What `ps`, `df` or `ss` print: a line of names in capitals or with a capital, then lines of at least nearly as many words. */
function printedTable(lines: readonly string[]): Profile | null {
  const [first = '', ...others] = lines;
  const names = first
    .trim()
    .replaceAll(/\b(Mounted) on\b/g, '$1')
    .split(/\s+/);
  if (names.length < 3 || others.length === 0 || /[,;|=\t]/.test(first)) return null;
  if (!names.every((name) => /^[%A-Z][\w%()/:-]*$/.test(name) && !/^\d/.test(name))) return null;
  if (
    !/^[A-Z%][A-Z%_()/-]+(?:\s|$)/.test(first.trim()) &&
    !names.some((name) => name.startsWith('%')) &&
    !/^Filesystem\b/.test(first)
  )
    return null;
  const rows = others.map((line) => line.trim().split(/\s+/));
  if (!rows.every((row) => row.length >= names.length - 1) || new Set(names).size !== names.length)
    return null;
  return {
    form: 'words',
    header: true,
    columns: names.map((name, at) => {
      const values = rows.map((row) => row[at] ?? '');
      const numeric = values.every((value) => isNumber(value.replace(/%$/, '')));
      return {
        name,
        at: at + 1,
        numeric,
        values: numeric ? [] : repeated(values),
        aliases: printedAliases[name.replaceAll(/[^A-Za-z]/g, '').toLowerCase()] ?? [],
      };
    }),
  };
}

const printedAliases: Readonly<Record<string, readonly string[]>> = {
  cpu: ['cpu', 'cpu usage', 'cpu percent'],
  mem: ['mem', 'memory', 'memory usage'],
  pid: ['process id', 'pid', 'process number'],
  rss: ['resident memory', 'resident set size', 'memory'],
  command: ['command', 'process', 'program', 'command line'],
  mounted: ['mount point', 'mount', 'mounted on'],
  use: ['use', 'usage', 'full', 'used percentage', 'percentage', 'capacity'],
  capacity: ['use', 'usage', 'full', 'used percentage', 'percentage', 'capacity'],
  filesystem: ['filesystem', 'file system', 'device'],
  available: ['available', 'free', 'free space'],
  avail: ['available', 'free', 'free space'],
  used: ['used space'],
  status: ['state'],
  state: ['status'],
  name: ['pod', 'container'],
};

/** Numbers, one a line, are values that can be measured. */
function listColumns(lines: readonly string[]): Column[] {
  const values = lines.map((line) => line.trim());
  return values.every(isNumber)
    ? [
        {
          name: 'value',
          at: 1,
          numeric: true,
          values: [],
          aliases: ['number', 'values', 'numbers'],
        },
      ]
    : [];
}

/** Fields without names, of lines of blank-separated words. */
function wordColumns(lines: readonly string[]): Column[] {
  const rows = lines.map((line) => line.trim().split(/\s+/));
  return rows[0]!.map((_, at) => {
    const values = rows.map((row) => row[at]!);
    return {
      name: '',
      at: at + 1,
      numeric: values.every(isNumber),
      values: [],
      dated: dated(values),
      aliases: values.every((value) => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(value))
        ? ['ip', 'ip address', 'client ip', 'address']
        : [],
    };
  });
}

const share = <T>(lines: readonly T[], test: (line: T) => boolean): number =>
  lines.filter(test).length / lines.length;

function levelPlace(lines: readonly string[]): LevelPlace | null {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const words = line.trim().split(/\s+/).slice(0, 8);
    const at = words.findIndex((word) => levelWord.test(word));
    if (at === -1) continue;
    const [, open, , close] = levelWord.exec(words[at]!)!;
    const key = JSON.stringify({ field: at + 1, open, close });
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best && best[1] / lines.length > 0.4 ? (JSON.parse(best[0]) as LevelPlace) : null;
}

const pair = /(?:^|[\s,;{[])([A-Za-z_][\w.-]*)=("[^"]*"|[^\s,;\]}]*)/g;

function pairColumns(lines: readonly string[], least = 0.5): Column[] {
  const quoted = new Set<string>();
  const found = new Map<string, string[]>();
  let having = 0;
  for (const line of lines) {
    const pairs = [...line.matchAll(pair)];
    if (pairs.length >= 1) having += pairs.length >= 2 ? 1 : 0.5;
    for (const [, key, value] of pairs) {
      if (value!.startsWith('"')) quoted.add(key!);
      found.set(key!, [...(found.get(key!) ?? []), value!.replaceAll('"', '')]);
    }
  }
  if (having / lines.length < least) return [];
  return [...found].map(([name, values], at) => ({
    name,
    at,
    numeric: values.every(isNumber),
    values: repeated(values),
    dated: dated(values),
    ...(quoted.has(name) && { quoted: true }),
  }));
}

const dated = (values: readonly string[]): boolean =>
  values.length > 0 &&
  share(values, (value) => /^\d{4}-\d{2}-\d{2}(?:$|[T ]\d{2}:)/.test(value)) > 0.8;

const isNumber = (value: string): boolean => /^-?\d+(?:\.\d+)?$/.test(value.trim());

/** Values of a column that is a kind of thing and no free text. */
function repeated(values: readonly string[]): string[] {
  const distinct = [...new Set(values)];
  return distinct.length <= 30 && distinct.every((value) => value.length <= 40)
    ? distinct.filter((value) => value !== '')
    : [];
}

const syslogMessage = '^[A-Z][a-z][a-z] +[0-9]+ [0-9:]+ [^ ]+ [^ ]+ +';

/** Host and program of a line of the system log. */
function syslogColumns(lines: readonly string[]): Column[] {
  const words = lines.map((line) => line.trim().split(/\s+/));
  const valuesAt = (at: number): string[] =>
    repeated(words.map((each) => /^[\w./-]+/.exec(each[at - 1] ?? '')?.[0] ?? ''));
  return [
    {
      name: 'host',
      at: 0,
      numeric: false,
      word: { at: 4, brackets: false },
      values: valuesAt(4),
      aliases: ['hostname', 'host name', 'machine', 'server', 'node'],
    },
    {
      name: 'program',
      at: 0,
      numeric: false,
      word: { at: 5, brackets: false },
      cut: { kind: 'name' },
      values: valuesAt(5),
      aliases: [
        'process',
        'program name',
        'process name',
        'daemon',
        'service',
        'application',
        'unit',
        'tag',
      ],
    },
  ];
}

/** Thread and component, which many logs write behind the level. */
function placeColumns(lines: readonly string[], level: LevelPlace | null): Column[] {
  if (!level) return [];
  const rows = lines
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => levelWord.test(words[level.field - 1] ?? ''));
  const columns: Column[] = [];
  const values = (at: number, cut: (word: string) => string): string[] =>
    repeated(rows.map((words) => cut(words[at - 1] ?? '')));
  let at = level.field + 1;
  if (share(rows, (words) => /^\[[^\]]+\]$/.test(words[at - 1] ?? '')) > 0.8) {
    columns.push({
      name: 'thread',
      at,
      numeric: false,
      aliases: ['thread name', 'worker', 'pool', 'worker name'],
      values: values(at, (word) => word.slice(1, -1)),
      word: { at, brackets: true },
    });
    at += 1;
  }
  if (
    share(rows, (words) => /^[A-Za-z][\w.$-]*$/.test(words[at - 1] ?? '') && words[at] === '-') >
      0.8 ||
    (columns.length === 0 &&
      new Set(rows.map((words) => words[at - 1])).size < rows.length / 1.5 &&
      share(rows, (words) => /^[A-Za-z][\w.$-]*:?$/.test(words[at - 1] ?? '')) > 0.9)
  )
    columns.push({
      name: 'component',
      at,
      numeric: false,
      aliases: ['logger', 'module', 'source', 'logger name', 'service', 'subsystem'],
      values: values(at, (word) => word),
      word: { at, brackets: false },
    });
  return columns;
}

/** What stands before the message of a line, as a pattern for awk. */
function messageStart(lines: readonly string[], level: LevelPlace | null): string | null {
  if (!level) return null;
  const leveled = lines.filter((line) =>
    levelWord.test(line.trim().split(/\s+/)[level.field - 1] ?? ''),
  );
  let pattern = `^${'[^ ]+ +'.repeat(level.field)}`;
  for (const more of [
    String.raw`\[[^]]*\] +`,
    '[^ ]+ +- +',
    String.raw`- +`,
    '[A-Za-z][A-Za-z0-9_.$]*: +',
  ])
    if (
      share(leveled, (line) =>
        new RegExp((pattern + more).replaceAll('[^]]', String.raw`[^\]]`)).test(line),
      ) > 0.8
    )
      pattern += more;
  return pattern;
}

function jsonProfile(head: string, lines: readonly string[]): Profile | null {
  if (!/^\s*[[{]/.test(head)) return null;
  const rows: unknown[] = [];
  let bad = 0;
  for (const line of lines) {
    try {
      rows.push(JSON.parse(line));
    } catch {
      bad += 1;
    }
  }
  const objects = rows.filter(
    (row): row is Record<string, unknown> =>
      typeof row === 'object' && row !== null && !Array.isArray(row),
  );
  const entries = rows.length === 1 && bad === 0 ? entriesOf(rows[0]) : null;
  if (entries) return entries;
  if (objects.length > 0 && objects.length >= bad)
    return {
      form: 'json-lines',
      array: false,
      columns: jsonColumns(objects),
      lists: nestedLists(objects),
    };
  try {
    const whole: unknown = JSON.parse(head);
    const named = entriesOf(whole);
    if (named) return named;
    const list = objectsIn(Array.isArray(whole) ? whole : [whole]);
    return {
      form: 'json',
      array: Array.isArray(whole),
      columns: jsonColumns(list),
      lists: nestedLists(list),
    };
  } catch {
    return /^\s*\[\s*[{"\]]|^\s*\{\s*(?:\n|")/.test(head)
      ? { form: 'json', array: /^\s*\[/.test(head), columns: [] }
      : null;
  }
}

/** An object whose values are all objects with the same kind of fields: names and what belongs to them. */
function entriesOf(whole: unknown): Profile | null {
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return null;
  const values = Object.values(whole);
  if (values.length < 2) return null;
  const objects = objectsIn(values);
  if (objects.length !== values.length) return null;
  const keys = objects.map((each) => Object.keys(each));
  if (
    !keys.every(
      (each) => each.filter((key) => keys[0]!.includes(key)).length >= keys[0]!.length / 2,
    )
  )
    return null;
  return {
    form: 'json',
    array: false,
    entries: true,
    columns: [
      {
        name: 'key',
        at: 0,
        numeric: false,
        values: repeated(Object.keys(whole)),
        aliases: ['name', 'names', 'id'],
      },
      ...jsonColumns(objects).map((column) => ({
        ...column,
        name: `value.${column.name}`,
        aliases: [column.name, ...(column.aliases ?? [])],
      })),
    ],
  };
}

const objectsIn = (list: readonly unknown[]): Record<string, unknown>[] =>
  list.filter(
    (row): row is Record<string, unknown> =>
      typeof row === 'object' && row !== null && !Array.isArray(row),
  );

/** Lists of objects, at most three names deep. */
function nestedLists(rows: readonly Record<string, unknown>[]): NestedList[] {
  const found = new Map<string, Record<string, unknown>[]>();
  const walk = (value: Record<string, unknown>, prefix: string, depth: number): void => {
    for (const [key, inner] of Object.entries(value)) {
      const path = prefix === '' ? key : `${prefix}.${key}`;
      if (Array.isArray(inner)) {
        const objects = objectsIn(inner);
        if (objects.length > 0) found.set(path, [...(found.get(path) ?? []), ...objects]);
      } else if (typeof inner === 'object' && inner !== null && depth < 3)
        walk(inner as Record<string, unknown>, path, depth + 1);
    }
  };
  for (const row of rows) walk(row, '', 1);
  return [...found].map(([path, objects]) => ({ path, columns: jsonColumns(objects) }));
}

function jsonColumns(rows: readonly Record<string, unknown>[]): Column[] {
  const found = new Map<string, unknown[]>();
  const walk = (value: Record<string, unknown>, prefix: string, depth: number): void => {
    for (const [key, inner] of Object.entries(value)) {
      const name = prefix === '' ? key : `${prefix}.${key}`;
      if (typeof inner === 'object' && inner !== null && !Array.isArray(inner) && depth < 4)
        walk(inner as Record<string, unknown>, name, depth + 1);
      else found.set(name, [...(found.get(name) ?? []), inner]);
    }
  };
  for (const row of rows) walk(row, '', 0);
  return [...found].map(([name, values], at) => {
    const present = values.filter((value) => value !== null);
    return {
      name,
      at,
      numeric: present.length > 0 && present.every((value) => typeof value === 'number'),
      values: repeated(
        texts(present.flatMap((value): unknown[] => (Array.isArray(value) ? value : [value]))),
      ),
      dated: dated(texts(present)),
      ...(present.length > 0 && present.every(Array.isArray) && { list: true }),
      ...(present.length > 0 &&
        present.every((value) => typeof value === 'boolean') && { flag: true }),
    };
  });
}

const texts = (values: readonly unknown[]): string[] =>
  values.filter((value): value is string => typeof value === 'string');

function delimitedProfile(
  lines: readonly string[],
  path: string,
  carriageReturns: boolean,
): DelimitedProfile | null {
  const wanted = /\.tsv(?:\.|$)/i.test(path)
    ? '\t'
    : /\.csv(?:\.|$)/i.test(path)
      ? null
      : undefined;
  let best: { separator: string; fields: number; steady: number } | null = null;
  for (const separator of wanted === '\t' ? ['\t', ','] : [',', '\t', ';', '|']) {
    const counts = lines.map((line) => splitFields(line, separator).length);
    const usual = mode(counts);
    const steady = counts.filter((count) => count === usual).length / counts.length;
    if (usual < 2 || steady < (wanted === undefined ? 0.8 : 0.4)) continue;
    if (!best || steady > best.steady + 0.1 || (steady >= best.steady && usual > best.fields))
      best = { separator, fields: usual, steady };
  }
  if (!best) {
    if (wanted === undefined) return null;
    best = { separator: wanted ?? ',', fields: 1, steady: 1 };
  }
  const { separator } = best;
  const rows = lines.map((line) => splitFields(line, separator));
  const [first = [], ...others] = rows;
  const names =
    first.every((cell) => /^[A-Za-z_][\w .()/-]*$/.test(cell.trim())) &&
    new Set(first).size === first.length;
  // A column name does not come again as a value, and where it does not, small letters speak for names too.
  const header =
    names &&
    first.every((cell, at) => !others.some((row) => row[at] === cell)) &&
    (first.some((_, at) => others.some((row) => isNumber(row[at] ?? ''))) ||
      first.some((cell) => /_|^id$|name|date|key|type|time|status|value/i.test(cell)) ||
      (wanted !== undefined && first.every((cell) => /^[a-z]/.test(cell))));
  const data = header ? others : rows;
  return {
    form: 'delimited',
    separator,
    header,
    carriageReturns,
    ...(header && { headerLine: lines[0]! }),
    quoted: lines.some((line) => line.includes('"')),
    columns: first.map((cell, at) => {
      const values = data.map((row) => row[at] ?? '');
      const filled = values.filter((value) => value !== '');
      return {
        name: header ? cell.trim() : '',
        at: at + 1,
        numeric: filled.length > 0 && share(filled, isNumber) > 0.5,
        values: filled.length > 0 && filled.every(isNumber) ? [] : repeated(filled),
        dated: dated(filled),
      };
    }),
  };
}

function mode(counts: readonly number[]): number {
  const seen = new Map<number, number>();
  for (const count of counts) seen.set(count, (seen.get(count) ?? 0) + 1);
  return [...seen].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

/** Fields of one line; quotes are honoured, a doubled quote is one. */
function splitFields(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator);
  const fields: string[] = [];
  let field = '';
  let inside = false;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at]!;
    if (sign === '"') {
      if (inside && line[at + 1] === '"') {
        field += '"';
        at += 1;
      } else inside = !inside;
    } else if (sign === separator && !inside) {
      fields.push(field);
      field = '';
    } else field += sign;
  }
  return [...fields, field];
}
