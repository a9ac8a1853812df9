import type { ProcessSubstitutionPart } from 'unbash';
import type { Span } from './span.ts';

/** One word as the program gets it, after quotes, braces and known variables. */
export interface Argument {
  /** The value. What is not known stands in it as it is written: `$DIR/x`, `$(date)`. */
  readonly text: string;
  /** Some part of the value is only known when the command runs. */
  readonly dynamic: boolean;
  /** Holds a pattern that the shell replaces by names of files. */
  readonly glob: boolean;
  /** Where the word stands in the command's text. */
  readonly span: Span;
  /** Where `text` stands word for word, so that a script in it can be pointed at; undefined where quoting changed it. */
  readonly verbatim: number | undefined;
  /** `<(…)` or `>(…)` that makes up the whole word. */
  readonly substitution: ProcessSubstitutionPart | undefined;
}

export function plainArgument(text: string, span: Span): Argument {
  return { text, dynamic: false, glob: false, span, verbatim: undefined, substitution: undefined };
}
