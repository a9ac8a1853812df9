/** What an option, a subcommand or a whole tool does to the world; see `effects/reason-codes.ts` for levels and meanings. */
type Mark = string;

export interface Option {
  /** As typed: `-n`, `--lines`, `-mtime`, `if=`. */
  readonly names: readonly string[];
  /** Name of its value; undefined: takes none. */
  readonly value: string | undefined;
  /** The value may be left out, and is then glued on when given (`--color=WHEN`). */
  readonly valueOptional: boolean;
  readonly marks: readonly Mark[];
  /** One line, starting with a verb: "sorts by number". */
  readonly meaning: string;
}

export interface Operand {
  /** `FILE`, `PATTERN`, `DIR` …; what it is called in the explanation. */
  readonly name: string;
  readonly repeats: boolean;
  readonly marks: readonly Mark[];
  readonly meaning: string;
}

export interface Subcommand {
  /** Words that choose it: `['s3', 'rm']`. */
  readonly path: readonly string[];
  readonly marks: readonly Mark[];
  readonly meaning: string;
  readonly options: readonly Option[];
  readonly operands: readonly Operand[];
}

/** A program of the table. Marks of a tool hold both its effects and how its words are read (`words`, `stops`, `bundle`). */
export interface Tool {
  readonly names: readonly string[];
  readonly marks: readonly Mark[];
  readonly meaning: string;
  readonly options: readonly Option[];
  readonly operands: readonly Operand[];
  readonly subcommands: readonly Subcommand[];
  /** Where BSD or BusyBox differ, by option name, or '' for the tool. */
  readonly notes: readonly Note[];
}

export interface Note {
  readonly userland: 'bsd' | 'busybox';
  /** The option it is about; '' for the whole tool. */
  readonly option: string;
  readonly text: string;
}
