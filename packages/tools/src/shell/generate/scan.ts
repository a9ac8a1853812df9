import type { Literal, TaggedRequest } from './lex-request.ts';
import { mayFit } from './rule-words.ts';
import { emptyWords, wordClasses } from './word-classes.ts';

/** A match of a rule: the words that it took and the literals in them. */
export interface Taken {
  readonly text: string;
  /** By the number of the group; a group that holds a tag gives its literal. */
  readonly groups: readonly (string | undefined)[];
  readonly literals: readonly Literal[];
}

const cache = new Map<string, RegExp>();
/** Letters of the languages in which requests come; plain ranges are much faster than Unicode classes. */
const letters = String.raw`a-z\u00df-\u024f\u0400-\u04ff`;

/**
 * Makes a rule: `{class}` stands for its words, `<P>` for a literal of the kind, `<PU>` for one of these kinds, a blank for any white
 * space and ` ?` for none or some. Words are matched whole and in any case: rules and the text that they read are in small letters.
 */
function compiled(rule: string, flags: 'd' | 'dy' = 'd'): RegExp {
  const name = flags === 'd' ? rule : `@${rule}`;
  let pattern = cache.get(name);
  if (!pattern) {
    const source = rule
      .replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
        wordClasses[name] ? `(?:${wordClasses[name]})` : whole,
      )
      .replaceAll(/<([A-Z]+)>/g, (_, kinds: string) => `(?:<[${kinds}]\\d+>)`)
      .replaceAll(String.raw`\p{L}`, letters)
      .replaceAll(String.raw`\p{N}`, '0-9')
      .replaceAll(' ?', String.raw`\s*`)
      .replaceAll(/(?<!-)\] /g, String.raw`]\s+`)
      .replaceAll(/(?<![[\]-]) /g, String.raw`\s+`);
    pattern = new RegExp(
      String.raw`(?<![${letters}0-9_<-])(?:${smallLetters(source)})(?![${letters}0-9_>]|-[${letters}])`,
      flags,
    );
    cache.set(name, pattern);
  }
  return pattern;
}

/** Small letters, but for tags and what follows a backslash. */
const smallLetters = (text: string): string =>
  text.replaceAll(/<[A-Z]\d+>|<\[[A-Z]+\]|\\.|[A-Z]/g, (part) =>
    part.length === 1 ? part.toLowerCase() : part,
  );

/** Reads a request by rules and keeps account of which words a rule has taken. */
export class Scan {
  /** What is left; taken words are dots, so that places stay the same. */
  left: string;
  /** The text as it was before anything was taken. */
  readonly original: string;
  readonly literals: readonly Literal[];
  readonly assumptions: string[] = [];
  readonly placeholders: string[] = [];
  /** What cannot be done as asked; the answer is not complete then. */
  readonly gaps: string[] = [];
  /** Nothing may be changed. */
  readOnly = false;

  constructor({ text, literals }: TaggedRequest) {
    this.left = text;
    this.original = text;
    this.literals = literals;
  }

  copy(): Scan {
    const copy = new Scan({ text: this.left, literals: this.literals });
    copy.readOnly = this.readOnly;
    return copy;
  }

  /** Finds a rule without taking anything. */
  sees(...rules: readonly string[]): Taken | null {
    for (const rule of rules) {
      const match = mayFit(rule, this.small()) ? compiled(rule).exec(this.small()) : null;
      if (match) return this.takenOf(match);
    }
    return null;
  }

  /** Takes the first rule that fits: its words are accounted for. */
  take(...rules: readonly string[]): Taken | null {
    for (const rule of rules) {
      const match = mayFit(rule, this.small()) ? compiled(rule).exec(this.small()) : null;
      if (match) {
        const taken = this.takenOf(match);
        this.blank(match.index, match[0].length);
        return taken;
      }
    }
    return null;
  }

  /**
   * Takes rules that stand in one sentence in this order with anything between them: all or none. What is between stays for others to
   * read ("replace every blank | in the names below x | by a dash").
   */
  takeParts(...parts: readonly string[]): Taken | null {
    const text = this.small();
    const found: { from: number; match: RegExpExecArray }[] = [];
    for (let start = 0; start < text.length; start = found[0]!.from + 1) {
      found.length = 0;
      let at = start;
      for (const part of parts) {
        const match = compiled(part).exec(text.slice(at));
        const from = match ? at + match.index : -1;
        if (!match || (found.length > 0 && /[.;?!] /.test(text.slice(at, from)))) break;
        found.push({ from, match });
        at = from + match[0].length;
      }
      if (found.length === parts.length) break;
      if (found.length === 0) return null;
    }
    if (found.length < parts.length) return null;
    const taken = found.map(({ from, match }) => ({
      text: this.left.slice(from, from + match[0].length),
      groups: match.indices!.map((place) =>
        place
          ? this.left.slice(from - match.index + place[0], from - match.index + place[1])
          : undefined,
      ),
    }));
    for (const { from, match } of found) this.blank(from, match[0].length);
    return {
      text: taken.map((each) => each.text).join(' … '),
      groups: [undefined, ...taken.flatMap(({ groups }) => groups.slice(1))],
      literals: taken.flatMap(({ text: part }) =>
        (part.match(/<[A-Z]\d+>/g) ?? []).map((tag) => this.literal(tag)!),
      ),
    };
  }

  /** What a rule finds that begins at this place, and where it ends; nothing is taken. */
  at(place: number, rule: string): (Taken & { readonly end: number }) | null {
    if (!mayFit(rule, this.small())) return null;
    const pattern = compiled(rule, 'dy');
    pattern.lastIndex = place;
    const match = pattern.exec(this.small());
    return match && { ...this.takenOf(match), end: place + match[0].length };
  }

  /** Accounts for what stands between two places. */
  accept(from: number, to: number): void {
    this.blank(from, to - from);
  }

  takeAll(...rules: readonly string[]): Taken[] {
    const all: Taken[] = [];
    for (let next = this.take(...rules); next && all.length < 50; next = this.take(...rules))
      all.push(next);
    return all;
  }

  /** Takes all that is left of the literals of one kind. */
  takeLiterals(kind: string): Literal[] {
    return this.takeAll(`<${kind}>`).flatMap(({ literals }) => literals);
  }

  literal(tag: string | undefined): Literal | undefined {
    const number = tag === undefined ? null : /<[A-Z](\d+)>/.exec(tag);
    return number ? this.literals[Number(number[1])] : undefined;
  }

  /** The text with its tags put back as the user wrote them. */
  plain(text: string): string {
    return text.replaceAll(
      /<[A-Z](\d+)>/g,
      (_, number: string) => this.literals[Number(number)]!.source,
    );
  }

  /** Words and names that no rule has taken. */
  leftover(): string[] {
    const words = this.left.match(/<[A-Z]\d+>|[\p{L}][\p{L}\p{N}_'’-]*/gu) ?? [];
    return words
      .filter((word) => word.startsWith('<') || !emptyWords.has(word.toLowerCase()))
      .map((word) => this.plain(word));
  }

  private smallOf = ['', ''];

  /** What is left, in small letters but for the tags; as long as it is. */
  private small(): string {
    if (this.smallOf[0] !== this.left)
      this.smallOf = [
        this.left,
        this.left.replaceAll(/<[A-Z]\d+>|[A-Z]|[^\x00-\x7f]/g, (part) =>
          part.startsWith('<') || part.toLowerCase().length !== part.length
            ? part
            : part.toLowerCase(),
        ),
      ];
    return this.smallOf[1]!;
  }

  private blank(start: number, length: number): void {
    this.left = `${this.left.slice(0, start)}${this.left.slice(start, start + length).replaceAll(/[^\s]/g, '·')}${this.left.slice(start + length)}`;
  }

  private takenOf(match: RegExpExecArray): Taken {
    // As it was written, not in small letters.
    const groups = match.indices!.map((place) => place && this.left.slice(place[0], place[1]));
    const text = groups[0]!;
    const tags = text.match(/<[A-Z]\d+>/g) ?? [];
    return { text, groups, literals: tags.map((tag) => this.literal(tag)!) };
  }
}
