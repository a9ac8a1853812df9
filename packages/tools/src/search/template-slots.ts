import { wildcard } from '../logs/mask-word.ts';
import { unitOf } from './value-text.ts';

/** A place of a template where values stand. */
interface Slot {
  /** The constant words before it (`for id`), with the unit behind it (`took … seconds`); '' where nothing names it. */
  readonly name: string;
  /** The word behind it, which names a number that nothing else names: `… instances`. */
  readonly following: string;
  readonly unit: string | null;
  /** The value is the whole word, of which a part varies: a path, `blk_<*>`, `worker-<*>`. */
  readonly whole: boolean;
}

/** A template, ready to be laid over messages. */
export interface TemplateSlots {
  /** Each word, cut at its wildcards. */
  readonly words: readonly (readonly string[])[];
  /** By word and wildcard in it; null where a `key=` names the value, which is found without a template. */
  readonly slots: readonly (readonly (Slot | null)[])[];
}

const maxWords = 160;
const maxSlotCharacters = 200;
/** Behind these a new thought begins. */
const ends = /[,;.)\]}!?>]$/;
const articles = new Set(['the', 'a', 'an', 'of']);

export function slotsOfTemplate(template: string): TemplateSlots {
  const tokens = template.trim().split(/\s+/).slice(0, maxWords);
  const words = tokens.map((token) => token.split(wildcard));
  return {
    words,
    slots: words.map((parts, at) =>
      parts.slice(1).map((_, slot) => slotAt(tokens, words, at, slot)),
    ),
  };
}

function slotAt(
  tokens: readonly string[],
  words: readonly (readonly string[])[],
  at: number,
  slot: number,
): Slot | null {
  const parts = words[at]!;
  const before = parts[slot]!;
  if (/\w=["'([]*$/.test(parts[0]!) || /\w=["'([]*$/.test(before)) return null;
  const whole = isWhole(parts[0]!);
  if (whole && slot > 0) return null;
  const isLast = parts.length === slot + 2;
  const behind = whole ? '' : bare(parts[slot + 1]!);
  const next = isLast && behind === '' ? bare(tokens[at + 1] ?? '') : '';
  const unit = unitOf(behind) ? behind : unitOf(next) ? next : null;
  const inside = whole ? prefixOf(parts[0]!) : bare(before);
  const named = inside === '' ? wordsBefore(tokens, at) : inside;
  if (named === null) return null;
  const following = unit === null && /^[\p{L}-]{3,}$/u.test(next) ? `… ${next.toLowerCase()}` : '';
  const name = [named.toLowerCase(), unit === null ? '' : `… ${unit}`].filter(Boolean).join(' ');
  return { name, following, unit, whole };
}

/** Letters go on into the value, without a sign that opens one. */
const isWhole = (prefix: string): boolean =>
  /\p{L}[\w/.-]*$/u.test(prefix) && /[_/.-]$/.test(prefix);

/** `blk` of `blk_`: such a name is part of the id. A path, and the name of a machine, is named by the words before it. */
const prefixOf = (prefix: string): string =>
  prefix.includes('/') || !prefix.includes('_') ? '' : bare(prefix).replace(/_+$/, '');

const bare = (token: string): string =>
  token.includes(wildcard) ? '' : token.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

/** Up to two words before the place; one that ends in a colon is its name. Null where `key =` names it. */
function wordsBefore(tokens: readonly string[], at: number): string | null {
  if (/^=["'([]*$/.test(tokens[at - 1] ?? '') || /\w=$/.test(tokens[at - 1] ?? '')) return null;
  const names: string[] = [];
  for (let back = at - 1; back >= 0 && names.length < 2 && at - back <= 4; back--) {
    const token = tokens[back]!;
    const isKey = token.endsWith(':');
    if (token.includes(wildcard) || ends.test(token) || (isKey && names.length > 0)) break;
    const word = bare(token);
    if (!/\p{L}/u.test(word)) {
      if (names.length > 0 || isKey) break;
      continue;
    }
    if (articles.has(word.toLowerCase())) continue;
    names.unshift(word);
    // A key, and what opens a bracket, begins a thought.
    if (isKey || /^[([{]/.test(token)) break;
  }
  return names.join(' ');
}

/**
 * The values of a message of a template, in their order, with their slots. A wildcard that is a whole word may stand for several.
 * @returns null where the message does not fit the template.
 */
export function valuesIn(
  { words, slots }: TemplateSlots,
  message: string,
): { readonly slot: Slot; readonly text: string }[] | null {
  const tokens = message.trim().split(/\s+/, maxWords);
  const found: { slot: Slot; text: string }[] = [];
  let at = 0;
  for (const [number, parts] of words.entries()) {
    const token = tokens[at];
    // Templates are made of so much of a message, and messages are cut.
    if (token === undefined) return number > 0 && at === maxWords ? found : null;
    if (parts.length === 1) {
      if (token !== parts[0]) return null;
      at += 1;
      continue;
    }
    let text = token;
    const [first] = slots[number]!;
    if (parts.length === 2 && parts[0] === '' && parts[1] === '') {
      const next = words[number + 1];
      let end = at + 1;
      while (end < tokens.length && (!next || matchWord(next, tokens[end]!) === null)) end += 1;
      if (next && end === tokens.length) return null;
      text = tokens.slice(at, end).join(' ').slice(0, maxSlotCharacters);
      at = end;
    } else at += 1;
    const values = matchWord(parts, text);
    if (!values) return null;
    if (first?.whole) {
      found.push({ slot: first, text });
      continue;
    }
    for (const [order, value] of values.entries()) {
      const slot = slots[number]![order];
      if (!slot) continue;
      const last = found.at(-1);
      // A unit that varies stands at a place of its own: `4.2 KB`, `1.3 GB`.
      if (
        last &&
        last.slot.unit === null &&
        /\d$/.test(last.text) &&
        unitOf(value) &&
        value === bare(text)
      )
        last.text = `${last.text} ${value}`;
      else found.push({ slot, text: value });
    }
  }
  return found;
}

/** What stands for the wildcards of a word; null where the word does not fit. */
function matchWord(parts: readonly string[], word: string): string[] | null {
  const first = parts[0]!;
  const last = parts.at(-1)!;
  if (parts.length === 1) return word === first ? [] : null;
  // A value may be empty, as in `ruser=`.
  if (word.length < first.length + last.length) return null;
  if (!word.startsWith(first) || !word.endsWith(last)) return null;
  const end = word.length - last.length;
  const values: string[] = [];
  let from = first.length;
  for (const middle of parts.slice(1, -1)) {
    const at = middle === '' ? from : word.indexOf(middle, from);
    if (at < 0 || at + middle.length > end) return null;
    values.push(word.slice(from, at));
    from = at + middle.length;
  }
  values.push(word.slice(from, end));
  return values;
}
