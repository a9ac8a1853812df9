import { formatValue } from './evaluate-string.ts';
import type { PythonSyntax } from './syntax.ts';
import {
  bool,
  list,
  number,
  text,
  toText,
  unknown,
  keyOf,
  type CallArguments,
  type Value,
} from './value.ts';

const words = (args: CallArguments): string[] | null => {
  const texts = args.positional.map((value) => (value.kind === 'text' ? value.value : null));
  return texts.includes(null) || args.keywords.size > 0 || args.open ? null : (texts as string[]);
};

type TextMethod = (self: string, args: CallArguments) => Value | null;

const plain =
  (make: (self: string, ...args: string[]) => string | boolean): TextMethod =>
  (self, args) => {
    const given = words(args);
    if (!given) return null;
    const made = make(self, ...given);
    return typeof made === 'string' ? text(made) : bool(made);
  };

const charactersOf =
  (set: string | undefined, side: 'start' | 'end') =>
  (value: string): string => {
    const drop = (character: string): boolean =>
      set === undefined ? /\s/.test(character) : set.includes(character);
    let from = 0;
    let to = value.length;
    if (side === 'start') while (from < to && drop(value[from]!)) from += 1;
    else while (to > from && drop(value[to - 1]!)) to -= 1;
    return value.slice(from, to);
  };

/** Methods of `str` that DAG files build names with; a method that is not here gives an unknown value. */
const methods: Readonly<Record<string, TextMethod>> = {
  lower: plain((self) => self.toLowerCase()),
  upper: plain((self) => self.toUpperCase()),
  casefold: plain((self) => self.toLowerCase()),
  title: plain((self) =>
    self.toLowerCase().replaceAll(/\p{L}+/gu, (word) => word[0]!.toUpperCase() + word.slice(1)),
  ),
  capitalize: plain((self) => self.slice(0, 1).toUpperCase() + self.slice(1).toLowerCase()),
  strip: plain((self, set) => charactersOf(set, 'end')(charactersOf(set, 'start')(self))),
  lstrip: plain((self, set) => charactersOf(set, 'start')(self)),
  rstrip: plain((self, set) => charactersOf(set, 'end')(self)),
  startswith: (self, args) => startsOrEnds(args, (part) => self.startsWith(part)),
  endswith: (self, args) => startsOrEnds(args, (part) => self.endsWith(part)),
  removeprefix: plain((self, part = '') =>
    self.startsWith(part) ? self.slice(part.length) : self,
  ),
  removesuffix: plain((self, part = '') =>
    part !== '' && self.endsWith(part) ? self.slice(0, -part.length) : self,
  ),
  isdigit: plain((self) => /^\d+$/.test(self)),
  isupper: plain((self) => self === self.toUpperCase() && self !== self.toLowerCase()),
  islower: plain((self) => self === self.toLowerCase() && self !== self.toUpperCase()),
  replace: (self, args) => {
    const given = words(args);
    return given?.length === 2 ? text(self.replaceAll(given[0]!, () => given[1]!)) : null;
  },
  zfill: (self, args) => {
    const [width] = args.positional;
    return width?.kind === 'number' && width.value < 10_000
      ? text(
          /^[+-]/.test(self)
            ? self[0]! + self.slice(1).padStart(width.value - 1, '0')
            : self.padStart(width.value, '0'),
        )
      : null;
  },
  join: (self, args) => {
    const [parts] = args.positional;
    if (parts?.kind !== 'list') return parts?.kind === 'unknown' ? parts : null;
    if (parts.open) return parts.open;
    const texts = parts.items.map((item) => (item.kind === 'text' ? item.value : null));
    return texts.includes(null)
      ? (parts.items.find(({ kind }) => kind === 'unknown') ?? null)
      : text(texts.join(self));
  },
  split: (self, args) => splitText(self, args, false),
  rsplit: (self, args) => splitText(self, args, true),
  ljust: padded('end'),
  rjust: padded('start'),
  swapcase: plain((self) =>
    Array.from(self, (character) =>
      character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase(),
    ).join(''),
  ),
  isalpha: plain((self) => /^\p{L}+$/u.test(self)),
  isalnum: plain((self) => /^[\p{L}\p{N}]+$/u.test(self)),
  isidentifier: plain((self) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(self)),
  splitlines: (self) => list(self.split(/\r\n|\r|\n/).map((line) => text(line))),
  partition: (self, args) => {
    const given = words(args);
    const at = given?.[0] ? self.indexOf(given[0]) : -1;
    if (!given?.[0]) return null;
    const parts =
      at < 0 ? [self, '', ''] : [self.slice(0, at), given[0], self.slice(at + given[0].length)];
    return list(
      parts.map((part) => text(part)),
      'tuple',
    );
  },
  rpartition: (self, args) => {
    const given = words(args);
    if (!given?.[0]) return null;
    const at = self.lastIndexOf(given[0]);
    const parts =
      at < 0 ? ['', '', self] : [self.slice(0, at), given[0], self.slice(at + given[0].length)];
    return list(
      parts.map((part) => text(part)),
      'tuple',
    );
  },
  find: (self, args) => {
    const given = words(args);
    return given?.length === 1 ? number(self.indexOf(given[0]!)) : null;
  },
  count: (self, args) => {
    const given = words(args);
    return given?.[0] ? number(self.split(given[0]).length - 1) : null;
  },
  format: formatBraces,
};

function padded(side: 'start' | 'end'): TextMethod {
  return (self, { positional: [width, filler] }) => {
    if (width?.kind !== 'number' || width.value > 10_000) return null;
    const fill = filler?.kind === 'text' ? filler.value : ' ';
    return text(side === 'end' ? self.padEnd(width.value, fill) : self.padStart(width.value, fill));
  };
}

function startsOrEnds(args: CallArguments, test: (part: string) => boolean): Value | null {
  const [parts] = args.positional;
  if (args.positional.length !== 1) return null;
  if (parts?.kind === 'text') return bool(test(parts.value));
  if (parts?.kind !== 'list' || parts.open) return null;
  return parts.items.every(({ kind }) => kind === 'text')
    ? bool(parts.items.some((part) => part.kind === 'text' && test(part.value)))
    : null;
}

function splitText(self: string, args: CallArguments, fromEnd: boolean): Value | null {
  const [separator, most] = args.positional;
  const limit = args.keywords.get('maxsplit') ?? most;
  const at = separator?.kind === 'text' ? separator.value : null;
  if (at === '' || (separator && at === null && separator.kind !== 'none')) return null;
  let parts =
    at === null
      ? self
          .trim()
          .split(/\s+/)
          .filter((part) => part !== '')
      : self.split(at);
  if (limit) {
    if (limit.kind !== 'number' || at === null) return null;
    const keep = limit.value;
    if (keep >= 0 && parts.length > keep + 1)
      parts = fromEnd
        ? [parts.slice(0, parts.length - keep).join(at), ...parts.slice(parts.length - keep)]
        : [...parts.slice(0, keep), parts.slice(keep).join(at)];
  }
  return list(parts.map((part) => text(part)));
}

export function callTextMethod(self: string, name: string, args: CallArguments): Value | null {
  return Object.hasOwn(methods, name) ? methods[name]!(self, args) : null;
}

export const isTextMethod = (name: string): boolean => Object.hasOwn(methods, name);

/** `'…{}…{name}…'.format(…)`. */
function formatBraces(self: string, args: CallArguments): Value | null {
  let next = 0;
  let lost: Value | null = null;
  const whole = self.replaceAll(
    /\{\{|\}\}|\{([A-Za-z_0-9]*)(?:\[([^\]]*)\])?(?:!([rs]))?(?::([^{}]*))?\}/g,
    (
      match: string,
      field: string | undefined,
      key?: string,
      conversion?: string,
      spec?: string,
    ) => {
      if (match === '{{') return '{';
      if (match === '}}') return '}';
      let value =
        field === undefined || field === ''
          ? args.positional[next]
          : /^\d+$/.test(field)
            ? args.positional[Number(field)]
            : args.keywords.get(field);
      if (field === '' || field === undefined) next += 1;
      if (value && key !== undefined)
        value = value.kind === 'dict' ? value.entries.get(keyOf(text(key))!)?.value : undefined;
      const written = value && toText(value);
      const formatted =
        value && written !== null && written !== undefined
          ? spec
            ? formatValue(value, written, spec)
            : written
          : null;
      if (formatted === null || conversion === 'r') {
        lost ??=
          value?.kind === 'unknown'
            ? value
            : unknown('a text with a part that is not known', args.site);
        return '';
      }
      return formatted;
    },
  );
  if (/(?<!\{)\{(?!\{)[^{}]*\.[^{}]*\}/.test(self.replaceAll('{{', ''))) return null;
  return lost ?? text(whole);
}

/** `'…%s…' % values`. */
export function formatPercent(self: string, right: Value, site: PythonSyntax): Value {
  const given = right.kind === 'list' && right.form === 'tuple' ? right.items : [right];
  if (right.kind === 'unknown') return right;
  let next = 0;
  let lost: Value | null = null;
  const whole = self.replaceAll(
    /%(?:\((\w+)\))?(0)?(\d+)?(?:\.(\d+))?([sdifr%])/g,
    (
      match: string,
      key?: string,
      zero?: string,
      width?: string,
      digits?: string,
      type?: string,
    ) => {
      if (type === '%') return '%';
      const value =
        key === undefined
          ? given[next]
          : right.kind === 'dict'
            ? right.entries.get(keyOf(text(key))!)?.value
            : undefined;
      if (key === undefined) next += 1;
      const written = value ? toText(value) : null;
      if (!value || written === null || type === 'r') {
        lost ??=
          value?.kind === 'unknown' ? value : unknown('a text with a part that is not known', site);
        return match;
      }
      const spec = `${zero ?? ''}${width ?? ''}${digits === undefined ? '' : `.${digits}`}${type === 'f' ? 'f' : ''}`;
      return (spec ? formatValue(value, written, spec) : written) ?? written;
    },
  );
  return lost ?? text(whole);
}
