/** A piece of the command's text: from `start` up to, without, `end` (UTF-16 offsets). */
export interface Span {
  readonly start: number;
  readonly end: number;
}
