import type { Span } from '../syntax/span.ts';

export type ExplainedKind =
  | 'program'
  | 'subcommand'
  | 'option'
  | 'value'
  | 'operand'
  | 'operator'
  | 'keyword'
  | 'redirection'
  | 'variable'
  | 'substitution'
  | 'pattern'
  | 'assignment'
  | 'here-document'
  | 'comment'
  | 'unknown';

/** What one piece of a command means. Pieces may lie inside others: a variable inside an argument. */
export interface ExplainedSpan {
  readonly span: Span;
  readonly kind: ExplainedKind;
  readonly text: string;
  /** `table`: the flag table of that program. `syntax`: the rules of the shell. `none`: it is in no table, which the text says. */
  readonly source: 'table' | 'syntax' | 'none';
}

/** Gathers pieces; of two for the same place the later one stands. */
export class Explanation {
  readonly #pieces = new Map<string, ExplainedSpan>();
  readonly #length: number;

  constructor(length: number) {
    this.#length = length;
  }

  add(span: Span, kind: ExplainedKind, text: string, source: ExplainedSpan['source']): void {
    if (span.start >= span.end || span.start < 0 || span.end > this.#length) return;
    this.#pieces.set(`${span.start} ${span.end}`, { span, kind, text, source });
  }

  /** In the order of the text, outer pieces before what lies in them. */
  spans(): ExplainedSpan[] {
    const options = new Uint8Array(this.#length);
    for (const { kind, span } of this.#pieces.values())
      if (kind === 'option' || kind === 'value') options.fill(1, span.start, span.end);
    // A word whose letters and value are explained one by one needs no piece of its own.
    const isRedundant = ({ span, kind, source }: ExplainedSpan): boolean =>
      kind === 'operand' &&
      source === 'syntax' &&
      options.subarray(span.start, span.end).every((character) => character === 1);
    return [...this.#pieces.values()]
      .filter((piece) => !isRedundant(piece))
      .sort((one, other) => one.span.start - other.span.start || other.span.end - one.span.end);
  }

  /** For each character whether a piece covers it that lies inside the region. */
  covered({ start, end }: Span): Uint8Array {
    const covered = new Uint8Array(this.#length);
    for (const { span } of this.#pieces.values())
      if (span.start >= start && span.end <= end) covered.fill(1, span.start, span.end);
    return covered;
  }
}
