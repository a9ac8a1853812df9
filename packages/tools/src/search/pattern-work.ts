/** What a pattern can cost at worst. */
export interface PatternWork {
  /** Repetitions without a near end: each multiplies the work by the length of the text. */
  readonly repetitions: number;
  /** Ways through alternatives and optional parts, which multiply each other where the text does not match. */
  readonly ways: number;
  /** Repeating a group, looking around and referring back: work that may grow without measure. */
  readonly runaway: boolean;
}

const bounds = /^\{(\d+)(,?)(\d*)\}/;
/** A repetition up to so often counts as so many ways, a longer one as one without end. */
const maxWays = 32;

/** Reads a regular expression of JavaScript without running it. A pattern that is no regular expression gives any result. */
export function measurePattern(pattern: string): PatternWork {
  let repetitions = 0;
  let ways = 1;
  let runaway = false;
  /** Alternatives so far of each group that is open, the whole pattern first. */
  const alternatives = [1];
  let afterGroup = false;
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at]!;
    const bound = sign === '{' ? bounds.exec(pattern.slice(at, at + 24)) : null;
    if (sign === '*' || sign === '+' || sign === '?' || bound) {
      const most = bound ? (bound[2] === '' ? Number(bound[1]) : Number(bound[3] || Infinity)) : 0;
      const least = bound ? Number(bound[1]) : 0;
      if (afterGroup && sign !== '?') runaway = true;
      if (sign === '?') ways *= 2;
      else if (bound && most - least <= maxWays) ways *= Math.max(1, most - least + 1);
      else repetitions += 1;
      if (bound) at += bound[0].length - 1;
      // `+?` is lazy: not one more repetition.
      if (sign !== '?' && pattern[at + 1] === '?') at += 1;
      afterGroup = false;
      continue;
    }
    afterGroup = sign === ')';
    if (sign === '\\') {
      at += 1;
      if (/[1-9k]/.test(pattern[at] ?? '')) runaway = true;
    } else if (sign === '[') {
      for (at += 1; at < pattern.length && pattern[at] !== ']'; at++)
        if (pattern[at] === '\\') at += 1;
    } else if (sign === '(') {
      if (/^\(\?<?[=!]/.test(pattern.slice(at, at + 4))) runaway = true;
      else if (pattern.startsWith('(?', at)) at = endOfOpening(pattern, at);
      alternatives.push(1);
    } else if (sign === ')') ways *= alternatives.length > 1 ? alternatives.pop()! : 1;
    else if (sign === '|') alternatives[alternatives.length - 1]! += 1;
  }
  return { repetitions, ways: ways * alternatives[0]!, runaway };
}

/** Index of the last sign of `(?:`, `(?<name>` or `(?i:`, so that its `?` is not taken for a quantifier. */
function endOfOpening(pattern: string, at: number): number {
  const opening = /^\(\?(?:<\w+>|[a-z-]*:)/.exec(pattern.slice(at, at + 100));
  return opening ? at + opening[0].length - 1 : at + 1;
}
