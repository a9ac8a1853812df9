import type { Part } from '../document/document.ts';
import { neutralWords, numberWords } from './neutral-words.ts';
import type { Citable, Slot, WordedSlot } from './slot.ts';

const maxCharacters = 240;
const maxSentences = 2;
/** Stands in for a name or a number while the rest of a sentence is checked. */
const mark = '\u0001';

/**
 * Is a sentence of a model borne out by the facts that it cites? Every name and number in it must be one of theirs, every other word
 * one that claims nothing or stands in them, and what it says is read, written, first or last must be so.
 * @returns the sentence with its names as code, or why it was refused.
 */
export function checkSlot(
  slot: Slot,
  text: string,
  cited: readonly string[],
): WordedSlot | { readonly refused: string } {
  const refused = (why: string): { refused: string } => ({ refused: why });
  const sentence = text.trim().replaceAll(/\s+/g, ' ');
  if (sentence === '') return refused('it is empty');
  if (sentence.length > maxCharacters) return refused('it is too long');
  const facts = slot.citable.filter(({ id }) => cited.includes(id));
  if (facts.length === 0 || new Set(cited).size !== facts.length)
    return refused('it cites facts that there are not');
  const names = facts
    .flatMap((fact) => fact.names.map((name) => ({ name, fact })))
    .toSorted((a, b) => b.name.length - a.name.length);
  const parts = partsOf(sentence, names);
  const plain = parts.map((part) => (typeof part === 'string' ? part : mark)).join('');
  if ((plain.match(/[.!?](?:\s|$)/g) ?? []).length > maxSentences)
    return refused('it has more than two sentences');
  const own = facts
    .map((fact) => fact.names.reduce((words, name) => words.replaceAll(name, ' '), fact.words))
    .join(' ');
  const numbers = new Set(own.match(/\d+(?:\.\d+)?/g) ?? []);
  const known = new Set(own.toLowerCase().match(/[a-z]+/g) ?? []);
  for (const word of plain.match(/[A-Za-z0-9](?:[A-Za-z0-9'._-]*[A-Za-z0-9])?/g) ?? []) {
    const number = /^\d+(?:\.\d+)?$/.test(word) ? word : numberWords[word.toLowerCase()];
    if (number !== undefined) {
      if (!numbers.has(number)) return refused(`the number ${word} is in no fact it cites`);
    } else if (/\d|_|\.|[a-z][A-Z]/.test(word))
      return refused(`the name ${word} is in no fact it cites`);
    else if (!neutralWords.has(word.toLowerCase()) && !known.has(word.toLowerCase()))
      return refused(`no fact it cites says "${word}"`);
  }
  const strange = /[^A-Za-z0-9 ,.;:()'\u0001-]/.exec(plain)?.[0];
  if (strange !== undefined) return refused(`it holds "${strange}"`);
  if (parts.every((part) => typeof part === 'string') && !/\d/.test(plain))
    return refused('it names nothing');
  const counted = uncounted(plain, own);
  if (counted !== null) return refused(`the facts it cites count no ${counted}`);
  const wrong = parts.findIndex((_, at) => contradicts(parts, at, names));
  if (wrong >= 0) return refused('it says of a name what the facts do not');
  return { parts, facts: [...new Set(facts.flatMap((fact) => fact.facts))] };
}

/** What a sentence counts and the facts do not: two tasks are not two tables. */
function uncounted(plain: string, facts: string): string | null {
  const stem = (word: string): string => word.toLowerCase().replace(/s$/, '');
  const near = facts.toLowerCase().match(/[a-z]+|\d+(?:\.\d+)?/g) ?? [];
  const words = plain.match(/[A-Za-z]+|\d+(?:\.\d+)?|\u0001/g) ?? [];
  for (const [at, word] of words.entries()) {
    const number = /^\d/.test(word) ? word : numberWords[word.toLowerCase()];
    const noun = words[at + 1];
    if (number === undefined) continue;
    const isCounted = near.some(
      (each, place) =>
        each === number &&
        noun !== undefined &&
        [near[place - 1], near[place + 1]].some((beside) => beside && stem(beside) === stem(noun)),
    );
    if (!isCounted) return `${word} ${noun === mark ? 'of a name' : (noun ?? '')}`.trim();
  }
  return null;
}

/** Words before a name that say what happens to it. */
const claims: readonly (readonly [roles: readonly Citable['role'][], words: RegExp])[] = [
  [['read'], /\b(?:reads?|reading|takes?|uses?|using|consumes?|from|inputs?|sources?)\b/gi],
  [
    ['written'],
    /\b(?:writes?|writing|written|fills?|produces?|producing|creates?|into|to|outputs?|targets?|results?|stores?|storing)\b/gi,
  ],
  [['awaited'], /\b(?:waits?|waiting)\b/gi],
  [['first', 'started'], /\b(?:starts?|starting)\b/gi],
  [['first'], /\b(?:begins?|beginning|first)\b/gi],
  [['last'], /\b(?:ends?|ending|finish(?:es|ing)?|last|finally)\b/gi],
];

/**
 * A dataset, a pipeline that is awaited or started, a first or last task need a word before them that says what they are, and the
 * nearest such word must fit. What comes behind a name is not looked at: "x is written" has no such word before and is refused.
 */
function contradicts(
  parts: readonly Part[],
  at: number,
  names: readonly { readonly name: string; readonly fact: Citable }[],
): boolean {
  const part = parts[at]!;
  if (typeof part === 'string') return false;
  const roles = new Set(
    names.filter(({ name }) => name === part.code).map(({ fact }) => fact.role),
  );
  if (roles.has('other')) return false;
  const before = parts
    .slice(0, at)
    .map((each) => (typeof each === 'string' ? each : mark))
    .join('');
  let nearest: readonly Citable['role'][] = [];
  let place = -1;
  for (const [said, words] of claims)
    for (const { index } of before.matchAll(words))
      if (index > place) [nearest, place] = [said, index];
  return !nearest.some((role) => roles.has(role));
}

/** The sentence with each name of the facts as code, quoted or bare. */
function partsOf(sentence: string, names: readonly { readonly name: string }[]): Part[] {
  const parts: Part[] = [];
  let plain = '';
  let at = 0;
  while (at < sentence.length) {
    const found = names.find(({ name }) => standsAt(sentence, at, name));
    if (!found) {
      plain += sentence[at];
      at += 1;
      continue;
    }
    const isQuoted = sentence[at - 1] === '`' && sentence[at + found.name.length] === '`';
    if (isQuoted) plain = plain.slice(0, -1);
    if (plain !== '') parts.push(plain);
    plain = '';
    parts.push({ code: found.name });
    at += found.name.length + (isQuoted ? 1 : 0);
  }
  if (plain !== '') parts.push(plain);
  return parts;
}

function standsAt(sentence: string, at: number, name: string): boolean {
  if (!sentence.startsWith(name, at)) return false;
  const isWord = (character: string | undefined): boolean =>
    character !== undefined && /[\w/-]/.test(character);
  const behind = sentence.slice(at + name.length);
  // A dot behind a name ends the sentence, unless more of a name follows.
  return !isWord(sentence[at - 1]) && !isWord(behind[0]) && !/^\.\w/.test(behind);
}
