/** Beyond this many words the rest is left out: nobody disguises a command by a thousand alternatives. */
const mostWords = 64;
/** Nested groups are read again at each level, so that the length is bounded. */
const longestWord = 2000;

/**
 * Brace expansion on the text of one word, as bash does it before everything else: `{a,b}`, `{1..3}`, nested.
 * Quoted parts, escapes and `${…}` are left alone. Gives the text itself where nothing expands.
 */
export function expandBraces(text: string): string[] {
  if (text.length > longestWord) return [text];
  const group = findGroup(text);
  if (!group) return [text];
  const before = text.slice(0, group.open);
  const words: string[] = [];
  const rests = expandBraces(text.slice(group.close + 1));
  for (const choice of group.choices)
    for (const middle of expandBraces(choice))
      for (const rest of rests) {
        if (words.length >= mostWords) return words;
        words.push(before + middle + rest);
      }
  return words;
}

interface Group {
  readonly open: number;
  readonly close: number;
  readonly choices: readonly string[];
}

function findGroup(text: string): Group | null {
  for (let open = 0; open < text.length; open++) {
    const skipped = skipQuoted(text, open);
    if (skipped > open) {
      open = skipped - 1;
      continue;
    }
    if (text[open] !== '{') continue;
    const group = readGroup(text, open);
    if (group) return group;
  }
  return null;
}

function readGroup(text: string, open: number): Group | null {
  const cuts: number[] = [open];
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const skipped = skipQuoted(text, at);
    if (skipped > at) {
      at = skipped - 1;
      continue;
    }
    if (text[at] === '{') depth += 1;
    else if (text[at] === ',' && depth === 1) cuts.push(at);
    else if (text[at] === '}' && --depth === 0) {
      if (cuts.length > 1) {
        cuts.push(at);
        const choices = cuts.slice(1).map((cut, index) => text.slice(cuts[index]! + 1, cut));
        return { open, close: at, choices };
      }
      const choices = readRange(text.slice(open + 1, at));
      return choices ? { open, close: at, choices } : null;
    }
  }
  return null;
}

function readRange(inside: string): string[] | null {
  const match = /^(-?\d{1,9}|[A-Za-z])\.\.(-?\d{1,9}|[A-Za-z])(?:\.\.(-?\d{1,9}))?$/.exec(inside);
  if (!match) return null;
  const [, first = '', last = '', step = '1'] = match;
  const letters = /[A-Za-z]/.test(first);
  if (letters !== /[A-Za-z]/.test(last)) return null;
  const from = letters ? first.charCodeAt(0) : Number(first);
  const to = letters ? last.charCodeAt(0) : Number(last);
  const by = Math.max(1, Math.abs(Number(step))) * (from <= to ? 1 : -1);
  const choices: string[] = [];
  for (let value = from; by > 0 ? value <= to : value >= to; value += by) {
    if (choices.length >= mostWords) break;
    choices.push(letters ? String.fromCharCode(value) : String(value));
  }
  return choices;
}

/** The end of what is quoted, escaped or expanded at `at`; `at` itself where nothing of that begins. */
function skipQuoted(text: string, at: number): number {
  const character = text[at];
  if (character === '\\') return Math.min(text.length, at + 2);
  if (character === "'") return endOf(text.indexOf("'", at + 1), text);
  if (character === '"') {
    for (let end = at + 1; end < text.length; end++) {
      if (text[end] === '\\') end += 1;
      else if (text[end] === '"') return end + 1;
    }
    return text.length;
  }
  if (character === '`') return endOf(text.indexOf('`', at + 1), text);
  if (character === '$' && (text[at + 1] === '{' || text[at + 1] === '(')) {
    const close = text[at + 1] === '{' ? '}' : ')';
    const start = text[at + 1]!;
    let depth = 0;
    for (let end = at + 1; end < text.length; end++) {
      if (text[end] === start) depth += 1;
      else if (text[end] === close && --depth === 0) return end + 1;
    }
    return text.length;
  }
  return at;
}

function endOf(found: number, text: string): number {
  return found < 0 ? text.length : found + 1;
}
