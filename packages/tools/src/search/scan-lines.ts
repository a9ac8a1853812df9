import { SherpaError } from '../errors.ts';
import { readLines, type LogLine } from '../logs/read-lines.ts';

/** Repeating a group, looking around and referring back can take time exponential in the length of a line. */
const runaway = /\)[*+{]|\(\?<?[=!]|\\[1-9k]/;
/** Each repetition without an upper bound multiplies the time by the length of the line. */
const unbounded = /(?<!\\)(?:[*+]|\{\d+,\})/g;
const maxUnbounded = 2;
const maxPatternLength = 500;
/** Only this much of a line is matched by a regular expression, which bounds the time of what is still allowed. */
const maxMatchedCharacters = 1024;

/**
 * Makes the test for a line.
 * @throws QUERY_INVALID for a pattern that cannot be read or could run away.
 */
export function lineMatcher(query: string, mode: 'exact' | 'regex'): (text: string) => boolean {
  if (mode === 'exact') {
    if (/\p{Lu}/u.test(query)) return (text) => text.includes(query);
    return (text) => text.toLowerCase().includes(query);
  }
  const repetitions = query.match(unbounded)?.length ?? 0;
  if (query.length > maxPatternLength || repetitions > maxUnbounded || runaway.test(query))
    throw new SherpaError(
      'QUERY_INVALID',
      {
        reason:
          'the pattern repeats a group, has more than two open repetitions, looks around, refers back, or is longer than 500 characters',
      },
      { field: 'query' },
    );
  try {
    const pattern = new RegExp(query, /\p{Lu}/u.test(query) ? 'u' : 'iu');
    return (text) => pattern.test(text.slice(0, maxMatchedCharacters));
  } catch (cause) {
    throw new SherpaError(
      'QUERY_INVALID',
      { reason: 'it is not a regular expression' },
      { cause, field: 'query' },
    );
  }
}

/** Lines of a source that pass the test, with the number of all that do; `keep` of them are given back. */
export async function scanLines(
  chunks: AsyncIterable<Uint8Array>,
  matches: (text: string) => boolean,
  options: { readonly keep: number; readonly signal?: AbortSignal },
): Promise<{ lines: LogLine[]; total: number }> {
  const lines: LogLine[] = [];
  let total = 0;
  for await (const batch of readLines(chunks, options.signal ? { signal: options.signal } : {})) {
    for (const line of batch) {
      if (!matches(line.text)) continue;
      total += 1;
      if (lines.length < options.keep) lines.push(line);
    }
  }
  return { lines, total };
}
