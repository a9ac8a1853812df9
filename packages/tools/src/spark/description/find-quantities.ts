import {
  clockPattern,
  countPattern,
  durationPattern,
  fractionPattern,
  readCount,
  readDuration,
  readShare,
  readSize,
  sharePattern,
  sizePattern,
} from './quantities.ts';

/** An amount in a sentence, with the words around it up to its neighbours. */
export interface Quantity {
  readonly kind: 'size' | 'duration' | 'share' | 'count';
  readonly value: number;
  /** As it stands there. */
  readonly text: string;
  readonly isNegative: boolean;
  readonly before: string;
  readonly after: string;
}

const found = new RegExp(
  [
    `(?<share>${sharePattern}|${fractionPattern})`,
    `(?<clock>${clockPattern})`,
    `(?<size>${sizePattern})`,
    `(?<duration>${durationPattern})`,
    `(?<count>${countPattern})`,
  ].join('|'),
  'gi',
);

const words: readonly (readonly [RegExp, string])[] = [
  [/\bhalf an hour\b/gi, '30 minutes'],
  [/\b(?:a|an|one) hour and a half\b/gi, '90 minutes'],
  [/\ban? (?=(?:hour|minute|second|day)\b)/gi, '1 '],
  [/\ba dozen\b/gi, '12'],
  [/\ba hundred\b/gi, '100'],
];
const numerals =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const tens = 'thirty forty fifty sixty seventy eighty ninety'.split(' ');
const numeral = new RegExp(
  `\\b(${[...numerals, ...tens].join('|')})\\b(?=\\s+(?:\\w+\\s+)?(?:executors?|workers?|nodes?|machines?|cores?|v?cpus?|tasks?|partitions?|stages?|hours?|minutes?|seconds?|days?))`,
  'gi',
);

/** Numbers in words become digits: `twenty executors`, `half an hour`. */
export function inDigits(text: string): string {
  let plain = text;
  for (const [word, digits] of words) plain = plain.replaceAll(word, digits);
  return plain.replaceAll(numeral, (word, _, at: number) => {
    // `one task` is an example of many.
    if (/^one\s+(?:\w+\s+)?task/i.test(plain.slice(at))) return word;
    const small = numerals.indexOf(word.toLowerCase());
    return String(small === -1 ? 30 + 10 * tens.indexOf(word.toLowerCase()) : small);
  });
}

/** The amounts of a sentence in its order. What is a part of a name or a version (`m5.4xlarge`, `v1.2.3`) is none. */
export function quantitiesIn(sentence: string): Quantity[] {
  const matches = [...sentence.matchAll(found)].filter(({ 0: text, index, groups }) => {
    const left = sentence.slice(0, index);
    const isInName = /[\w.$#]$/.test(left) || (left.endsWith('/') && groups!['size'] === undefined);
    // Its number is a name, and what stands before it goes on behind it.
    if (/\bstages?\s+#?$/i.test(left)) return false;
    // `50x5` is two amounts, `4c` are cores.
    const goesOn = /^(?!x|c\b)[a-z_]/i.test(sentence.slice(index + text.length));
    return !goesOn && (!isInName || /\dx$/i.test(left));
  });
  return matches.flatMap((match, at) => {
    const { index, groups, 0: text } = match;
    const value = valueOf(groups!, text);
    if (value === null) return [];
    const previous = matches[at - 1];
    const from = previous ? previous.index + previous[0].length : 0;
    const before = sentence.slice(from, index);
    return {
      kind: kindOf(groups!),
      value,
      text: text.trim(),
      isNegative: /(?:^|[\s(:=])-$/.test(sentence.slice(0, index)),
      before,
      after: sentence.slice(index + text.length, matches[at + 1]?.index ?? sentence.length),
    };
  });
}

const kindOf = ({ size, share, count }: Record<string, string>): Quantity['kind'] =>
  size !== undefined
    ? 'size'
    : share !== undefined
      ? 'share'
      : count !== undefined
        ? 'count'
        : 'duration';

function valueOf(groups: Record<string, string>, text: string): number | null {
  const { size, share, count } = groups;
  if (size !== undefined) return readSize(text);
  if (share !== undefined) return readShare(text);
  return count === undefined ? readDuration(text) : readCount(text);
}
