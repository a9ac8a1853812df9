import { createTemplateMiner } from '../logs/index.ts';

const maxWords = 40;
/** Forms of one length that a new one is compared with, and of all lengths. */
const maxAlike = 400;
const maxForms = 8000;
/** Share of words that two messages of one statement have in common at least. */
const alikeFrom = 0.6;

/**
 * Tells whether a message has a form that was not seen before. The miner that all of the product uses decides whether it has met the
 * words; because it merges statements only later, a form that mostly equals a known one is no news either. Memory is bounded:
 * where there is no more room, nothing is news.
 */
export function createFamiliarity(): { isNew(message: string): boolean; forms(): number } {
  const miner = createTemplateMiner<null>();
  const byLength = new Map<number, string[][]>();
  let highest = -1;
  let forms = 0;
  return {
    isNew(message) {
      const id = miner.add(message, null);
      if (id <= highest) return false;
      highest = id;
      const words = message.split(/\s+/, maxWords).map((word) => (/\d/.test(word) ? '<*>' : word));
      const known = byLength.get(words.length) ?? [];
      if (forms >= maxForms || known.length >= maxAlike) return false;
      if (known.some((other) => alike(other, words))) return false;
      byLength.set(words.length, [...known, words]);
      forms += 1;
      return true;
    },
    forms: () => forms,
  };
}

function alike(one: readonly string[], other: readonly string[]): boolean {
  let same = 0;
  for (const [at, word] of one.entries()) if (word === other[at]) same += 1;
  return same >= Math.ceil(one.length * alikeFrom);
}
