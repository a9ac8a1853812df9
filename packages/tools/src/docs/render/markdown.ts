import type {
  Block,
  Part,
  PipelineDocument,
  Reference,
  Section,
  Statement,
} from '../document/document.ts';

/** The hand-written part of a section lives between these two lines and is kept when the document is written anew. */
const notesStart = (section: string): string => `<!-- notes: ${section} -->`;
export const notesEnd = '<!-- /notes -->';

/** Characters of a text of the source that is shown in a table; the whole of it is in the facts. */
const maxCell = 300;

/**
 * The document as Markdown that GitHub, MkDocs and Docusaurus show alike. Texts of the source stand in code spans or code blocks, where
 * nothing in them is markup. The same document gives the same bytes.
 */
export function toMarkdown({ title, sections }: PipelineDocument): string {
  const head = [`# ${escapeText(title)}`, ''];
  return `${[...head, ...sections.flatMap(sectionLines)].join('\n').trimEnd()}\n`;
}

const sectionLines = ({ id, title, blocks }: Section): string[] => [
  `## ${title}`,
  '',
  ...blocks.flatMap((block) => [...blockLines(block), '']),
  notesStart(id),
  notesEnd,
  '',
];

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [sentence(block.statement)];
    case 'list':
      return block.items.map((item) => `- ${sentence(item)}`);
    case 'table':
      return [
        `| ${[...block.header, 'Source'].join(' | ')} |`,
        `| ${[...block.header, 'Source'].map(() => '---').join(' | ')} |`,
        ...block.rows.map(
          ({ cells, reference }) =>
            `| ${[...cells.map((cell) => parts(cell, true)), reference ? codeSpan(placeOf(reference), true) : '-'].join(' | ')} |`,
        ),
      ];
    case 'quote':
      return [
        ...fenced('text', block.text.split('\n')),
        '',
        `From ${codeSpan(placeOf(block.reference), false)}.`,
      ];
    case 'diagram':
      return fenced('mermaid', block.mermaid.split('\n'));
    case 'commands':
      return fenced('sh', block.lines);
    default:
      return block satisfies never;
  }
}

const sentence = ({ parts: said, reference, template }: Statement): string =>
  `${parts(said, false)}${place(reference)}${template ? ` ${wordedMark(parts(template, false))}` : ''}`;

/**
 * Behind a sentence that a model worded: a hash of what the template says of the same facts. While the facts are the same, the
 * sentence is not stale.
 */
const wordedMark = (template: string): string => `<!-- worded: ${hashOf(template)} -->`;

/** FNV-1a, 32 bits, hex: not against forgery, only to see that a text is still the same. */
export function hashOf(text: string): string {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

/** A fence that is longer than any run of backticks in the text. */
function fenced(language: string, lines: readonly string[]): string[] {
  const longest = Math.max(
    2,
    ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)),
  );
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence];
}

const parts = (all: readonly Part[], inTable: boolean): string =>
  all
    .map((part) => {
      if (typeof part === 'string') return part;
      const span = codeSpan(part.code, inTable);
      return part.document === undefined ? span : `[${span}](../${part.document})`;
    })
    .join('');

/** A code span whose content can be anything; in a table a bar is escaped, as GitHub's tables want it. */
export function codeSpan(text: string, inTable: boolean): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const cut = inTable && line.length > maxCell ? `${line.slice(0, maxCell)}...` : line;
  const safe = inTable ? cut.replaceAll('|', '\\|') : cut;
  if (safe === '') return '` `';
  const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = safe.startsWith('`') || safe.endsWith('`') ? ' ' : '';
  return `${fence}${space}${safe}${space}${fence}`;
}

/** `file.py:12` or `file.py:12-14`. */
const placeOf = ({ file, lines: [first, last] }: Reference): string =>
  first === last ? `${file}:${first}` : `${file}:${first}-${last}`;

const place = (reference: Reference | null): string =>
  reference ? ` (${codeSpan(placeOf(reference), false)})` : '';

const escapeText = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]<>#|]/g, (sign) => `\\${sign}`);
