import { wildcard } from './mask-word.ts';

/** What a masked word looks like, and so how readily differing words at one place are taken for a parameter. */
export type Shape = 'value' | 'path' | 'dotted' | 'word' | 'constant';

const sizeUnit = /^\(?(?:B|[KMGTP]i?B|bytes)[,;.)]*$/;
const literal = /^\W*(?:\w+[=:])?(?:true|false|null|None|True|False|nil|NaN|N\/A)\W*$/;
const pathLike = /^\W*(?:\w+[=:]\W*)?(?:\/|[A-Za-z]:\\|\\\\|\w+:\/\/)[\w<]|\/.*\/|\\.*\\|\w@\w/;
const dottedName = /[A-Za-z0-9>]\.[A-Za-z<]/;
/** `java.util.concurrent.TimeUnit.SECONDS`: a name in capitals is a constant of a program. */
const constantName = /\.[A-Z][A-Z_]+\W*$/;
/** `broadcast_<*>_piece0`, `rdd_<*>`: a number with a name, and nothing else. */
const identifier = /^\W*[A-Za-z_-]*<\*>[\w<>*-]*\W*$/;
const capitals = /^[^a-z]*[A-Z][^a-z]*$/;
const masks = /<\*>/g;

export function shapeOfWord(word: string): Shape {
  if (pathLike.test(word)) return 'path';
  if (sizeUnit.test(word) || literal.test(word) || identifier.test(word)) return 'value';
  if (dottedName.test(word)) {
    if (word.includes(wildcard)) return 'value';
    return constantName.test(word) ? 'constant' : 'dotted';
  }
  if (/\d/.test(word)) return 'value';
  const bare = word.replace(masks, '');
  if (bare !== word && !/[A-Za-z]/.test(bare)) return 'value';
  if (capitals.test(bare) && bare.length > 1) return 'constant';
  return 'word';
}
