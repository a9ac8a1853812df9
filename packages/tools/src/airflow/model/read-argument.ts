import { isUnresolved, type Fact } from '../facts.ts';
import type { Span } from '../python/syntax.ts';
import type { Value } from '../python/value.ts';
import { notKnown } from './plain-value.ts';

interface PlainTypes {
  readonly string: string;
  readonly number: number;
  readonly boolean: boolean;
}

/** Arguments of a DAG, task or group, and where each is given. */
export interface GivenArguments {
  readonly args: ReadonlyMap<string, Value>;
  readonly placeOf: (name: string) => Span;
}

/** An argument of a plain type; `byDefault` where it is not given or None. */
export function factOf<D extends null | PlainTypes[T], T extends keyof PlainTypes>(
  { args, placeOf }: GivenArguments,
  name: string,
  byDefault: D,
  type: T,
): Fact<PlainTypes[T] | Extract<D, null>> {
  const value = args.get(name);
  if (value === undefined || value.kind === 'none')
    return byDefault as PlainTypes[T] | Extract<D, null>;
  if (
    (value.kind === 'text' || value.kind === 'number' || value.kind === 'bool') &&
    typeof value.value === type
  )
    return value.value as PlainTypes[T];
  return notKnown(value, 'a value of another type than expected', placeOf(name));
}

/** `on_…_callback` arguments by name of the function. */
export function callbacksOf({ args, placeOf }: GivenArguments): Record<string, Fact<string>> {
  const found: Record<string, Fact<string>> = {};
  for (const [name, value] of args) {
    if (!/^(?:on_\w+_callback|sla_miss_callback)$/.test(name) || value.kind === 'none') continue;
    found[name] = nameOf(value, placeOf(name));
  }
  return found;
}

function nameOf(value: Value, place: Span): Fact<string> {
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
      const names = value.items.map((item) => nameOf(item, place));
      const lost = names.find(isUnresolved);
      return lost ?? names.filter((name) => typeof name === 'string').join(', ');
    }
    default:
      return notKnown(value, 'a callback that is not known', place);
  }
}

/** A duration in seconds; plain numbers count as seconds, as Airflow takes them. */
export function secondsOf({ args, placeOf }: GivenArguments, name: string): Fact<number | null> {
  const value = args.get(name);
  if (value === undefined || value.kind === 'none') return null;
  if (value.kind === 'duration') return value.seconds;
  if (value.kind === 'number') return value.value;
  return notKnown(value, 'a duration that is not known', placeOf(name));
}
