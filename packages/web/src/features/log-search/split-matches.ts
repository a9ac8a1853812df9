export interface TextPart {
  readonly text: string;
  readonly isMatch: boolean;
  /** Where it begins in the whole text. */
  readonly start: number;
}

/** Most matches marked in one line; a line of one repeated letter would make thousands of elements. */
const maxMatches = 200;

/** Cuts a text at a query as the exact search reads it: letter case counts only where the query has a capital. */
export function splitMatches(text: string, query: string): readonly TextPart[] {
  if (query === '') return [{ text, isMatch: false, start: 0 }];
  const folded = /\p{Lu}/u.test(query) ? text : text.toLowerCase();
  // Lower case may be longer than the text (İ); then positions would not fit.
  const searched = folded.length === text.length ? folded : text;
  const parts: TextPart[] = [];
  let from = 0;
  for (let found = 0; found < maxMatches; found++) {
    const at = searched.indexOf(query, from);
    if (at === -1) break;
    if (at > from) parts.push({ text: text.slice(from, at), isMatch: false, start: from });
    parts.push({ text: text.slice(at, at + query.length), isMatch: true, start: at });
    from = at + query.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isMatch: false, start: from });
  return parts;
}
