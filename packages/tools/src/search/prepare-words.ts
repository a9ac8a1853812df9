import { stem } from './porter-stem.ts';

const stopWords = new Set(
  'a an and are as at be been but by can did do does for from had has have how i if in into is it its me my of on or our so that the their them then there these they this to was we were what when where which who why will with would you your'.split(
    ' ',
  ),
);
const boundaries = /[^\p{L}\p{N}]+/u;
const camel = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

/**
 * Words of a text as they are indexed and searched: split at punctuation and inside camelCase, lower case, stemmed, without
 * stop words. `ExecutorLostFailure` gives executor, lost, failur.
 */
export function prepareWords(text: string): string[] {
  const words: string[] = [];
  for (const token of text.split(boundaries)) {
    if (token === '' || token.length > 200) continue;
    for (const part of token.split(camel)) {
      const word = part.toLowerCase();
      if (!stopWords.has(word)) words.push(stem(word));
    }
  }
  return words;
}
