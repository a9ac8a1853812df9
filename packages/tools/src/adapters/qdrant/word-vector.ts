/** Constants of BM25 as SQLite has them (https://www.sqlite.org/fts5.html#the_bm25_function), so that both rank alike. */
const k1 = 1.2;
const b = 0.75;
/**
 * Words of an average document. Qdrant is given the weight of a word when a document is written, and cannot know the average of
 * those that come later. Most documents are a template with its exemplar: two short lines of a log.
 */
const averageLength = 40;

/** A vector with a place for each word. */
export interface WordVector {
  readonly indices: number[];
  readonly values: number[];
}

/** The words of a prepared text, split as the tokenizer of the embedded index splits. */
export const tokensOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{Co}_.-]+/u)
    .filter((token) => token !== '');

/** What a document brings to the score of each of its words; Qdrant multiplies it with how rare the word is. */
export function documentVector(tokens: readonly string[]): WordVector {
  const counts = new Map<number, number>();
  for (const token of tokens) {
    const place = placeOf(token);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const norm = k1 * (1 - b + (b * tokens.length) / averageLength);
  return {
    indices: [...counts.keys()],
    values: [...counts.values()].map((count) => (count * (k1 + 1)) / (count + norm)),
  };
}

/** Each word of a query counts once, with its weight; 1 where it has none. */
export function queryVector(
  tokens: readonly string[],
  weights: ReadonlyMap<string, number> = new Map(),
): WordVector {
  const places = new Map(tokens.map((token) => [placeOf(token), weights.get(token) ?? 1]));
  return { indices: [...places.keys()], values: [...places.values()] };
}

/** FNV-1a over the UTF-16 units, 32 bits: two words of a vocabulary of 100,000 share a place with probability 1 in 50,000 a word. */
function placeOf(token: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < token.length; at++) {
    const unit = token.charCodeAt(at);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01_00_01_93);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01_00_01_93);
  }
  return hash >>> 0;
}
