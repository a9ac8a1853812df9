import type { Argument } from '../syntax/argument.ts';
import { findOption } from './find-option.ts';
import type { Option, Subcommand, Tool } from './tool.ts';

export interface GivenOption {
  /** Undefined: the table does not know it. */
  readonly option: Option | undefined;
  /** As written: `-n`, `--lines`. Of `-rf` each letter is one. */
  readonly name: string;
  /** The word it stands in, and from where to where in that word's value. */
  readonly argument: Argument;
  readonly from: number;
  readonly to: number;
  /** Words of its value; of `-n5` and `--lines=5` a word of its own. */
  readonly values: readonly Argument[];
}

/** The words of a command, told apart with the tool's own grammar. */
export interface Invocation {
  readonly tool: Tool;
  readonly subcommand: Subcommand | undefined;
  readonly subcommandWords: readonly Argument[];
  /** What stands where a subcommand is expected, and is in no table. */
  readonly unknownSubcommand: Argument | undefined;
  readonly options: readonly GivenOption[];
  readonly operands: readonly Argument[];
  /** `--`, where it ends the options. */
  readonly separators: readonly Argument[];
}

/** Splits the words after the program's name into options with their values, subcommand and operands. */
export function readInvocation(tool: Tool, words: readonly Argument[]): Invocation {
  return new Reader(tool, words).read();
}

class Reader {
  readonly #tool: Tool;
  readonly #words: readonly Argument[];
  #at = 0;
  #path: string[] = [];
  #pathDone: boolean;
  #subcommand: Subcommand | undefined;
  #unknown: Argument | undefined;
  readonly #subcommandWords: Argument[] = [];
  readonly #options: GivenOption[] = [];
  readonly #operands: Argument[] = [];
  readonly #separators: Argument[] = [];

  constructor(tool: Tool, words: readonly Argument[]) {
    this.#tool = tool;
    this.#words = words;
    this.#pathDone = tool.subcommands.length === 0;
  }

  read(): Invocation {
    if (this.#has('bundle')) this.#readBundle();
    while (this.#at < this.#words.length) {
      const word = this.#words[this.#at++]!;
      const { text } = word;
      if (!this.#pathDone && this.#extendPath(word)) continue;
      if (text === '--' && !this.#has('plain-dashes')) {
        this.#separators.push(word);
        this.#pathDone = true;
        this.#operands.push(...this.#words.slice(this.#at));
        break;
      }
      if (this.#isOption(word) && !this.#isText(word)) {
        this.#readOption(word);
        continue;
      }
      if (!this.#pathDone) {
        this.#pathDone = true;
        // Where a tool has operands of its own, a word that is no subcommand is one of them.
        if (!this.#subcommand && this.#tool.operands.length === 0) this.#unknown = word;
      }
      this.#operands.push(word);
      if (this.#has('stops')) {
        this.#operands.push(...this.#words.slice(this.#at));
        break;
      }
    }
    if (this.#path.length > 0 && !this.#subcommand && !this.#unknown)
      this.#unknown = this.#subcommandWords[0];
    return {
      tool: this.#tool,
      subcommand: this.#subcommand,
      subcommandWords: this.#subcommandWords,
      unknownSubcommand: this.#unknown,
      options: this.#options,
      operands: this.#operands,
      separators: this.#separators,
    };
  }

  /** A mark of the subcommand, or of a tool that has none chosen. */
  #has(mark: string): boolean {
    return (this.#subcommand ?? this.#tool).marks.includes(mark);
  }

  #extendPath(word: Argument): boolean {
    const path = [...this.#path, word.text];
    const candidates = this.#tool.subcommands.filter((subcommand) =>
      path.every((step, index) => subcommand.path[index] === step),
    );
    if (candidates.length === 0) return false;
    this.#path = path;
    this.#subcommandWords.push(word);
    const exact = candidates.find((candidate) => candidate.path.length === path.length);
    if (exact) this.#subcommand = exact;
    if (candidates.every((candidate) => candidate === exact)) this.#pathDone = true;
    return true;
  }

  /** `echo -rf`: what is no option there is text. */
  #isText({ text }: Argument): boolean {
    return (
      this.#tool.marks.includes('text') &&
      !Array.from(text.slice(1)).every((letter) => findOption(this.#tool, undefined, `-${letter}`))
    );
  }

  #isOption({ text }: Argument): boolean {
    if (text.length > 1 && text.startsWith('-')) return true;
    return findOption(this.#tool, this.#subcommand, text) !== undefined || this.#keyed(text) !== '';
  }

  /** `if=` of `if=/dev/zero`, where the tool has such operands. */
  #keyed(text: string): string {
    const name = /^[A-Za-z][\w-]*=/.exec(text)?.[0] ?? '';
    return name !== '' && findOption(this.#tool, this.#subcommand, name) ? name : '';
  }

  #readOption(word: Argument): void {
    const { text } = word;
    const exact = findOption(this.#tool, this.#subcommand, text);
    if (exact) return this.#push(exact, text, word, 0, text.length, undefined);
    const equals = text.indexOf('=');
    const name = equals > 0 ? text.slice(0, equals) : text;
    const keyed = this.#keyed(text);
    if (keyed !== '') {
      const option = findOption(this.#tool, this.#subcommand, keyed);
      return this.#push(option, keyed, word, 0, keyed.length, keyed.length);
    }
    if (text.startsWith('--') || this.#has('words')) {
      const option = findOption(this.#tool, this.#subcommand, name, { abbreviated: true });
      return this.#push(option, name, word, 0, name.length, equals > 0 ? equals + 1 : undefined);
    }
    if (equals > 2) {
      const option = findOption(this.#tool, this.#subcommand, name);
      if (option && name.length > 2)
        return this.#push(option, name, word, 0, name.length, equals + 1);
    }
    this.#readCluster(word);
  }

  /** `-rf`, `-n5`, `-k2,2`. */
  #readCluster(word: Argument): void {
    const { text } = word;
    for (let at = 1; at < text.length; at++) {
      const name = `-${text[at]}`;
      const option = findOption(this.#tool, this.#subcommand, name);
      // `-0777ne`: digits belong to the letter, what follows does not.
      const digits = option?.value === 'OCTAL' ? /^\d*/.exec(text.slice(at + 1))![0].length : 0;
      const takesRest =
        option?.value !== undefined && option.value !== 'OCTAL' && at + 1 < text.length;
      if (option === undefined && at === 1) {
        this.#push(undefined, text, word, 0, text.length, undefined);
        return;
      }
      this.#push(option, name, word, at === 1 ? 0 : at, at + 1, takesRest ? at + 1 : undefined);
      if (takesRest) return;
      at += digits;
    }
  }

  /** `tar xzf FILE`, `ps aux`: letters without a dash, whose values follow in order. */
  #readBundle(): void {
    const word = this.#words[0];
    if (!word || word.dynamic || !/^[A-Za-z]+$/.test(word.text)) return;
    this.#at = 1;
    for (let at = 0; at < word.text.length; at++) {
      const plain = findOption(this.#tool, undefined, word.text[at]!);
      const option = plain ?? findOption(this.#tool, undefined, `-${word.text[at]}`);
      this.#push(option, word.text[at]!, word, at, at + 1, undefined);
    }
  }

  #push(
    option: Option | undefined,
    name: string,
    word: Argument,
    from: number,
    to: number,
    valueAt: number | undefined,
  ): void {
    const values: Argument[] = [];
    if (valueAt !== undefined) {
      const { verbatim } = word;
      const span =
        verbatim === undefined
          ? word.span
          : { start: verbatim + valueAt, end: verbatim + word.text.length };
      values.push({
        ...word,
        text: word.text.slice(valueAt),
        span,
        verbatim: verbatim === undefined ? undefined : verbatim + valueAt,
      });
    } else if (option?.marks.includes('until-semicolon')) this.#takeCommand(values);
    else if (option?.marks.includes('rest-command')) {
      values.push(...this.#words.slice(this.#at));
      this.#at = this.#words.length;
    } else if (option?.value !== undefined && !option.valueOptional)
      for (let count = option.value.split(' ').length; count > 0; count--) {
        const next = this.#words[this.#at];
        if (!next) break;
        this.#at += 1;
        values.push(next);
      }
    this.#options.push({ option, name, argument: word, from, to, values });
  }

  /** The command of `find -exec`, up to `;` or `{} +`. */
  #takeCommand(values: Argument[]): void {
    while (this.#at < this.#words.length) {
      const word = this.#words[this.#at++]!;
      values.push(word);
      if (word.text === ';' || (word.text === '+' && values.at(-2)?.text === '{}')) return;
    }
  }
}
