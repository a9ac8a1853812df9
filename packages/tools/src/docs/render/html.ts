import type { Block, Part, PipelineDocument, Reference } from '../document/document.ts';

/** Documents with the paths that they link to each other by. */
export interface PlacedDocument {
  readonly path: string;
  readonly document: PipelineDocument;
}

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;display:block;overflow-x:auto;margin:.5rem 0}th,td{border:1px solid #8886;padding:.25rem .5rem;text-align:left;vertical-align:top}
code,pre{font:13px/1.45 ui-monospace,monospace}pre{background:#8881;padding:.75rem;overflow-x:auto}code{overflow-wrap:anywhere}
blockquote{margin:.5rem 0;padding-left:1rem;border-left:3px solid #8886;white-space:pre-wrap}.place{opacity:.7;font-size:.85em}`;

/**
 * All documents as one page that needs nothing else: no script, no address of the network, and every text of the source escaped. The
 * content policy in it forbids what is not its own style, so that even an escape that failed would run nothing.
 */
export function toHtml(documents: readonly PlacedDocument[]): string {
  const anchors = new Map(documents.map(({ path }, at) => [path, `p${at + 1}`]));
  const write = writer(anchors);
  const contents = documents.map(
    ({ path, document }) =>
      `<li><a href="#${anchors.get(path)}">${escape(document.title)}</a></li>`,
  );
  const articles = documents.map(({ path, document }) => {
    const sections = document.sections.map(
      ({ title, blocks }) =>
        `<section>\n<h2>${escape(title)}</h2>\n${blocks.map(write).join('\n')}\n</section>`,
    );
    return `<article id="${anchors.get(path)}">\n<h1>${escape(document.title)}</h1>\n${sections.join('\n')}\n</article>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(documents.length === 1 ? documents[0]!.document.title : 'Pipelines')}</title>
<style>${style}</style>
</head>
<body>
${documents.length > 1 ? `<nav>\n<ul>\n${contents.join('\n')}\n</ul>\n</nav>\n` : ''}${articles.join('\n')}
</body>
</html>
`;
}

function writer(anchors: ReadonlyMap<string, string>): (block: Block) => string {
  const part = (each: Part): string => {
    if (typeof each === 'string') return escape(each);
    const code = `<code>${escape(each.code)}</code>`;
    const anchor = each.document === undefined ? undefined : anchors.get(each.document);
    return anchor === undefined ? code : `<a href="#${anchor}">${code}</a>`;
  };
  const parts = (all: readonly Part[]): string => all.map(part).join('');
  return (block) => {
    switch (block.kind) {
      case 'text':
        return `<p>${parts(block.statement.parts)}${place(block.statement.reference)}</p>`;
      case 'list':
        return `<ul>\n${block.items.map((item) => `<li>${parts(item.parts)}${place(item.reference)}</li>`).join('\n')}\n</ul>`;
      case 'table':
        return rows(
          [...block.header, 'Source'],
          block.rows.map(({ cells, reference }) => [...cells.map(parts), place(reference) || '-']),
        );
      case 'quote':
        return `<blockquote>${escape(block.text)}</blockquote>\n<p>${place(block.reference)}</p>`;
      case 'diagram':
        return `${rows(
          ['From', 'To'],
          block.arrows.map(({ from, to }) =>
            [from, to].map((name) => `<code>${escape(name)}</code>`),
          ),
        )}\n<details>\n<summary>As Mermaid</summary>\n<pre>${escape(block.mermaid)}</pre>\n</details>`;
      case 'commands':
        return `<pre>${escape(block.lines.join('\n'))}</pre>`;
      default:
        return block satisfies never;
    }
  };
}

const rows = (header: readonly string[], body: readonly (readonly string[])[]): string =>
  `<table>\n<thead><tr>${header.map((cell) => `<th>${escape(cell)}</th>`).join('')}</tr></thead>\n<tbody>\n${body
    .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('\n')}\n</tbody>\n</table>`;

const place = (reference: Reference | null): string => {
  if (!reference) return '';
  const {
    file,
    lines: [first, last],
  } = reference;
  return ` <span class="place"><code>${escape(`${file}:${first === last ? first : `${first}-${last}`}`)}</code></span>`;
};

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    // Control characters are no characters of HTML.
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\ufffd');
