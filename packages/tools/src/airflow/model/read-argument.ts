import { isUnresolved, type Fact } from '../facts.ts';
import { unknown, type Value } from '../python/value.ts';
import { unresolved } from './plain-value.ts';

interface PlainTypes {
  readonly string: string;
  readonly number: number;
  readonly boolean: boolean;
}

/** An argument of a plain type; `byDefault` where it is not given or None. */
export function factOf<D extends null | PlainTypes[T], T extends keyof PlainTypes>(
  value: Value | undefined,
  byDefault: D,
  type: T,
): Fact<PlainTypes[T] | Extract<D, null>> {
  if (value === undefined || value.kind === 'none')
    return byDefault as PlainTypes[T] | Extract<D, null>;
  if (
    (value.kind === 'text' || value.kind === 'number' || value.kind === 'bool') &&
    typeof value.value === type
  )
    return value.value as PlainTypes[T];
  return unresolved(
    value.kind === 'unknown'
      ? value
      : unknown('a value of another type than expected', { line: 0, endLine: 0 }),
  );
}

/** `on_…_callback` arguments by name of the function. */
export function callbacksOf(args: ReadonlyMap<string, Value>): Record<string, Fact<string>> {
  const found: Record<string, Fact<string>> = {};
  for (const [name, value] of args) {
    if (!/^(?:on_\w+_callback|sla_miss_callback)$/.test(name) || value.kind === 'none') continue;
    found[name] = nameOf(value);
  }
  return found;
}

function nameOf(value: Value): Fact<string> {
  switch (value.kind) {
    case 'function':
      return value.name;
    case 'imported':
    case 'instance':
      return value.name.slice(value.name.lastIndexOf('.') + 1);
    case 'object':
      return value.class.name;
    case 'native':
      return value.name;
    case 'list': {
      const names = value.items.map(nameOf);
      const lost = names.find(isUnresolved);
      return lost ?? names.filter((name) => typeof name === 'string').join(', ');
    }
    case 'unknown':
      return unresolved(value);
    default:
      return unresolved(unknown('a callback that is not known', { line: 0, endLine: 0 }));
  }
}

/** A duration in seconds; plain numbers count as seconds, as Airflow takes them. */
export function secondsOf(value: Value | undefined): Fact<number | null> {
  if (value === undefined || value.kind === 'none') return null;
  if (value.kind === 'duration') return value.seconds;
  if (value.kind === 'number') return value.value;
  return unresolved(
    value.kind === 'unknown'
      ? value
      : unknown('a duration that is not known', { line: 0, endLine: 0 }),
  );
}
