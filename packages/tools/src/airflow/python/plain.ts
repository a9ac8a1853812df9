import type { PythonSyntax, Span } from './syntax.ts';
import { bool, dict, keyOf, list, none, number, text, unknown, type Value } from './value.ts';

/** JSON as a value. */
export function plainToValue(plain: unknown, site: PythonSyntax | Span): Value {
  if (plain === null || plain === undefined) return none;
  if (typeof plain === 'string') return text(plain);
  if (typeof plain === 'number') return number(plain);
  if (typeof plain === 'boolean') return bool(plain);
  if (Array.isArray(plain)) return list(plain.map((item) => plainToValue(item, site)));
  if (typeof plain === 'object') {
    const made = dict();
    for (const [key, value] of Object.entries(plain))
      made.entries.set(keyOf(text(key))!, { key: text(key), value: plainToValue(value, site) });
    return made;
  }
  return unknown('a value that is not known', site as Span);
}
