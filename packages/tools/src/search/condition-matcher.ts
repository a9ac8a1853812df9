import type { LineMatcher, Match } from './line-matcher.ts';

export interface LineCondition {
  readonly matcher: LineMatcher;
  /** True where a line must not match. */
  readonly negated: boolean;
}

/** A line is looked at so far where it must pass several conditions. */
const maxReach = 65_536;

/** One test for a line that must pass all conditions; it shows the place of the first that is not negated. */
export function allOf(conditions: readonly LineCondition[]): LineMatcher {
  const [only] = conditions;
  if (conditions.length === 1 && !only!.negated) return only!.matcher;
  const [required] = conditions
    .flatMap(({ matcher, negated }) => (matcher.required && !negated ? [matcher.required] : []))
    .toSorted((a, b) => b.text.length - a.text.length);
  return {
    ...(required && { required: { ...required, enough: false } }),
    reach: Math.min(maxReach, ...conditions.map(({ matcher }) => matcher.reach)),
    longest: Infinity,
    work: (length) =>
      conditions.reduce((sum, { matcher }) => sum + (matcher.work?.(length) ?? 0), 0),
    match(text) {
      let shown: Match | null = null;
      for (const { matcher, negated } of conditions) {
        const match = matcher.match(text);
        if ((match === null) !== negated) return null;
        shown ??= match;
      }
      return shown ?? { at: 0, length: 0 };
    },
  };
}
