import type { Scan } from '../scan.ts';

/** A name in a request: written as one word, in quotes, or any word. */
export const name = String.raw`(<[IQPKXVCN]\d+>|[a-z][\w-]*)`;
/** Words that stand where a name could, and are none. */
const noNames =
  /^(?:the|a|an|all|any|each|every|which|that|this|these|in|on|of|for|from|to|with|and|or|is|are|its|their|my|our|one|and|named|called|name|only)$/i;

/** Takes the first rule whose group is a name. */
export function takeName(scan: Scan, ...rules: readonly string[]): string | null {
  for (const rule of rules) {
    const seen = scan.sees(rule);
    const given = seen?.groups.slice(1).find((group) => group !== undefined);
    if (!seen || given === undefined || noNames.test(given)) continue;
    scan.take(rule);
    return valueOf(scan, given);
  }
  return null;
}

/** What a tag or a word stands for. */
export const valueOf = (scan: Scan, text: string): string =>
  scan.literal(/^<[A-Z]\d+>$/.exec(text)?.[0])?.value ?? text;

/** A name that is needed and was not given: it is shown as a gap to fill in. */
export function needed(scan: Scan, value: string | null, placeholder: string): string {
  if (value !== null) return value;
  if (!scan.placeholders.includes(placeholder)) scan.placeholders.push(placeholder);
  return `<${placeholder}>`;
}

/** A number beside one of the words. */
export function takeNumber(scan: Scan, ...rules: readonly string[]): string | null {
  const taken = scan.take(...rules);
  return taken?.literals.find(({ kind }) => 'NBRA'.includes(kind))?.value ?? null;
}

/** Wishes that many commands share. */
export const wishes = {
  dry: (scan: Scan): boolean =>
    scan.take(
      "(?:,? ?(?:and |but )?)?(?:without (?:really |actually )(?:\\w+ing)(?: anything| it| them| any \\w+)?|as a dry[- ]run|dry[- ]run(?: only| first)?|(?:only )?(?:{show} )?(?:only )?what would (?:be )?\\w+|don't (?:really|actually) \\w+(?: anything)?|do not (?:really|actually) \\w+(?: anything)?|without (?:changing|copying|deleting|removing|applying|executing|running)(?: anything| it| them)?|just simulate)",
    ) !== null,
  human: (scan: Scan): boolean =>
    scan.take(
      '(?:in |with |using |as )?human[- ]readable(?: (?:units?|sizes?|form|format|numbers?))*',
    ) !== null,
  unasked: (scan: Scan): boolean =>
    scan.take(
      '(?:,? ?(?:and )?)?(?:without (?:asking|(?:a |any |further )?(?:confirmation|prompt(?:ing)?|question)s?(?: prompts?)?(?: me)?)|no (?:confirmation|prompt)|non-?interactive(?:ly)?|do not ask(?: me)?|skip(?:ping)? (?:the )?confirmation)',
    ) !== null,
};
