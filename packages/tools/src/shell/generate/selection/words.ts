/**
 * Conditions on files are read around the one word that is no grammar: a span of time, a size, an ending, a path. The words that may
 * stand before and after it are a set, not a phrase, so that their order does not matter; what they say together is judged afterwards.
 */
import type { Literal } from '../lex-request.ts';
import type { Scan } from '../scan.ts';

/** Words that turn a condition round. */
export const excludingWords =
  "except(?:ing)?(?: for)?|exclud(?:e|es|ed|ing)|but not|not|no|non|never|neither|nor|nothing|none|ignor(?:e|es|ing)|without|other than|apart from|besides|leav(?:e|es|ing) out|skip(?:s|ped|ping)?|omit(?:s|ted|ting)?|disregard(?:ing)?|but keep|keep(?:ing)?|spar(?:e|es|ing)|but leave|leav(?:e|ing)|preserv(?:e|ing)|retain(?:ing)?|don't|doesn't|aren't|isn't|outside(?: of)?";
const excluding = new RegExp(String.raw`\b(?:${excludingWords})\b`, 'i');
export const excludes = (words: string): boolean => excluding.test(words);

/** Words that only join a condition to what it is about. */
export const joining =
  'that|which|who|whose|where|were|was|are|is|be|being|been|have|has|had|having|do|does|did|with|of|an?|the|and|but|only|just|those|they|it|its|their|all|any|every|each|ones?|also|must|should|still';

export interface Around {
  readonly before: string;
  readonly after: string;
  readonly literals: readonly Literal[];
}

/**
 * Takes each literal of the kinds for which `judge` says yes, with the words of the two sets that stand next to it.
 * What `judge` refuses stays where it is.
 */
export function takeAround(
  scan: Scan,
  { literal, before, after }: { literal: string; before: string; after: string },
  judge: (found: Around) => boolean,
): void {
  const rule = `((?:(?:${before})(?:,? |-))*)(${literal})((?: (?:${after}))*)`;
  const refused: [string, string][] = [];
  for (let tries = 0; tries < 20; tries++) {
    const found = scan.sees(rule);
    if (!found) break;
    const around = {
      before: found.groups[1] ?? '',
      after: found.groups[3] ?? '',
      literals: found.literals,
    };
    if (judge(around)) {
      scan.take(rule);
      continue;
    }
    // Hidden for the rest of this search, and put back afterwards.
    const tag = /<[A-Z]\d+>/.exec(found.groups[2]!)![0];
    const veiled = tag.replace('<', '{').replace('>', '}');
    scan.left = scan.left.replace(tag, veiled);
    refused.push([veiled, tag]);
  }
  for (const [veiled, tag] of refused) scan.left = scan.left.replace(veiled, tag);
}
