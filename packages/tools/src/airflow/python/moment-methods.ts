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
    const sign = name === 'add' ? 1 : -1;
    let from = moment;
    for (const [unit, value] of args.keywords) {
      if (value.kind === 'number' && (unit === 'months' || unit === 'years')) {
        from = addMonths(from, sign * value.value * (unit === 'years' ? 12 : 1));
        continue;
      }
      if (value.kind !== 'number' || !Object.hasOwn(secondsOf, unit)) return null;
      seconds += value.value * secondsOf[unit]!;
    }
    return addToMoment(from, sign * seconds);
  }
  if (name === 'strftime') {
    const [format] = args.positional;
    const written = format?.kind === 'text' ? percentFormat(moment, format.value) : null;
    return written === null ? null : text(written);
  }
  if (name === 'date' || name === 'in_timezone' || name === 'astimezone')
    return name === 'date' ? moment : null;
  return null;
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The same day of another month, or its last day where it is shorter, as pendulum counts. */
function addMonths(moment: MomentValue, months: number): MomentValue {
  const date = new Date(moment.wall);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return { ...moment, wall: date.getTime() };
}

function dayOfYear(wall: number): number {
  const first = new Date(wall);
  first.setUTCMonth(0, 1);
  return Math.round((wall - first.getTime()) / 86_400_000) + 1;
}

/** `strftime`; null for parts that are not evaluated. */
export function percentFormat({ wall }: MomentValue, format: string): string | null {
  const iso = new Date(wall).toISOString();
  const fields: Readonly<Record<string, string>> = {
    '%Y': iso.slice(0, 4),
    '%m': iso.slice(5, 7),
    '%d': iso.slice(8, 10),
    '%H': iso.slice(11, 13),
    '%M': iso.slice(14, 16),
    '%S': iso.slice(17, 19),
    '%y': iso.slice(2, 4),
    '%j': String(dayOfYear(wall)).padStart(3, '0'),
    '%b': monthNames[new Date(wall).getUTCMonth()]!.slice(0, 3),
    '%B': monthNames[new Date(wall).getUTCMonth()]!,
    '%F': iso.slice(0, 10),
    '%T': iso.slice(11, 19),
    '%%': '%',
  };
  let complete = true;
  const written = format.replaceAll(/%./g, (part) => {
    complete &&= Object.hasOwn(fields, part);
    return fields[part] ?? '';
  });
  return complete ? written : null;
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
