import type { TextPart } from './split-matches.ts';

/** A line of one letter would make thousands of elements. */
const maxMatches = 100;

/** Cuts a text where one of several texts stands, whatever the case of its letters; of two that begin at one place the longer counts. */
export function splitTexts(text: string, wanted: readonly string[]): readonly TextPart[] {
  const folded = text.toLowerCase();
  const texts = wanted.map((each) => each.toLowerCase()).filter((each) => each !== '');
  // Lower case may be longer than the text (İ); then positions would not fit.
  if (texts.length === 0 || folded.length !== text.length)
    return [{ text, isMatch: false, start: 0 }];
  const pattern = new RegExp(
    texts
      .toSorted((a, b) => b.length - a.length)
      .map((each) => each.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('|'),
    'g',
  );
  const parts: TextPart[] = [];
  let from = 0;
  for (const { index, 0: found } of folded.matchAll(pattern)) {
    if (parts.length > 2 * maxMatches) break;
    if (index > from) parts.push({ text: text.slice(from, index), isMatch: false, start: from });
    parts.push({ text: text.slice(index, index + found.length), isMatch: true, start: index });
    from = index + found.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isMatch: false, start: from });
  return parts;
}
