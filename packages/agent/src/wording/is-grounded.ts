import { prepareWords } from '@datasherpa/tools/search';
import type { Facts } from './facts-of.ts';

/** Share of a sentence's content words that have to stand in the facts. */
const knownWords = 0.6;

const citation = /\[([A-Za-z]+\d+)\]/g;
const code = /`([^`]+)`|"([^"]+)"|“([^”]+)”/g;
/** A name that a program gave: dotted, underscored, with a path, camelCase, or letters mixed with digits. */
const identifier =
  /[\w$-]+(?:[./:_][\w$-]+)+|\b[a-z]+[A-Z]\w*|\b[A-Z][a-z]+[A-Z]\w*|\b(?=\w*\d)(?=\w*[A-Za-z])\w+/g;
/** A name of many words, such as the id of a task: its words are nobody's sentence. */
const hyphenated = /\b[\w$]+(?:-[\w$]+){2,}/g;
/** HTML, links, pictures and addresses: words of findings have none, and a face may let them act. */
const active = /<[a-z!/?]|\]\s?[([:]|\w+:\/\/|\bwww\.|\b(?:javascript|data|mailto):/i;
const number = /\d[\d,]*(?:\.\d+)?/g;
const listMark = /^\s*(?:[-*•]|\d{1,2}[.)])\s+/;

/** Makes the check for one set of facts. */
export function groundingCheck({ text, advice, citations }: Facts): (sentence: string) => boolean {
  const lower = text.toLowerCase();
  const words = new Set(
    prepareWords(`${withoutNames(text.replaceAll(hyphenated, ' '))}\n${advice}`),
  );
  const numbers = new Set((text.match(number) ?? []).map(plainNumber));
  // Confidence is kept as a share and said as a percentage.
  for (const each of numbers) {
    const value = Number(each);
    if (value > 0 && value < 1) numbers.add(String(Math.round(value * 100)));
  }

  /** True where every citation, number, name and quotation of the sentence, and most of its words, stand in the facts. */
  return (sentence) => {
    let rest = sentence.replace(listMark, '');
    for (const [, id] of rest.matchAll(citation)) if (!citations.has(id!)) return false;
    rest = rest.replaceAll(citation, ' ');
    if (active.test(rest)) return false;
    for (const [, ...quoted] of rest.matchAll(code)) {
      const part = quoted.find((each) => each !== undefined)!;
      if (!lower.includes(part.trim().toLowerCase())) return false;
    }
    for (const [name] of rest.matchAll(identifier))
      if (!lower.includes(name.toLowerCase())) return false;
    for (const [each] of rest.matchAll(number))
      if (!numbers.has(plainNumber(each)) && !lower.includes(each)) return false;
    const stems = prepareWords(withoutNames(rest));
    const known = stems.filter((stem) => words.has(stem)).length;
    // Without a word of content there is nothing to check but what was checked: names and citations.
    if (stems.length === 0)
      return new RegExp(`${identifier.source}|${citation.source}`).test(sentence);
    return known / stems.length >= knownWords;
  };
}

const plainNumber = (text: string): string => String(Number(text.replaceAll(',', '')));

/** A model that obeys what somebody called a task would otherwise find its words in the facts. */
const withoutNames = (text: string): string =>
  text.replaceAll(identifier, (name) => (/[A-Za-z]/.test(name) ? ' ' : name));
