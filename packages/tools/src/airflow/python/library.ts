import { parse as parseYaml } from 'yaml';
import { collectionTypes } from './collection-types.ts';
import { iteratorFunctions } from './iterator-functions.ts';
import { operatorFunctions } from './operator-functions.ts';
import { regularExpressions } from './regular-expressions.ts';
import { zoneOf } from './moment-methods.ts';
import { wallTime } from './moment.ts';
import { fileNameOf } from './file-path.ts';
import { iterate } from './iterate.ts';
import { plainToValue } from './plain.ts';
import type { PythonSyntax } from './syntax.ts';
import {
  bool,
  list,
  native,
  none,
  number,
  text,
  unknown,
  type CallArguments,
  type LibraryFunction,
  type Machine,
  type MomentValue,
  type Value,
} from './value.ts';

const zone = (name: Value, site: PythonSyntax): Value => ({
  kind: 'instance',
  name: 'zoneinfo.ZoneInfo',
  args: { positional: [name], keywords: new Map(), open: null, site },
});

const secondsIn: Readonly<Record<string, number>> = {
  days: 86_400,
  seconds: 1,
  microseconds: 1e-6,
  milliseconds: 1e-3,
  minutes: 60,
  hours: 3600,
  weeks: 604_800,
};
const durationOrder = [
  'days',
  'seconds',
  'microseconds',
  'milliseconds',
  'minutes',
  'hours',
  'weeks',
];

function duration({ positional, keywords, open, site }: CallArguments): Value | null {
  let seconds = 0;
  const given: [string, Value][] = [
    ...positional.map((value, at): [string, Value] => [durationOrder[at] ?? '', value]),
    ...keywords,
  ];
  for (const [unit, value] of given) {
    if (value.kind === 'unknown') return value;
    if (value.kind !== 'number' || !Object.hasOwn(secondsIn, unit))
      return unknown('a duration that is not known', site);
    seconds += value.value * secondsIn[unit]!;
  }
  return open ?? { kind: 'duration', seconds };
}

const momentParts = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'];

const moment =
  (zoneKeys: readonly string[], byDefault: string | null): LibraryFunction =>
  ({ positional, keywords, open, site }) => {
    if (open) return open;
    const numbers: number[] = [];
    for (const [at, part] of momentParts.entries()) {
      const value = positional[at] ?? keywords.get(part);
      if (!value) {
        numbers.push(at < 3 ? 1 : 0);
        continue;
      }
      if (value.kind !== 'number') return value.kind === 'unknown' ? value : null;
      numbers.push(value.value);
    }
    const given = zoneKeys.map((key) => keywords.get(key)).find(Boolean) ?? positional[7];
    const known = given ? zoneOf(given) : byDefault;
    if (known === undefined) return given?.kind === 'unknown' ? given : null;
    const wall = wallTime(numbers);
    return wall === null
      ? unknown('a date that does not exist', site)
      : { kind: 'moment', wall, zone: known };
  };

/** A date or time in ISO 8601; null for other texts. */
export function parseMoment(written: string, byDefault: string | null): MomentValue | null {
  const found =
    /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(
      written.trim(),
    );
  if (!found) return null;
  const wall = wallTime(found.slice(1, 7).map((part) => Number(part ?? 0)));
  if (wall === null) return null;
  const offset = found[7];
  const at = /^([+-])(\d{2}):?(\d{2})$/.exec(offset ?? '');
  return {
    kind: 'moment',
    wall,
    zone: at
      ? (at[1] === '-' ? -1 : 1) * (Number(at[2]) * 3600 + Number(at[3]) * 60)
      : offset === 'Z'
        ? 'UTC'
        : byDefault,
  };
}

const parsed =
  (byDefault: string | null): LibraryFunction =>
  ({ positional: [written], keywords }) =>
    written?.kind === 'text'
      ? parseMoment(
          written.value,
          (keywords.get('tz')?.kind === 'text' &&
            (keywords.get('tz') as { value: string }).value) ||
            byDefault,
        )
      : null;

const rounded =
  (round: (value: number) => number): LibraryFunction =>
  ({ positional: [value] }) =>
    value?.kind === 'number' ? number(round(value.value), false) : null;
const atParsing: LibraryFunction = ({ site }) => unknown('depends on the time of parsing', site);
const first: LibraryFunction = ({ positional: [value] }) => value ?? null;
const named: LibraryFunction = ({ positional: [name], site }) => (name ? zone(name, site) : null);

/** Functions of the standard library and of pendulum that decide about names, dates and lists. */
const functions: Readonly<Record<string, LibraryFunction>> = {
  'datetime.timedelta': duration,
  'pendulum.duration': duration,
  'pendulum.Duration': duration,
  'datetime.datetime': moment(['tzinfo'], null),
  'datetime.date': moment([], null),
  'pendulum.datetime': moment(['tz'], 'UTC'),
  'pendulum.DateTime': moment(['tzinfo'], null),
  'pendulum.naive': moment([], null),
  'airflow.utils.timezone.datetime': moment(['tzinfo'], 'UTC'),
  'airflow.sdk.timezone.datetime': moment(['tzinfo'], 'UTC'),
  'datetime.datetime.fromisoformat': parsed(null),
  'pendulum.parse': parsed('UTC'),
  'airflow.utils.timezone.parse': parsed('UTC'),
  'pendulum.from_format': parsed('UTC'),
  'datetime.datetime.strptime': ({ positional: [written, format] }) =>
    written?.kind === 'text' &&
    format?.kind === 'text' &&
    /^%Y-%m-%d(?:[ T]%H:%M(?::%S)?)?$/.test(format.value)
      ? parseMoment(written.value, null)
      : null,
  'datetime.datetime.combine': ({ positional: [date] }) =>
    date?.kind === 'moment' ? null : (date ?? null),
  'datetime.datetime.now': atParsing,
  'datetime.datetime.utcnow': atParsing,
  'datetime.datetime.today': atParsing,
  'datetime.date.today': atParsing,
  'pendulum.now': atParsing,
  'pendulum.today': atParsing,
  'pendulum.yesterday': atParsing,
  'pendulum.tomorrow': atParsing,
  'airflow.utils.timezone.utcnow': atParsing,
  'airflow.utils.dates.days_ago': atParsing,
  'time.time': atParsing,
  'pendulum.timezone': named,
  'pendulum.tz.timezone': named,
  'zoneinfo.ZoneInfo': named,
  'pytz.timezone': named,
  'dateutil.tz.gettz': named,
  'datetime.timezone': ({ positional: [offset], site }) => (offset ? zone(offset, site) : null),
  'copy.deepcopy': copied,
  'copy.copy': copied,
  'functools.partial': ({ positional: [callee, ...given], keywords }) =>
    callee
      ? native('partial', (args, machine) =>
          machine.call(callee, {
            ...args,
            positional: [...given, ...args.positional],
            keywords: new Map([...keywords, ...args.keywords]),
          }),
        )
      : null,
  'functools.wraps': ({ positional: [original] }) =>
    native('wraps', ({ positional: [wrapped] }) =>
      // The wrapper takes the name and the words of what it wraps.
      wrapped?.kind === 'function' && original?.kind === 'function'
        ? { ...wrapped, name: original.name, doc: original.doc, site: original.site }
        : (wrapped ?? none),
    ),
  'functools.lru_cache': ({ positional: [callee] }) =>
    callee?.kind === 'function'
      ? callee
      : native('lru_cache', ({ positional: [wrapped] }) => wrapped ?? none),
  'functools.cache': first,
  'functools.cached_property': first,
  'functools.reduce': reduced,
  'json.loads': ({ positional: [written], site }, machine) => {
    if (written?.kind !== 'text') return null;
    machine.spend(written.value.length / 10);
    try {
      return plainToValue(JSON.parse(written.value), site);
    } catch {
      return null;
    }
  },
  'yaml.safe_load': ({ positional: [written], site }, machine) => {
    if (written?.kind !== 'text') return null;
    machine.spend(written.value.length / 10);
    try {
      return plainToValue(parseYaml(written.value, { version: '1.1' }), site);
    } catch {
      return null;
    }
  },
  'textwrap.dedent': ({ positional: [written] }) =>
    written?.kind === 'text' ? text(dedent(written.value)) : null,
  'inspect.cleandoc': ({ positional: [written] }) =>
    written?.kind === 'text' ? text(dedent(written.value).trim()) : null,
  'pathlib.Path': ({ positional: [path] }) => (path?.kind === 'host' ? path : null),
  'os.path.abspath': first,
  'os.path.realpath': first,
  'os.path.basename': ({ positional: [path] }) => {
    const name = fileNameOf(path);
    if (name !== null) return text(name);
    return path?.kind === 'text' ? text(path.value.slice(path.value.lastIndexOf('/') + 1)) : null;
  },
  'os.path.splitext': ({ positional: [path] }) => {
    if (path?.kind !== 'text') return null;
    const at = path.value.lastIndexOf('.');
    const parts =
      at > path.value.lastIndexOf('/') + 1
        ? [path.value.slice(0, at), path.value.slice(at)]
        : [path.value, ''];
    return list(
      parts.map((part) => text(part)),
      'tuple',
    );
  },
  'os.path.join': ({ positional }) =>
    positional.every(({ kind }) => kind === 'text')
      ? text(
          positional
            .map((part) => (part.kind === 'text' ? part.value : ''))
            .reduce(
              (path, part) =>
                part.startsWith('/')
                  ? part
                  : path === '' || path.endsWith('/')
                    ? path + part
                    : `${path}/${part}`,
              '',
            ),
        )
      : null,
  // Checks whether something is installed are taken to succeed, as imports are.
  'importlib.import_module': ({ positional: [name] }, machine) =>
    name?.kind === 'text' ? (machine.load(name.value)?.value ?? null) : null,
  'importlib.util.find_spec': ({ positional: [name] }) => ({
    kind: 'imported',
    name: name?.kind === 'text' ? name.value : 'module',
  }),
  'shutil.which': () => ({ kind: 'imported', name: 'shutil.which' }),
  'string.capwords': ({ positional: [written] }) =>
    written?.kind === 'text'
      ? text(
          written.value
            .trim()
            .split(/\s+/)
            .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())
            .join(' '),
        )
      : null,
  'math.ceil': rounded(Math.ceil),
  'math.floor': rounded(Math.floor),
  'math.sqrt': ({ positional: [value] }) =>
    value?.kind === 'number' && value.value >= 0 ? number(Math.sqrt(value.value), true) : null,
  'typing.cast': ({ positional: [, value] }) => value ?? null,
  'logging.getLogger': ({ site }) => unknown('a logger', site),
};

function reduced(
  { positional: [callee, from, start], site }: CallArguments,
  machine: Machine,
): Value | null {
  if (!callee || !from) return null;
  const { items, open } = iterate(from, site, machine);
  if (open) return open;
  const all = start ? [start, ...items] : [...items];
  let value = all.shift();
  for (const item of all)
    value = machine.call(callee, {
      positional: [value!, item],
      keywords: new Map(),
      open: null,
      site,
    });
  return value ?? null;
}

function copied({ positional: [value] }: CallArguments, machine: Machine): Value | null {
  if (!value) return null;
  if (value.kind === 'list') {
    machine.spend(value.items.length);
    return list(
      value.items.map(
        (item) =>
          copied(
            { positional: [item], keywords: new Map(), open: null, site: undefined as never },
            machine,
          ) ?? item,
      ),
      value.form,
      value.open,
    );
  }
  if (value.kind === 'dict') {
    machine.spend(value.entries.size);
    return {
      kind: 'dict',
      open: value.open,
      entries: new Map(
        [...value.entries].map(([id, { key, value: item }]) => [
          id,
          {
            key,
            value:
              copied(
                { positional: [item], keywords: new Map(), open: null, site: undefined as never },
                machine,
              ) ?? item,
          },
        ]),
      ),
    };
  }
  return value;
}

function dedent(written: string): string {
  const lines = written.split('\n');
  const depths = lines
    .filter((line) => line.trim() !== '')
    .map((line) => /^\s*/.exec(line)![0].length);
  const least = depths.length > 0 ? Math.min(...depths) : 0;
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(least))).join('\n');
}

const libraries = [
  functions,
  iteratorFunctions,
  collectionTypes,
  operatorFunctions,
  regularExpressions,
];

export function callImportedLibrary(
  name: string,
  args: CallArguments,
  machine: Machine,
): Value | null {
  const found = libraries.find((library) => Object.hasOwn(library, name))?.[name];
  if (!found) return null;
  return found(args, machine) ?? unknown(`what ${name}() gives is not known`, args.site);
}

/** Constants of the standard library. */
export function libraryConstant(name: string, site: PythonSyntax): Value | null {
  switch (name) {
    case 'typing.TYPE_CHECKING':
      return bool(false);
    case 'datetime.timezone.utc':
    case 'datetime.UTC':
    case 'pendulum.UTC':
    case 'pytz.UTC':
    case 'pytz.utc':
    case 'airflow.utils.timezone.utc':
      return zone(text('UTC'), site);
    case 'datetime.datetime.min':
      return { kind: 'moment', wall: wallTime([1, 1, 1])!, zone: null };
    case 'datetime.datetime.max':
      return { kind: 'moment', wall: wallTime([9999, 12, 31, 23, 59, 59])!, zone: null };
    case 'string.ascii_lowercase':
      return text('abcdefghijklmnopqrstuvwxyz');
    case 'string.ascii_uppercase':
      return text('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    case 'string.ascii_letters':
      return text('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ');
    case 'string.digits':
      return text('0123456789');
    case 'sys.maxsize':
      return number(Number.MAX_SAFE_INTEGER);
    case 'os.environ':
      return unknown('environment variables are not known', site);
    default:
      return null;
  }
}
