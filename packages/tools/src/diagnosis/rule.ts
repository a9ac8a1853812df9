/** One cause of failure as data: what proves it, what speaks against it, and what to do. */

/**
 * How much a match says: `proof` names the cause itself, `strong` is written in hardly any other case, `hint` fits several
 * causes and is never enough alone, `often` is a hint that becomes strong when it comes three times (once is ordinary), and
 * `support` says nothing alone but adds to another sign of the same cause.
 */
export type Strength = 'proof' | 'strong' | 'hint' | 'often' | 'support';

export interface Pattern {
  /** Matched against the whole text of an event (header and continuation lines). No `g` flag. */
  readonly match: RegExp;
  readonly strength: Strength;
  /** What a matching line proves, in one sentence. */
  readonly why: string;
}

export interface Rule {
  /** Permanent id of the cause. */
  readonly id: string;
  readonly family: string;
  readonly title: string;
  readonly definition: string;
  readonly patterns: readonly Pattern[];
  /** Text that makes the cause unlikely where it stands in the same logs; a `hint` only when no error of the cause comes later. */
  readonly against?: readonly Pattern[];
  /** Causes that, where they are found too, explain this one: it is then only a symptom. `*` is every other found cause. */
  readonly symptomOf?: readonly string[];
  readonly checks: readonly string[];
  readonly fix: readonly string[];
  /** The log or metric to read next. */
  readonly lookNext: string;
}

export const proof = (match: RegExp, why: string): Pattern => ({ match, strength: 'proof', why });
export const strong = (match: RegExp, why: string): Pattern => ({ match, strength: 'strong', why });
export const hint = (match: RegExp, why: string): Pattern => ({ match, strength: 'hint', why });
export const often = (match: RegExp, why: string): Pattern => ({ match, strength: 'often', why });
export const support = (match: RegExp, why: string): Pattern => ({
  match,
  strength: 'support',
  why,
});

/** One expression out of several with the same flags, for messages that say the same. */
export const anyOf = (first: RegExp, ...others: readonly RegExp[]): RegExp =>
  new RegExp([first, ...others].map(({ source }) => source).join('|'), first.flags);
