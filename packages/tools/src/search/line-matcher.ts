import { SherpaError } from '../errors.ts';
import { measurePattern } from './pattern-work.ts';
import { requiredText } from './required-text.ts';

/** Where a text matched: index and length in characters. */
export interface Match {
  readonly at: number;
  readonly length: number;
}

export interface RequiredText {
  /** Without line breaks; ASCII where any case counts. */
  readonly text: string;
  readonly anyCase: boolean;
  /** True where each line that has it matches. */
  readonly enough: boolean;
}

export interface LineMatcher {
  /** Characters at the start of a line that are looked at; Infinity where the whole line is, however long. */
  readonly reach: number;
  /** The longest text that can match, in characters; Infinity where that is not known. */
  readonly longest: number;
  /** A text without which no line matches; missing where none is known. */
  readonly required?: RequiredText;
  /** Work that a text of so many characters may cost, 1 being the most that a line may; missing where it is next to nothing. */
  readonly work?: (length: number) => number;
  match(text: string): Match | null;
}

const maxPatternLength = 500;
const maxRepetitions = 2;
const maxWays = 1024;
/** Steps of the regular expression that one line may cost at worst. */
const maxSteps = 2 ** 30;
const maxReach = 65_536;

const hasCapital = (query: string): boolean => /\p{Lu}/u.test(query);

/**
 * Makes the test for a line. A query without a capital matches any case. A pattern looks at as much of a line as it can search in a
 * bounded number of steps: 65,536 characters without a repetition, about 1,000 with two.
 * @throws QUERY_INVALID for a pattern that cannot be read or could run away.
 */
export function lineMatcher(
  query: string,
  mode: 'exact' | 'regex',
  anyCase = !hasCapital(query),
): LineMatcher {
  return mode === 'exact' ? exactMatcher(query) : patternMatcher(query, anyCase);
}

function exactMatcher(query: string): LineMatcher {
  const anyCase = !hasCapital(query);
  const required = requiredOf(query, anyCase);
  const shared = {
    reach: Infinity,
    longest: query.length,
    ...(required && { required: { ...required, enough: required.text === query } }),
  };
  if (!anyCase)
    return {
      ...shared,
      match(text) {
        const at = text.indexOf(query);
        return at < 0 ? null : { at, length: query.length };
      },
    };
  const pattern = anyCaseOf(query);
  return {
    ...shared,
    match(text) {
      const lower = text.toLowerCase();
      const at = lower.indexOf(query);
      if (at < 0 || lower.length === text.length)
        return at < 0 ? null : { at, length: query.length };
      // Some letters have another length in small form, so that places differ.
      return { at: pattern.exec(text)?.index ?? 0, length: query.length };
    },
  };
}

/**
 * What of a text can be looked for in bytes: all of it, or where any case counts the longest part that is ASCII, for other letters have
 * other bytes in capitals. Null where that is too short, or where the text is not what bytes decode to.
 */
function requiredOf(text: string, anyCase: boolean): Omit<RequiredText, 'enough'> | null {
  if (!text.isWellFormed() || /[\r\n\uFEFF\uFFFD]/.test(text)) return null;
  // oxlint-disable-next-line no-control-regex -- ASCII is just this range
  if (!anyCase || /^[\x00-\x7F]*$/.test(text)) return text === '' ? null : { text, anyCase };
  // oxlint-disable-next-line no-control-regex -- ASCII is just this range
  const parts = text.split(/[^\x00-\x7F]+/);
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '');
  return longest.length < 3 ? null : { text: longest, anyCase };
}

const anyCaseOf = (text: string): RegExp =>
  new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'iu');

function patternMatcher(query: string, anyCase: boolean): LineMatcher {
  const { repetitions, ways, runaway } = measurePattern(query);
  if (query.length > maxPatternLength || repetitions > maxRepetitions || ways > maxWays || runaway)
    throw new SherpaError(
      'QUERY_INVALID',
      {
        reason:
          'the pattern repeats a group, has more than two open repetitions or more than 1,024 combinations of alternatives, looks around, refers back, or is longer than 500 characters',
      },
      { field: 'query' },
    );
  try {
    const pattern = new RegExp(query, anyCase ? 'iu' : 'u');
    const reach = Math.min(maxReach, Math.floor((maxSteps / ways) ** (1 / (repetitions + 1))));
    const text = requiredText(query);
    const required = text === null ? null : requiredOf(text, anyCase);
    return {
      reach,
      longest: Infinity,
      work: (length) => (Math.min(length, reach) / reach) ** (repetitions + 1),
      ...(required && { required: { ...required, enough: false } }),
      match(text) {
        const found = pattern.exec(text.length > reach ? text.slice(0, reach) : text);
        return found ? { at: found.index, length: found[0].length } : null;
      },
    };
  } catch (cause) {
    throw new SherpaError(
      'QUERY_INVALID',
      { reason: 'it is not a regular expression' },
      { cause, field: 'query' },
    );
  }
}
