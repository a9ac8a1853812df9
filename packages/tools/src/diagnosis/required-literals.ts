/**
 * Which texts an expression cannot do without: one of them (in lower case) stands in every text that it matches. Null where
 * that cannot be told. Found from the source of the expression, so that a rule needs no second list that could be forgotten.
 */
export function requiredLiterals(pattern: RegExp): string[] | null {
  const parser = new Parser(pattern.source);
  const found = parser.alternatives();
  return found && found.every((literal) => literal.length >= minLength)
    ? [...new Set(found)]
    : null;
}

const minLength = 3;

class Parser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Alternatives up to the end of the group: one literal of each is needed. */
  alternatives(): string[] | null {
    const sets: (string[] | null)[] = [this.#sequence()];
    while (this.#source[this.#at] === '|') {
      this.#at += 1;
      sets.push(this.#sequence());
    }
    return sets.some((set) => set === null) ? null : (sets.flat() as string[]);
  }

  /** Of all parts that must be there, the set whose shortest literal is longest. */
  #sequence(): string[] | null {
    let best: string[] | null = null;
    let run = '';
    const offer = (set: string[] | null): void => {
      if (set && set.length > 0 && shortest(set) > (best ? shortest(best) : 0)) best = set;
    };
    const endRun = (): void => {
      if (run !== '') offer([run]);
      run = '';
    };
    while (this.#at < this.#source.length) {
      const character = this.#source[this.#at]!;
      if (character === '|' || character === ')') break;
      if (character === '(') {
        endRun();
        const set = this.#group();
        if (this.#quantifier() !== 'optional') offer(set);
        continue;
      }
      const literal = this.#atom();
      const quantifier = this.#quantifier();
      if (literal === null || quantifier === 'optional') endRun();
      else {
        run += literal;
        if (quantifier === 'repeated') endRun();
      }
    }
    endRun();
    return best;
  }

  #group(): string[] | null {
    this.#at += 1;
    const look = /^\?(?:[=!]|<[=!])/.exec(this.#source.slice(this.#at, this.#at + 3));
    const prefix = /^\?(?::|[=!]|<[=!]|<\w+>)/.exec(this.#source.slice(this.#at));
    this.#at += prefix?.[0].length ?? 0;
    const set = this.alternatives();
    this.#at += 1;
    return look ? null : set;
  }

  /** One character as a literal, or null for anything that stands for several. */
  #atom(): string | null {
    const character = this.#source[this.#at]!;
    if (character === '[') {
      while (this.#source[this.#at] !== ']') this.#at += this.#source[this.#at] === '\\' ? 2 : 1;
      this.#at += 1;
      return null;
    }
    if (character === '\\') {
      const escaped = this.#source[this.#at + 1]!;
      this.#at += 2;
      return /[a-z0-9]/i.test(escaped) ? null : escaped;
    }
    this.#at += 1;
    return character === '.' || character === '^' || character === '$'
      ? null
      : character.toLowerCase();
  }

  #quantifier(): 'once' | 'optional' | 'repeated' {
    const found = /^(?:[?*+]|\{(\d+)(?:,\d*)?\})\??/.exec(
      this.#source.slice(this.#at, this.#at + 12),
    );
    if (!found) return 'once';
    this.#at += found[0].length;
    const least = found[0].startsWith('+') ? 1 : found[1] === undefined ? 0 : Number(found[1]);
    return least === 0 ? 'optional' : 'repeated';
  }
}

const shortest = (set: readonly string[]): number =>
  Math.min(...set.map((literal) => literal.length));
