import cronstrue from 'cronstrue';
import type { AssetExpression, Schedule } from '../facts.ts';
import { parseCron } from './parse-cron.ts';

/** A schedule in words, for a sentence: "every day at 05:00", "when asset a and asset b are updated". */
export function describeSchedule(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'none':
      return 'no schedule: only when it is triggered';
    case 'preset':
    case 'cron':
      return describeCron(schedule.value);
    case 'timedelta':
      return `every ${describeSeconds(schedule.seconds)}`;
    case 'assets':
      return `when ${joined(schedule.of.map(nameOf), 'and')} ${schedule.of.length === 1 ? 'is' : 'are'} updated`;
    case 'assets_expr':
      return `when ${nameOf(schedule.expr)} are updated`;
    default:
      return `by the timetable ${schedule.class}`;
  }
}

/** A cron expression in words; what is wrong with it where it is not valid. */
export function describeCron(written: string): string {
  if (written === '@once') return 'once';
  if (written === '@continuous') return 'again as soon as a run has ended';
  const cron = parseCron(written);
  if ('invalid' in cron) return `never: the schedule is not valid, ${cron.invalid}`;
  const [minute, hour, day, month, weekday, second, year] = cron.expression.split(/\s+/);
  // croniter has seconds at the end, the library at the beginning.
  const fields = [
    ...(second === undefined ? [] : [second]),
    minute,
    hour,
    day,
    month,
    weekday,
    ...(year === undefined ? [] : [year]),
  ];
  try {
    const text = cronstrue.toString(fields.join(' '), {
      use24HourTimeFormat: true,
      verbose: false,
    });
    return text.slice(0, 1).toLowerCase() + text.slice(1);
  } catch {
    return `by the cron expression ${cron.expression}`;
  }
}

/** 5400 → "1 hour 30 minutes". */
export function describeSeconds(seconds: number): string {
  const parts: string[] = [];
  let rest = Math.round(seconds);
  for (const [unit, size] of [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ] as const) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
    rest -= count * size;
  }
  return parts.length === 0 ? `${seconds} seconds` : parts.join(' ');
}

function nameOf(expression: AssetExpression): string {
  if ('of' in expression)
    return `(${joined(expression.of.map(nameOf), expression.kind === 'all' ? 'and' : 'or')})`;
  return `${expression.kind === 'alias' ? 'alias' : 'asset'} ${typeof expression.name === 'string' ? expression.name : '(not known)'}`;
}

const joined = (names: readonly string[], word: string): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)!}`;
