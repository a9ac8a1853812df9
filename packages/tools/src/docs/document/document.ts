/** A document before it is Markdown or HTML. */

/** Our own words, or a text of the source, which is always shown as code. */
export type Part =
  | string
  | {
      readonly code: string;
      /** Path of the document about it, from the folder of the documents. */
      readonly document?: string;
    };

/** Where a statement comes from. */
export interface Reference {
  readonly file: string;
  readonly lines: readonly [first: number, last: number];
}

/** One sentence or row that stands or falls as a whole. */
export interface Statement {
  readonly parts: readonly Part[];
  /** Ids of the facts that it tells; empty for fixed text of ours. */
  readonly facts: readonly string[];
  readonly reference: Reference | null;
  /** Where a model worded `parts`: what the template says of the same facts. */
  readonly template?: readonly Part[];
}

export interface TableRow {
  readonly cells: readonly (readonly Part[])[];
  readonly facts: readonly string[];
  readonly reference: Reference | null;
}

export type Block =
  | { readonly kind: 'list'; readonly items: readonly Statement[] }
  | {
      readonly kind: 'table';
      readonly header: readonly string[];
      readonly rows: readonly TableRow[];
    }
  | {
      readonly kind: 'quote';
      readonly text: string;
      readonly facts: readonly string[];
      readonly reference: Reference;
    }
  | {
      readonly kind: 'diagram';
      readonly mermaid: string;
      readonly facts: readonly string[];
      /** The arrows of it, by the names that it shows. */
      readonly arrows: readonly { readonly from: string; readonly to: string }[];
    }
  | { readonly kind: 'commands'; readonly lines: readonly string[] }
  | { readonly kind: 'text'; readonly statement: Statement };

export type SectionId =
  | 'purpose'
  | 'at-a-glance'
  | 'diagram'
  | 'tasks'
  | 'inputs-and-outputs'
  | 'columns'
  | 'parameters'
  | 'failure-handling'
  | 'runbook'
  | 'data-quality'
  | 'other-pipelines'
  | 'security'
  | 'open-questions'
  | 'provenance';

export interface Section {
  readonly id: SectionId;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface PipelineDocument {
  readonly title: string;
  readonly file: string;
  readonly sections: readonly Section[];
}
