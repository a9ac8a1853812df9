import type { Milestone, Timeline } from './timeline.ts';

export interface Stop {
  readonly milestone: Milestone;
  readonly role: 'culprit' | 'consequence' | 'bad' | 'step';
  /** Row of its tool, from the top. */
  readonly lane: number;
  /** Pixels from the left in a picture as wide as `width`. */
  readonly x: number;
}

export interface Picture {
  /** Tools in the order in which they first say something. */
  readonly lanes: readonly string[];
  readonly stops: readonly Stop[];
  /** Least width in pixels at which nothing overlaps. */
  readonly width: number;
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  /** Waits between two milestones that are drawn shorter than they were. */
  readonly waits: readonly { readonly from: number; readonly to: number; readonly ms: number }[];
}

const margin = 18;
/** Between two milestones that follow at once. */
const step = 21;
/** Room for a time of day. */
const tickWidth = 62;
const shortestWait = 5000;
const dayMs = 86_400_000;

/**
 * Where each milestone stands. They stand in the order in which they happened, each beside the one before, so that a burst within a
 * second can be told apart; a wait takes more room the longer it was, but by its logarithm, so that a night does not push everything away.
 */
export function layOut({ entries, chain }: Pick<Timeline, 'entries' | 'chain'>): Picture {
  const roles = new Map(chain.map(({ role, evidence }) => [placeOf(evidence), role]));
  const lanes = [...new Set(entries.map(({ tool }) => tool))];
  const stops: Stop[] = [];
  const waits: { from: number; to: number; ms: number }[] = [];
  let x = margin;
  let before: number | null = null;
  for (const milestone of entries) {
    const time = comparable(milestone);
    const wait = time === null || before === null ? 0 : Math.max(0, time - before);
    if (stops.length > 0) {
      const from = x;
      x += step + stretch(wait);
      if (wait >= shortestWait) waits.push({ from, to: x, ms: wait });
    }
    stops.push({
      milestone,
      role: roles.get(placeOf(milestone.evidence)) ?? (milestone.bad ? 'bad' : 'step'),
      lane: lanes.indexOf(milestone.tool),
      x,
    });
    before = time ?? before;
  }
  return { lanes, stops, width: x + margin, ticks: ticksOf(stops), waits };
}

const placeOf = ({ fileId, bytes }: Milestone['evidence']): string => `${fileId} ${bytes[0]}`;

/** The time without the estimated error of its clock, by which the milestones were put in order. */
const comparable = ({ time, skewMs }: Milestone): number | null =>
  time === null ? null : time - skewMs;

const stretch = (wait: number): number =>
  wait < 1000 ? 0 : Math.min(80, 11 * Math.log2(1 + wait / 4000));

function ticksOf(stops: readonly Stop[]): Picture['ticks'] {
  const times = stops.flatMap(({ milestone: { time } }) => time ?? []);
  const isOneDay = new Set(times.map((time) => Math.floor(time / dayMs))).size <= 1;
  const ticks: { x: number; text: string }[] = [];
  for (const { x, milestone } of stops) {
    const last = ticks.at(-1);
    if (milestone.time === null || (last && x - last.x < tickWidth)) continue;
    const text = axisTime(milestone.time, isOneDay);
    if (text !== last?.text) ticks.push({ x, text });
  }
  return ticks;
}

/** 07:54:08, or 11-24 07:54 where there are several days. */
const axisTime = (time: number, isOneDay: boolean): string => {
  const text = new Date(time).toISOString();
  return isOneDay ? text.slice(11, 19) : `${text.slice(5, 10)} ${text.slice(11, 16)}`;
};
