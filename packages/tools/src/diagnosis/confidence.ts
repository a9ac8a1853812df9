import type { Hit } from './collect-hits.ts';
import type { Rule, Strength } from './rule.ts';

/** Weight of one match: how likely the cause is when only this is known. */
const base: Readonly<Record<Strength, number>> = {
  proof: 0.85,
  strong: 0.7,
  hint: 0.4,
  often: 0.4,
  support: 0.4,
};
const oftenIs = 3;
/** Twice is often where it makes up this share of an excerpt. */
const mostOf = 0.5;
/** A line that makes up this share of a file is what the file is about, however quietly it was logged. */
const prevails = 0.25;

/** From this confidence on a cause is called found. */
export const foundFrom = 0.6;

/** What is below this, and was logged quietly or settled, is no reason to doubt that the work went well. */
export const harmlessBelow = 0.5;

/** Two causes closer than this, of which neither explains the other, compete. */
export const competesWithin = 0.04;

/** A hit, how often its pattern matched in that file, and how many events the file has. */
export interface Sign {
  readonly fileId: string;
  readonly hit: Hit;
  readonly count: number;
  readonly events: number;
}

const isQuiet = ({ level, nearFailure }: Hit): boolean =>
  (level === 'info' || level === 'debug') && !nearFailure;
/** What an ordinary line quotes is what somebody says of a message, and anybody can write that: no sign of a cause. */
export const isInPassing = (hit: Hit): boolean => hit.quoted && isQuiet(hit);
const isError = ({ level }: Hit): boolean => level === 'error' || level === 'fatal';

/**
 * Weight of a hit. It is lowered when the match names only the wrapper of a deeper exception, when it was logged below
 * warning level, far from a failure, and does not prove the cause, and when the work ended well afterwards (less so for an error).
 */
export function weightOf(rule: Rule, { hit, count, events }: Sign): number {
  const given = rule.patterns[hit.pattern]!.strength;
  const repeated =
    given === 'often' && (count >= oftenIs || (count > 1 && count >= events * mostOf));
  const strength = repeated ? 'strong' : given;
  const wrapped = hit.wrapper ? 0.9 : 1;
  const loud = strength === 'proof' || (repeated && count >= events * prevails);
  const quiet = isQuiet(hit) && !loud ? 0.75 : 1;
  const settled = !hit.settled ? 1 : isError(hit) ? 0.75 : 0.4;
  return base[strength] * wrapped * quiet * settled;
}

const isWeak = ({ patterns, against = [] }: Rule, { pattern }: Hit): boolean =>
  against[pattern - patterns.length]?.strength === 'hint';

const isErrorAfter = (a: Sign, b: Sign): boolean =>
  a.fileId === b.fileId && a.hit.eventLine > b.hit.eventLine && isError(a.hit);

/**
 * Confidence of a cause, 0..0.98. Patterns that match in different events are independent signs and add up as such
 * (1 - (1-a)(1-b)); the same sign again adds nothing. A second file that agrees adds 0.05; what speaks against it halves it; a hint
 * does not where an error of the cause comes later.
 */
export function confidenceOf(rule: Rule, found: readonly Sign[]): number {
  const supporting = found.filter(({ hit }) => !hit.against);
  const best = new Map<number, { weight: number; event: string }>();
  for (const sign of supporting) {
    const { fileId, hit } = sign;
    const weight = weightOf(rule, sign);
    if (weight > (best.get(hit.pattern)?.weight ?? 0))
      best.set(hit.pattern, { weight, event: `${fileId}:${hit.eventLine}` });
  }
  const counted = new Set<string>();
  let doubt = 1;
  for (const { weight, event } of [...best.values()].toSorted((a, b) => b.weight - a.weight)) {
    if (counted.has(event)) continue;
    counted.add(event);
    doubt *= 1 - weight;
  }
  if (counted.size === 0) return 0;
  const files = new Set(supporting.map(({ fileId }) => fileId)).size;
  const contradicted = found.some(
    (sign) =>
      sign.hit.against &&
      !(isWeak(rule, sign.hit) && supporting.some((other) => isErrorAfter(other, sign))),
  );
  const confidence = (1 - doubt + (files > 1 ? 0.05 : 0)) * (contradicted ? 0.5 : 1);
  return Math.round(Math.min(0.98, confidence) * 100) / 100;
}
