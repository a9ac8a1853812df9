import { wildcard } from './mask-word.ts';

/** What a masked word looks like, and so how readily differing words at one place are taken for a parameter. */
export type Shape = 'value' | 'path' | 'dotted' | 'word' | 'participle' | 'constant';

const sizeUnit = /^\(?(?:B|[KMGTP]i?B|bytes)[,;.)]*$/;
const literal =
  /^\W*(?:\w+[=:])?(?:true|false|null|None|True|False|nil|NaN|N\/A|on|off|ON|OFF|yes|no|Yes|No|YES|NO)\W*$/;
const pathLike = /^\W*(?:\w+[=:]\W*)?(?:\/|[A-Za-z]:\\|\\\\|\w+:\/\/)[\w<]|\/.*\/|\\.*\\|\w@\w/;
const dottedName = /[A-Za-z0-9>]\.[A-Za-z<]/;
/** `java.util.concurrent.TimeUnit.SECONDS`: a name in capitals is a constant of a program. */
const constantName = /\.[A-Z][A-Z_]+\W*$/;
/** `broadcast_<*>_piece0`, `rdd_<*>`: a number with a name, and nothing else. */
const identifier = /^\W*[A-Za-z_-]*<\*>[\w<>*~@-]*\W*$/;
/** `'eth0'`, `tag="x",`: who writes quotes mostly quotes a value. */
const quoted = /^[\w.:=([-]*(["'`])[^"'`]+\1[)\].,;:]*$/;
const givenQuoted = /^\W*\w+=["'`][^"'`]*["'`]\W*$/;
/** Names of hosts and packages: a domain at either end, all in lower case, as classes are not; with a part behind a slash. */
const domainName =
  /^\W*(?:\w+[=:]\W*)?(?:(?:com|org|net|io|edu|gov|dev)\.[a-z0-9_]+(?:\.[a-z0-9_]+)*(?:\/[\w.$]+)?|(?:[a-z0-9_<*>-]+\.)+(?:com|org|net|edu|gov|io|local|internal|example))\W*$/;
/** `source=Record{<*>}`: what a name was given, with a number in it. */
const givenNumber = /^\W*\w+=.*<\*>/;
/** `Resumed`, `starting`: what happened, which is a statement's own word rather than its parameter. */
const participle = /[a-z](?:ed|ing)\W*$/;
const capitals = /^[^a-z]*[A-Z][^a-z]*$/;
const masks = /<\*>/g;

export function shapeOfWord(word: string): Shape {
  if (pathLike.test(word)) return 'path';
  if (sizeUnit.test(word) || literal.test(word) || identifier.test(word)) return 'value';
  if (givenQuoted.test(word) || domainName.test(word) || givenNumber.test(word)) return 'value';
  if (quoted.test(word)) return 'dotted';
  if (dottedName.test(word)) {
    if (word.includes(wildcard)) return 'value';
    return constantName.test(word) ? 'constant' : 'dotted';
  }
  if (/\d/.test(word)) return 'value';
  const bare = word.replace(masks, '');
  if (bare !== word && !/[A-Za-z]/.test(bare)) return 'value';
  if (capitals.test(bare) && bare.length > 1) return 'constant';
  return participle.test(word) ? 'participle' : 'word';
}
