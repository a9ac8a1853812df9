import { addToMoment } from './moment.ts';
import { number, text, type CallArguments, type MomentValue, type Value } from './value.ts';

export function momentAttribute({ wall }: MomentValue, name: string): Value | null {
  const date = new Date(wall);
  const fields: Readonly<Record<string, number>> = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
  return Object.hasOwn(fields, name) ? number(fields[name]!) : null;
}

const secondsOf: Readonly<Record<string, number>> = {
  weeks: 604_800,
  days: 86_400,
  hours: 3600,
  minutes: 60,
  seconds: 1,
};

/** `replace(tzinfo=…)`, `add(days=1)`, `subtract(…)`, `isoformat()`, `strftime("%Y%m%d")`; null for other methods. */
export function callMomentMethod(
  moment: MomentValue,
  name: string,
  args: CallArguments,
): Value | null {
  if (name === 'replace') {
    const zone = zoneOf(args.keywords.get('tzinfo'));
    return args.keywords.size === 1 && zone !== undefined ? { ...moment, zone } : null;
  }
  if (name === 'add' || name === 'subtract') {
    let seconds = 0;
    for (const [unit, value] of args.keywords) {
      if (value.kind !== 'number' || !Object.hasOwn(secondsOf, unit)) return null;
      seconds += value.value * secondsOf[unit]!;
    }
    return addToMoment(moment, name === 'add' ? seconds : -seconds);
  }
  if (name === 'strftime') {
    const [format] = args.positional;
    return format?.kind === 'text' ? formatted(moment, format.value) : null;
  }
  if (name === 'date' || name === 'in_timezone' || name === 'astimezone')
    return name === 'date' ? moment : null;
  return null;
}

function formatted({ wall }: MomentValue, format: string): Value | null {
  const iso = new Date(wall).toISOString();
  const fields: Readonly<Record<string, string>> = {
    '%Y': iso.slice(0, 4),
    '%m': iso.slice(5, 7),
    '%d': iso.slice(8, 10),
    '%H': iso.slice(11, 13),
    '%M': iso.slice(14, 16),
    '%S': iso.slice(17, 19),
    '%%': '%',
  };
  let complete = true;
  const written = format.replaceAll(/%./g, (part) => {
    complete &&= Object.hasOwn(fields, part);
    return fields[part] ?? '';
  });
  return complete ? text(written) : null;
}

/** The zone that a tzinfo value stands for: IANA name, offset in seconds, null for none; undefined where not known. */
export function zoneOf(value: Value | undefined): string | number | null | undefined {
  if (value === undefined || value.kind === 'none') return null;
  if (value.kind === 'text') return value.value;
  if (value.kind === 'instance' && value.name === 'zoneinfo.ZoneInfo') {
    const [name] = value.args.positional;
    if (name?.kind === 'text') return name.value;
    return name?.kind === 'duration' ? name.seconds : undefined;
  }
  return undefined;
}
