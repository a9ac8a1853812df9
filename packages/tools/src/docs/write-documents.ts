import { linker } from './document/link-documents.ts';
import { composeDocument, type Wording } from './document/compose-document.ts';
import type { PipelineDocument } from './document/document.ts';
import type { PipelineFacts } from './facts/fact.ts';
import { mermaidLabel } from './render/diagram.ts';
import { lineageGraph } from './render/lineage-graph.ts';
import { codeSpan, toMarkdown } from './render/markdown.ts';
import type { Slot } from './slots/slot.ts';
import { slotsOf } from './slots/slots-of.ts';

export interface WrittenDocument {
  /** Path relative to the folder of the documents. */
  readonly path: string;
  readonly title: string;
  readonly markdown: string;
  readonly pipeline: PipelineFacts;
  readonly document: PipelineDocument;
  /** Its sentences that a model may word; without secrets. */
  readonly slots: readonly Slot[];
}

export interface WrittenDocuments {
  readonly documents: readonly WrittenDocument[];
  /** `README.md`: all pipelines, and what flows between them. */
  readonly index: string;
}

const maxIndexNodes = 200;
/** Of the name of a file: file systems take 255 bytes, with its ending and a mark while it is written. */
const maxNameSigns = 200;

/**
 * One Markdown document for each pipeline, and an index with the lineage between them.
 * @param sha256Of hash of a source file by its path, hex.
 * @param redact takes secrets out of all texts of the source; the same text must give the same result.
 */
export function writeDocuments(
  pipelines: readonly PipelineFacts[],
  options: {
    readonly sha256Of: (path: string) => string;
    readonly toolVersion: string;
    readonly redact: (text: string) => string;
    /** What a model worded, by the path of the document. */
    readonly wordings?: ReadonlyMap<string, Wording>;
  },
): WrittenDocuments {
  const used = new Map<string, number>();
  const placed = pipelines.map((pipeline) => ({ pipeline, path: pathFor(pipeline, used) }));
  const link = linker(placed);
  const documents = placed.map(({ pipeline, path }) => {
    const safe = link(withoutSecrets(pipeline, options.redact));
    const document = composeDocument(
      safe,
      { sha256Of: options.sha256Of, toolVersion: options.toolVersion },
      options.wordings?.get(path),
    );
    const slots = slotsOf(safe);
    return {
      path,
      title: document.title,
      markdown: toMarkdown(document),
      pipeline,
      document,
      slots,
    };
  });
  return { documents, index: indexOf(documents, options.redact) };
}

/** Facts without secrets; one that had some gets a note of its own. */
function withoutSecrets(pipeline: PipelineFacts, redact: (text: string) => string): PipelineFacts {
  const notes: PipelineFacts['facts'][number][] = [];
  const facts = pipeline.facts.map((fact) => {
    const value = redact(fact.value);
    const attributes = Object.fromEntries(
      Object.entries(fact.attributes).map(([key, each]) => [key, redact(each)]),
    );
    const hadSecret =
      value !== fact.value ||
      Object.entries(attributes).some(([key, each]) => each !== fact.attributes[key]);
    if (hadSecret)
      notes.push({
        ...fact,
        id: `security/${notes.length + 1}`,
        kind: 'security',
        subject: null,
        value: 'A secret stands in the code here; it is left out of this document',
        attributes: {},
      });
    return hadSecret ? { ...fact, id: redact(fact.id), value, attributes } : fact;
  });
  return notes.length === 0 ? pipeline : { ...pipeline, facts: [...facts, ...notes] };
}

function pathFor({ kind, name, file }: PipelineFacts, used: Map<string, number>): string {
  const base = kind === 'airflow' || kind === 'dbt' || kind === 'kubernetes' ? name : file;
  const safe =
    base
      .replaceAll(/[^A-Za-z0-9._/-]+/g, '-')
      .replaceAll(/\.{2,}/g, '.')
      .replaceAll(/^[./-]+|[./-]+$/g, '')
      .replaceAll('/', '-')
      .slice(0, maxNameSigns) || 'pipeline';
  const path = `${kind}/${safe}`;
  const count = (used.get(path) ?? 0) + 1;
  used.set(path, count);
  return count === 1 ? `${path}.md` : `${path}-${count}.md`;
}

function indexOf(documents: readonly WrittenDocument[], redact: (text: string) => string): string {
  const graph = lineageGraph(documents.map(({ pipeline }) => withoutSecrets(pipeline, redact)));
  const ids = new Map(graph.nodes.map(({ id }, at) => [id, `n${at}`]));
  const diagram =
    graph.edges.length === 0
      ? []
      : graph.nodes.length > maxIndexNodes
        ? ['', `The lineage has ${graph.nodes.length} nodes; up to ${maxIndexNodes} are drawn.`]
        : [
            '',
            '## What flows where',
            '',
            '```mermaid',
            'flowchart LR',
            ...graph.nodes.map(
              ({ id, kind, name }) =>
                `  ${ids.get(id)}${kind === 'pipeline' ? `([${mermaidLabel(name)}])` : `[${mermaidLabel(name)}]`}`,
            ),
            ...graph.edges.map(({ from, to }) => `  ${ids.get(from)} --> ${ids.get(to)}`),
            '```',
          ];
  const rows = documents.map(({ path, title, pipeline }) => {
    const count = (kind: 'reads' | 'writes'): number =>
      new Set(pipeline.facts.filter((fact) => fact.kind === kind).map(({ value }) => value)).size;
    return `| [${title.replaceAll(/[\\`*_[\]<>|]/g, (sign) => `\\${sign}`)}](${path}) | ${pipeline.kind} | ${count('reads')} | ${count('writes')} | ${codeSpan(pipeline.file, true)} |`;
  });
  return `${['# Pipelines', '', '| Pipeline | Kind | Reads | Writes | Source |', '| --- | --- | --- | --- | --- |', ...rows, ...diagram].join('\n')}\n`;
}
