import { SherpaError } from '../errors.ts';
import { lineMatcher, prepareWords } from '../search/index.ts';
import type { MatchingLines } from './matching-lines.ts';
import type { ReadingNote } from './notes-of-files.ts';
import type { SearchPlan } from './plan-search.ts';
import { searchLines } from './search-lines.ts';
import type { Searchable } from './search-ranked.ts';
import type { SearchLogsRequest } from './workspace.ts';

/** A pattern has a longest length. */
const maxWords = 15;
const maxWordLength = 30;

/**
 * Answers a question while the search index cannot be used: lines that have a word of it, in their order, with a note that says so.
 * @param cause what the index threw
 * @throws the cause, where it is something else, or where the question has no word
 */
export async function searchWithoutIndex(
  places: Searchable,
  request: Pick<SearchLogsRequest, 'limit' | 'signal'>,
  plan: Extract<SearchPlan, { by: 'ranked' }>,
  cause: unknown,
  lines: MatchingLines,
) {
  const words = [...new Set(prepareWords(plan.question))]
    .filter(({ length }) => length <= maxWordLength)
    .slice(0, maxWords);
  if (!(cause instanceof SherpaError) || cause.code !== 'STORE_UNAVAILABLE' || words.length === 0)
    throw cause;
  const answer = await searchLines(places, request, {
    // Prepared words are letters and digits: nothing in them is syntax.
    matcher: lineMatcher(words.join('|'), 'regex', true),
    why: 'It has a word of the question.',
    range: null,
    files: plan.files,
    lines,
  });
  const note: ReadingNote = {
    what: 'ranked search',
    why: cause.message,
    effect: 'Lines with any word of the question are listed in their order instead.',
  };
  return { answer, note };
}
