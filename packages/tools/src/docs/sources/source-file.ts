/** A file of the code that is documented. */
export interface SourceFile {
  /** Path relative to the documented folder, with `/`. */
  readonly path: string;
  readonly text: string;
}
