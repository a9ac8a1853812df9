import { SherpaError } from '../errors.ts';
import { readLines, type LogLine } from '../logs/read-lines.ts';

/** A pattern with nested repetition can take time exponential in the length of a line. */
const nestedRepetition = /\((?:[^()\\]|\\.)*[+*](?:[^()\\]|\\.)*\)[+*{]|\(\?<?[=!]|\\[1-9]/;
const maxPatternLength = 500;
/** Only this much of a line is matched by a regular expression, which bounds the time a bad one can take. */
const maxMatchedCharacters = 4096;

/**
 * Makes the test for a line.
 * @throws QUERY_INVALID for a pattern that cannot be read or could run away.
 */
export function lineMatcher(query: string, mode: 'exact' | 'regex'): (text: string) => boolean {
  if (mode === 'exact') {
    if (/\p{Lu}/u.test(query)) return (text) => text.includes(query);
    return (text) => text.toLowerCase().includes(query);
  }
  if (query.length > maxPatternLength || nestedRepetition.test(query))
    throw new SherpaError(
      'QUERY_INVALID',
      {
        reason:
          'the pattern repeats a repetition, looks around, refers back, or is longer than 500 characters',
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
