import type { PlainValue, Unresolved } from '../facts.ts';
import { momentInUtc } from '../python/moment.ts';
import type { Span } from '../python/syntax.ts';
import { toText, unknown, type UnknownValue, type Value } from '../python/value.ts';
import { airflowObject } from './model.ts';

export const unresolved = ({ why, span }: UnknownValue): Unresolved => ({ unknown: why, ...span });

/** Why a value is not known: what the evaluation says, the module that was not given, or else `what`. */
export function notKnown(value: Value, what: string, place: Span): Unresolved {
  if (value.kind === 'unknown') return unresolved(value);
  return unresolved(
    unknown(
      value.kind === 'imported' ? `${value.name} is in a module that was not given` : what,
      place,
    ),
  );
}

const maxDepth = 12;
const maxItems = 1000;

/** A value as JSON: constants as they are, durations `{ seconds }`, dates ISO in UTC, functions, classes and calls by name. */
export function toPlain(value: Value, depth = 0): PlainValue {
  if (depth > maxDepth) return { cut: 'nested too deeply' };
  switch (value.kind) {
    case 'none':
      return null;
    case 'bool':
    case 'number':
    case 'text':
      return value.value;
    case 'list': {
      const items = value.items.slice(0, maxItems).map((item) => toPlain(item, depth + 1));
      if (value.items.length > maxItems)
        items.push({ cut: `${value.items.length - maxItems} more` });
      return value.open ? [...items, { ...unresolved(value.open) }] : items;
    }
    case 'dict': {
      const entries = [...value.entries.values()]
        .slice(0, maxItems)
        .map(({ key, value: item }) => [toText(key) ?? '?', toPlain(item, depth + 1)] as const);
      return {
        ...Object.fromEntries(entries),
        ...(value.open && { '**': { ...unresolved(value.open) } }),
      };
    }
    case 'duration':
      return { seconds: value.seconds };
    case 'moment':
      return (
        momentInUtc(value) ?? { unknown: 'a time zone that does not exist', line: 0, endLine: 0 }
      );
    case 'function':
      return { function: value.name };
    case 'class':
      return { class: value.name };
    case 'imported':
      return { name: value.name };
    case 'native':
      return { function: value.name };
    case 'object':
      return { call: value.class.name };
    case 'instance': {
      const { positional, keywords } = value.args;
      const args = [...positional.map((item, at) => [String(at), item] as const), ...keywords].map(
        ([name, item]) => [name, toPlain(item, depth + 1)],
      );
      return { call: value.name, arguments: Object.fromEntries(args) as PlainValue };
    }
    case 'host':
      return plainObject(value);
    case 'unknown':
      return { ...unresolved(value) };
    default:
      return null;
  }
}

function plainObject(value: Value): PlainValue {
  const object = airflowObject(value);
  if (object?.type === 'task') return { task: object.id };
  if (object?.type === 'xcom') return { resultOf: object.operators.map(({ id }) => id) };
  if (object?.type === 'group') return { group: object.id };
  if (object?.type === 'dag') return { dag: toText(object.id) };
  if (object?.type === 'asset') {
    if (object.form === 'any' || object.form === 'all')
      return { [object.form]: object.of.map((each) => toPlain(each)) };
    return { [object.form]: toText(object.name) };
  }
  return { object: 'not known' };
}
