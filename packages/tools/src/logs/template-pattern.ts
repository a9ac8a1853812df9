import { wildcard } from './mask-word.ts';

/** Signs behind which a value begins, and before which one ends. */
const opening = /^(.*[=:([{<"'/@,#])/;
const closing = /([)\]}>"'/,;:.=]*)$/;

/** `rhost=<*>` of `rhost=a.org` and `rhost=b.net`: the common edges, cut at a sign, around a wildcard. */
export function patternOf(words: readonly string[]): string {
  const [first = '', ...others] = words;
  let prefix = first;
  let suffix = behindMask(first);
  for (const word of others) {
    let same = 0;
    while (same < prefix.length && prefix[same] === word[same]) same += 1;
    prefix = prefix.slice(0, same);
    const end = behindMask(word);
    let tail = 0;
    while (tail < suffix.length && suffix[suffix.length - 1 - tail] === end[end.length - 1 - tail])
      tail += 1;
    suffix = tail === 0 ? '' : suffix.slice(-tail);
  }
  const masked = prefix.indexOf(wildcard);
  if (masked >= 0) prefix = prefix.slice(0, masked);
  const head = opening.exec(prefix)?.[1] ?? '';
  const tail = closing.exec(suffix)?.[1] ?? '';
  const room = Math.min(...words.map((word) => word.length));
  return head.length + tail.length > room ? wildcard : `${head}${wildcard}${tail}`;
}

const key = /^\W*(?:\w+[=:]["'([]?)?/;

/** `path=<*>,` of `path=/data/orders,`: a value by itself, with the name that it was given and the signs around it. */
export function patternOfValue(word: string): string {
  const head = opening.exec(key.exec(word)![0].replace(/[/\\<]+$/, ''))?.[1] ?? '';
  const tail = closing.exec(behindMask(word))?.[1] ?? '';
  return head.length + tail.length > word.length ? wildcard : `${head}${wildcard}${tail}`;
}

/** Tests whether a word can stand where the pattern stands. */
export function fitting(pattern: string): (word: string) => boolean {
  if (pattern === wildcard) return () => true;
  const at = pattern.indexOf(wildcard);
  const head = pattern.slice(0, at);
  const tail = pattern.slice(at + wildcard.length);
  return (word) =>
    word.length >= head.length + tail.length && word.startsWith(head) && word.endsWith(tail);
}

const behindMask = (word: string): string => {
  const at = word.lastIndexOf(wildcard);
  return at < 0 ? word : word.slice(at + wildcard.length);
};
