import type { WrittenDocument } from '@datasherpa/tools/docs';

/** The diagram of a document; null where it has none. */
export function mermaidOf({ sections }: WrittenDocument['document']): string | null {
  for (const { blocks } of sections)
    for (const block of blocks) if (block.kind === 'diagram') return block.mermaid;
  return null;
}

/** The diagram alone, as Mermaid reads it; of several documents each under a comment with its title, as Markdown. */
export function diagramsOf(documents: readonly WrittenDocument[]): string {
  const drawn = documents.flatMap(({ title, document }) => {
    const mermaid = mermaidOf(document);
    return mermaid === null ? [] : [{ title, mermaid }];
  });
  if (drawn.length === 1) return `${drawn[0]!.mermaid}\n`;
  return drawn
    .map(({ title, mermaid }) => fenced(`%% ${title.replaceAll(/\s+/g, ' ')}\n${mermaid}`))
    .join('\n');
}

/** The same for a page that shows Markdown. */
export function withFences(
  documents: readonly { readonly mermaid: string | null }[],
  rendered: unknown,
): string {
  const text = typeof rendered === 'string' ? rendered : '';
  return documents.filter(({ mermaid }) => mermaid !== null).length === 1
    ? fenced(text.trimEnd())
    : text;
}

// No backtick stands in a diagram: labels have them as entities.
const fenced = (mermaid: string): string =>
  `\`\`\`mermaid\n${mermaid.replaceAll('`', "'")}\n\`\`\`\n`;
