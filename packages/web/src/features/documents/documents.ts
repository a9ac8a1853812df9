interface WrittenDocument {
  readonly path: string;
  readonly title: string;
  readonly kind: string;
  /** Of the source. */
  readonly file: string;
  readonly markdown: string;
  readonly facts: number;
  readonly questions: number;
}

/** An answer of `doc-writer.generate_documentation`. */
export interface Documentation {
  readonly documents: readonly WrittenDocument[];
  /** `README.md` of the folder. */
  readonly index: string;
  readonly without: readonly { readonly path: string; readonly why: string }[];
}

/** The documents in the data of an answer, or null. The server checked it against the tool's output schema. */
export function readDocuments(data: unknown): Documentation | null {
  const { documents, index } = (data ?? {}) as Partial<Documentation>;
  return Array.isArray(documents) && typeof index === 'string' && documents.length > 0
    ? (data as Documentation)
    : null;
}

/** A piece of a document: Markdown, or the text of a Mermaid diagram. */
export interface DocumentPart {
  readonly kind: 'markdown' | 'diagram';
  readonly text: string;
}

const fence = /^```mermaid\n([\s\S]*?)\n```$/m;
/** Where a person's own words may stand; nothing to read. */
const notes = /^<!-- \/?notes(?:: [a-z-]+)? -->\n?/gm;

/** Cuts a document at its diagrams. */
export function documentParts(markdown: string): DocumentPart[] {
  return markdown
    .replaceAll(notes, '')
    .split(fence)
    .map((text, at): DocumentPart => ({ kind: at % 2 === 1 ? 'diagram' : 'markdown', text }))
    .filter(({ text }) => text.trim() !== '');
}
