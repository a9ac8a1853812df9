import { wordClasses } from './word-classes.ts';

/** What a text must hold so that a rule can fit: every piece of one of the alternatives. */
type Alternatives = readonly (readonly Piece[])[];
type Piece =
  | { readonly word: string }
  | { readonly kinds: string }
  | { readonly any: Alternatives };

const known = new Map<string, Alternatives>();

/**
 * Says whether a rule may fit a text, by the words and tags that it cannot do without. Building a regular expression takes far longer
 * than this, and most rules have nothing to do with a request.
 * @param text in small letters but for its tags.
 */
export function mayFit(rule: string, text: string): boolean {
  let wanted = known.get(rule);
  if (!wanted) {
    wanted = read(rule, 0).found;
    known.set(rule, wanted);
  }
  return fits(wanted, text);
}

const fits = (alternatives: Alternatives, text: string): boolean =>
  alternatives.some((pieces) =>
    pieces.every((piece) =>
      'word' in piece
        ? text.includes(piece.word)
        : 'kinds' in piece
          ? piece.kinds.split('').some((kind) => text.includes(`<${kind}`))
          : fits(piece.any, text),
    ),
  );

const classes = new Map<string, Alternatives>();
function classOf(name: string): Alternatives | null {
  const words = wordClasses[name];
  if (words === undefined) return null;
  const found = classes.get(name) ?? read(words, 0).found;
  classes.set(name, found);
  return found;
}

/** Where a character class or an escape ends. */
const endOfClass = (rule: string, from: number): number => {
  let at = from + 1;
  if (rule[at] === '^') at += 1;
  if (rule[at] === ']') at += 1;
  while (at < rule.length && rule[at] !== ']') at += rule[at] === '\\' ? 2 : 1;
  return at + 1;
};

/** Reads the alternatives from a place to the bracket that closes them, or to the end. */
function read(rule: string, from: number): { found: Alternatives; next: number } {
  const found: Piece[][] = [[]];
  let word = '';
  let at = from;
  const flush = (): void => {
    if (word.length > 1) found.at(-1)!.push({ word: word.toLowerCase() });
    word = '';
  };
  /** Takes a quantifier; says whether what stands before it may be missing. */
  const optional = (): boolean => {
    const sign = rule[at];
    if (sign === '?' || sign === '*' || sign === '+') {
      at += 1;
      if (rule[at] === '?') at += 1;
      return sign !== '+';
    }
    const counted = /^\{(\d+)(?:,\d*)?\}\??/.exec(rule.slice(at, at + 10));
    if (!counted) return false;
    at += counted[0].length;
    return counted[1] === '0';
  };
  while (at < rule.length) {
    const sign = rule[at]!;
    if (sign === ')') break;
    if (sign === '|') {
      flush();
      found.push([]);
      at += 1;
    } else if (sign === '(') {
      flush();
      const kind = /^\((?:\?(?:[=!]|<[=!]|:|<\w+>))?/.exec(rule.slice(at, at + 20))![0];
      const inner = read(rule, at + kind.length);
      at = inner.next + 1;
      const free = optional();
      if (!free && !/[=!]$/.test(kind)) found.at(-1)!.push({ any: inner.found });
    } else if (sign === '[') {
      flush();
      at = endOfClass(rule, at);
      optional();
    } else if (sign === '\\') {
      flush();
      at += rule[at + 1] === 'p' ? rule.indexOf('}', at) - at + 1 : 2;
      optional();
    } else if (sign === '{') {
      flush();
      const name = /^\{(\w+)\}/.exec(rule.slice(at, at + 30));
      if (!name) {
        at += 1;
        continue;
      }
      at += name[0].length;
      const inner = classOf(name[1]!);
      if (!optional() && inner) found.at(-1)!.push({ any: inner });
    } else if (sign === '<') {
      flush();
      const tag = /^<\[?([A-Z]+)\]?(?:\\d\+|\d+)?>/.exec(rule.slice(at, at + 40));
      if (!tag) {
        at += 1;
        continue;
      }
      at += tag[0].length;
      if (!optional()) found.at(-1)!.push({ kinds: tag[1]! });
    } else {
      at += 1;
      if (/[a-z']/i.test(sign)) {
        // A letter that may be missing does not belong to the word before it.
        if (/[?*]/.test(rule[at] ?? '')) {
          flush();
          optional();
        } else word += sign;
      } else {
        flush();
        optional();
      }
    }
  }
  flush();
  return { found, next: at };
}
