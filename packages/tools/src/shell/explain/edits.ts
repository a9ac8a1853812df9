import type { Span } from '../syntax/span.ts';

/** A piece of a command's text and what stands in its place. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** The text with all pieces replaced; null where two of them overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string | null {
  const sorted = [...edits].sort((one, other) => one.span.start - other.span.start);
  let edited = '';
  let at = 0;
  for (const { span, text: replacement } of sorted) {
    if (span.start < at) return null;
    edited += text.slice(at, span.start) + replacement;
    at = span.end;
  }
  return edited + text.slice(at);
}
