import { baseForm } from './irregular-forms.ts';
import { stem } from './porter-stem.ts';

const stopWords = new Set(
  'a an and are as at be been but by can did do does for from had has have how i if in into is it its me my of on or our so that the their them then there these they this to was we were what when where which who why will with would you your'.split(
    ' ',
  ),
);
/** `cannot`, `can't`, `doesn't`: people and programs write one or the other. */
const negation = /\b(?:cannot|can['’]t)\b|n['’]t\b/gi;
const boundaries = /[^\p{L}\p{N}]+/u;
const camel = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

/**
 * Words of a text as they are indexed and searched: split at punctuation and inside camelCase, lower case, stemmed, irregular
 * verbs by their base, without stop words. `ExecutorLostFailure` gives executor, lose, fail.
 */
export function prepareWords(text: string): string[] {
  const words: string[] = [];
  for (const token of text.replaceAll(negation, ' not ').split(boundaries)) {
    if (token === '' || token.length > 200) continue;
    for (const part of token.split(camel)) {
      const word = part.toLowerCase();
      if (!stopWords.has(word)) words.push(stem(baseForm(word)));
    }
  }
  return words;
}
