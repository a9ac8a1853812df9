import type { Incident } from './story.ts';
import type { ToolAnswer } from './answer.ts';

export interface Mark {
  readonly id: string;
  readonly outcome: Incident['expected']['outcome'];
  /** Outcome and cause are as expected. */
  readonly right: boolean;
  /** A cause was named as certain, and it is not the one. */
  readonly wrongAndSure: boolean;
  /** The tempting wrong cause was named. */
  readonly forbidden: boolean;
  /** Of an incident with a cause: one of the first three cited lines proves it. */
  readonly proved: boolean | null;
  /** The first cited line is one that only looks like a cause. */
  readonly misled: boolean;
  /** What was answered, for reading. */
  readonly said: string;
}

/** Judges an answer by what the incident expects. */
export function markOf({ id, expected, files }: Incident, answer: ToolAnswer): Mark {
  const cited = answer.evidence.map(({ file, line }) => ({
    line,
    file: files.find(({ name }) => file === name || file.endsWith(`/${name}`)),
  }));
  const accepted = [expected.cause, ...(expected.accepted ?? [])];
  const named = answer.cause !== null && accepted.includes(answer.cause);
  const advice = (answer.readNext ?? '').toLowerCase();
  const adviceNamed = expected.readNext?.some((word) => advice.includes(word)) ?? true;
  const right =
    expected.outcome === 'cause'
      ? answer.outcome === 'cause' && named
      : expected.outcome === 'healthy'
        ? answer.outcome === 'healthy'
        : adviceNamed && (answer.outcome === 'unsure' || (answer.outcome === 'cause' && named));
  const [first] = cited;
  return {
    id,
    outcome: expected.outcome,
    right,
    // Naming the delegate's failure as such is true, also where the reason behind it is elsewhere.
    wrongAndSure: answer.outcome === 'cause' && !named,
    forbidden:
      answer.outcome === 'cause' &&
      answer.cause !== null &&
      (expected.forbidden ?? []).includes(answer.cause),
    proved:
      expected.outcome === 'cause'
        ? cited.slice(0, 3).some(({ file, line }) => file?.evidence.includes(line) ?? false)
        : null,
    misled: answer.outcome === 'cause' && (first?.file?.redHerrings.includes(first.line) ?? false),
    said: `${answer.outcome} ${answer.cause ?? '-'}`,
  };
}

/** Shares over all incidents; `null` where a group is empty. */
export function totalsOf(marks: readonly Mark[]) {
  const share = (part: readonly Mark[], whole: readonly Mark[]): number | null =>
    whole.length === 0 ? null : Math.round((part.length / whole.length) * 1000) / 1000;
  const of = (outcome: Mark['outcome']): Mark[] => marks.filter((mark) => mark.outcome === outcome);
  const rightShare = (group: readonly Mark[]): number | null =>
    share(
      group.filter(({ right }) => right),
      group,
    );
  const causes = of('cause');
  return {
    right: rightShare(marks),
    causeRight: rightShare(causes),
    inconclusiveRight: rightShare(of('inconclusive')),
    healthyRight: rightShare(of('healthy')),
    proved: share(
      causes.filter(({ proved }) => proved),
      causes,
    ),
    wrongAndSure: share(
      marks.filter(({ wrongAndSure }) => wrongAndSure),
      marks,
    ),
    forbiddenNamed: share(
      marks.filter(({ forbidden }) => forbidden),
      marks,
    ),
    misled: share(
      marks.filter(({ misled }) => misled),
      marks,
    ),
  };
}
