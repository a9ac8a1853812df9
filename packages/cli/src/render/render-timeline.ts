import { styleText } from 'node:util';

interface Step {
  readonly time: number | null;
  readonly tool: string;
  readonly what: string;
  readonly quote: string | null;
  readonly count: number;
  readonly evidence: {
    readonly source: string;
    readonly lines: readonly [number, number];
  };
}

interface Entry extends Step {
  readonly timeIsEstimated: boolean;
  readonly bad: boolean;
}

/** What `debug` and `timeline` know of the course of things; both shapes are additive to an answer. */
export interface TimelineShape {
  readonly entries: readonly Entry[];
  readonly chain: readonly Step[];
}

const maxWhat = 150;

/** One line for each milestone: time as written (`~` where it or its place is estimated), tool, what happened, where it stands. */
export function renderEntries(entries: readonly Entry[]): string[] {
  const width = Math.max(0, ...entries.map(({ tool }) => tool.length));
  let day = '';
  const lines: string[] = [];
  for (const entry of entries) {
    const stamp = entry.time === null ? null : new Date(entry.time).toISOString();
    if (stamp !== null && stamp.slice(0, 10) !== day) {
      day = stamp.slice(0, 10);
      lines.push(styleText('dim', `  ${day}`));
    }
    const time = `${stamp === null ? '--:--:--' : stamp.slice(11, 23)}${entry.timeIsEstimated ? '~' : ' '}`;
    const what = clauseOf(entry);
    lines.push(
      `  ${time.padEnd(13)} ${entry.tool.padEnd(width)}  ${entry.bad ? styleText('red', what) : what}  ${placeOf(entry)}`,
    );
  }
  return lines;
}

/** From the first culprit to the end, numbered. */
export function renderChain(chain: readonly Step[]): string[] {
  return chain.map(
    (step, at) =>
      `  ${String(at + 1).padStart(2)}. ${step.time === null ? '' : `${new Date(step.time).toISOString().slice(11, 19)} `}${step.tool}: ${clauseOf(step)}  ${placeOf(step)}`,
  );
}

function clauseOf({ what, quote, count }: Step): string {
  const reason = quote === null ? '' : `: ${quote.replaceAll(/\s+/g, ' ')}`;
  const whole = `${what}${reason}`;
  return `${whole.length > maxWhat ? `${whole.slice(0, maxWhat - 1)}…` : whole}${count > 1 ? ` (${count} times)` : ''}`;
}

const placeOf = ({ evidence }: Step): string =>
  styleText('dim', `${evidence.source}:${evidence.lines[0]}`);
