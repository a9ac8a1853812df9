import type { Schedule } from '../facts.ts';
import { instantOf, offsetAt } from '../python/moment.ts';
import { nextTime } from './next-time.ts';
import { parseCron, type Cron } from './parse-cron.ts';

export interface NextRunsRequest {
  readonly schedule: Schedule;
  /** IANA zone, or `+01:00`. */
  readonly timezone: string;
  /** Epoch milliseconds; null where the DAG has none. */
  readonly start: number | null;
  readonly end: number | null;
  readonly catchup: boolean;
  readonly now: number;
  readonly count: number;
  /** Airflow 2 runs a cron schedule at the end of the interval between two times; Airflow 3 at the time itself. */
  readonly airflow: 2 | 3;
}

export interface DagRun {
  /** When the run may begin, its logical date and data interval; ISO 8601 in UTC. */
  readonly runAfter: string;
  /** The same as `runAfter`, with the offset of the DAG's zone. */
  readonly local: string;
  readonly logicalDate: string;
  readonly dataInterval: readonly [start: string, end: string];
}

export interface NextRuns {
  readonly runs: readonly DagRun[];
  /** Why there are none, or what else is to know. */
  readonly notes: readonly string[];
  /** Runs since the start date that catchup would make up for; null where it does not count them. `atLeast` where there are more. */
  readonly missed: { readonly count: number; readonly atLeast: boolean } | null;
}

const maxMissed = 10_000;

/** The next runs of a DAG, after `airflow.timetables` of Airflow 2.10 and 3.0. */
export function nextRuns(request: NextRunsRequest): NextRuns {
  const { schedule } = request;
  const nothing = (note: string): NextRuns => ({ runs: [], notes: [note], missed: null });
  switch (schedule.kind) {
    case 'none':
      return nothing('The DAG has no schedule; it runs only when it is triggered.');
    case 'assets':
    case 'assets_expr':
      return nothing('The DAG runs when its assets are updated, not at a time.');
    case 'timetable':
      return nothing(`When the timetable ${schedule.class} runs the DAG is written in its class.`);
    case 'timedelta':
      return everySoOften(request, schedule.seconds);
    default:
  }
  if (schedule.value === '@once') return once(request);
  if (schedule.value === '@continuous')
    return nothing('Each run begins as soon as the one before has ended.');
  const cron = parseCron(schedule.value);
  return 'invalid' in cron
    ? nothing(`The schedule "${schedule.value}" is not valid: ${cron.invalid}.`)
    : byCron(request, cron);
}

function byCron(request: NextRunsRequest, cron: Cron): NextRuns {
  const next = (instant: number, back = false): number | null =>
    nextInZone(cron, instant, request.timezone, back);
  if (offsetIn(request.timezone, request.now) === null)
    return { runs: [], notes: [`The time zone ${request.timezone} does not exist.`], missed: null };
  const intervals = request.airflow === 2;
  const from = Math.max(request.now, (request.start ?? request.now) - 1);
  const runs: DagRun[] = [];
  let at = next(from);
  if (at === null)
    return {
      runs,
      notes: [`The schedule "${cron.expression}" names no time in the next 50 years.`],
      missed: null,
    };
  // In Airflow 2 the first interval begins at the first time on or after the start date.
  let before = intervals ? next(at, true) : at;
  if (intervals && before !== null && request.start !== null && before < request.start) {
    before = at;
    at = next(at);
  }
  while (at !== null && runs.length < request.count) {
    const logical = intervals ? before! : at;
    if (request.end !== null && logical > request.end) break;
    runs.push(runOf(at, logical, at, request.timezone));
    before = at;
    at = next(at);
  }
  const notes =
    runs.length === 0 ? ['The end date of the DAG is over; it does not run again.'] : [];
  return { runs, notes, missed: missedRuns(request, next) };
}

/** Airflow looks for the next wall time; with `*` as the hour it counts elapsed time, so that no hour is lost or doubled. */
function nextInZone(cron: Cron, instant: number, zone: string, back: boolean): number | null {
  const offset = offsetIn(zone, instant);
  if (offset === null) return null;
  const wall = instant + offset * 1000;
  const found = nextTime(cron, wall, back);
  if (found === null) return null;
  if (cron.everyHour) return instant + (found - wall);
  return instantIn(zone, found);
}

const fixed = /^([+-])(\d{2}):(\d{2})$/;

function offsetIn(zone: string, instant: number): number | null {
  const offset = fixed.exec(zone);
  if (offset)
    return (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 3600 + Number(offset[3]) * 60);
  return offsetAt(zone, instant);
}

const instantIn = (zone: string, wall: number): number | null =>
  fixed.test(zone) ? wall - offsetIn(zone, wall)! * 1000 : instantOf(zone, wall);

function missedRuns(
  { catchup, start, now }: NextRunsRequest,
  next: (instant: number) => number | null,
): NextRuns['missed'] {
  if (!catchup || start === null || start >= now) return null;
  let count = 0;
  for (let at = next(start - 1); at !== null && at <= now; at = next(at)) {
    count += 1;
    if (count >= maxMissed) return { count, atLeast: true };
  }
  return { count, atLeast: false };
}

function everySoOften(request: NextRunsRequest, seconds: number): NextRuns {
  if (!(seconds > 0))
    return { runs: [], notes: ['A schedule must be a positive duration.'], missed: null };
  if (request.start === null)
    return {
      runs: [],
      notes: ['A duration as schedule counts from the start date, which the DAG does not have.'],
      missed: null,
    };
  const step = seconds * 1000;
  const passed = Math.max(0, Math.floor((request.now - request.start) / step) + 1);
  const runs: DagRun[] = [];
  for (let at = request.start + passed * step; runs.length < request.count; at += step) {
    const logical = request.airflow === 2 ? at - step : at;
    if (request.end !== null && logical > request.end) break;
    runs.push(runOf(at, logical, at, request.timezone));
  }
  const missed = request.catchup
    ? { count: Math.min(passed, maxMissed), atLeast: passed > maxMissed }
    : null;
  return {
    runs,
    notes: ['Counted from the start date; in a running Airflow it counts from the run before.'],
    missed,
  };
}

function once({ start, now, timezone }: NextRunsRequest): NextRuns {
  const at = Math.max(start ?? now, now);
  return {
    runs: [runOf(at, at, at, timezone)],
    notes: ['The DAG runs once, as soon as it is switched on and its start date is reached.'],
    missed: null,
  };
}

const runOf = (runAfter: number, from: number, to: number, zone: string): DagRun => ({
  runAfter: iso(runAfter, 0),
  local: iso(runAfter, offsetIn(zone, runAfter) ?? 0),
  logicalDate: iso(from, 0),
  dataInterval: [iso(from, 0), iso(to, 0)],
});

function iso(instant: number, offset: number): string {
  const written = new Date(instant + offset * 1000).toISOString().replace(/(?:\.000)?Z$/, '');
  if (offset === 0) return `${written}Z`;
  const two = (part: number): string => String(part).padStart(2, '0');
  const minutes = Math.abs(Math.round(offset / 60));
  return `${written}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
