import type { SeenRun } from './seen-run.ts';

type Part = Pick<SeenRun, 'part' | 'attempt' | 'startedAt' | 'endedAt' | 'status'>;

/** How a run ended, as far as the files say that tell of it. */
export interface Outcome {
  readonly status: SeenRun['status'];
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** The most tries that a part of it took. */
  readonly tries: number;
  /** Parts whose last try failed. */
  readonly failedParts: readonly string[];
}

/** What is said of the run as a whole counts; otherwise it failed where the last try of a part did. */
export function outcomeOf(parts: readonly Part[]): Outcome {
  const last = new Map<string, Part>();
  for (const part of parts) {
    const known = last.get(part.part);
    const isLater = !known || Number(part.attempt) > Number(known.attempt);
    // Of two files about one try the one counts that knows its end.
    const isSame = known && Number(part.attempt) === Number(known.attempt);
    if (isLater || (isSame && known.status === null)) last.set(part.part, part);
  }
  const whole = last.get('');
  const others = [...last.values()].filter(({ part }) => part !== '');
  const failedParts = others.filter(({ status }) => status === 'failed').map(({ part }) => part);
  const bySum =
    failedParts.length > 0
      ? 'failed'
      : others.length > 0 && others.every(({ status }) => status === 'success')
        ? 'success'
        : null;
  const times = (key: 'startedAt' | 'endedAt') => parts.flatMap((each) => each[key] ?? []);
  return {
    status: whole?.status ?? bySum,
    startedAt: times('startedAt').reduce<number | null>((a, b) => Math.min(a ?? b, b), null),
    endedAt: times('endedAt').reduce<number | null>((a, b) => Math.max(a ?? b, b), null),
    tries: Math.max(1, ...parts.map(({ attempt }) => Number(attempt) || 1)),
    failedParts,
  };
}
