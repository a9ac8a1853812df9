import type {
  BlobStore,
  Embedder,
  FileRecord,
  MetadataStore,
  SearchIndex,
} from '../ports/index.ts';
import type { Level } from '../logs/event.ts';
import type { Diagnosis, Evidence, Limit } from '../diagnosis/diagnosis.ts';
import type { FailureMemory } from './remember-failure.ts';

/** The stores that ingestion, search and diagnosis work on. */
export interface WorkspaceStores {
  readonly blobs: BlobStore;
  readonly metadata: MetadataStore;
  readonly index: SearchIndex;
  readonly embedder?: Embedder;
}

/** Which files a request looks at: named uploads or files, or everything ready in the project (newest first). */
export interface Scope {
  readonly uploads?: readonly string[];
  readonly files?: readonly string[];
}

export interface SearchLogsRequest extends Scope {
  readonly query: string;
  /** `ranked`: by meaning over templates and events. `exact` and `regex`: scan of the raw lines. */
  readonly mode: 'ranked' | 'exact' | 'regex';
  readonly levels?: readonly Level[];
  readonly after?: number;
  readonly before?: number;
  readonly limit: number;
  readonly signal?: AbortSignal;
}

export interface SearchLogsHit {
  readonly evidence: Evidence;
  readonly kind: 'template' | 'event' | 'line';
  readonly level: Level;
  readonly time: number | null;
  readonly score: number;
  /** The template text where the hit is one, with `<*>` for parameters. */
  readonly template: string | null;
  /** How many events of this template or signature the file has. */
  readonly occurrences: number;
}

export interface SearchLogsAnswer {
  readonly hits: readonly SearchLogsHit[];
  readonly total: number;
  /** Files that speak of it, best first (at most 20). */
  readonly files: readonly { readonly id: string; readonly name: string }[];
  readonly searched: { readonly files: number; readonly lines: number };
  readonly limits: readonly Limit[];
}

interface DiagnoseAnswer extends Diagnosis {
  /** What is remembered of this failure; null where there is none, or none whose cause is decided. */
  readonly memory: FailureMemory | null;
}

export interface LinesAnswer {
  readonly file: FileRecord;
  readonly from: number;
  readonly lines: readonly {
    readonly number: number;
    readonly text: string;
    /** True where a very long line was cut; `bytes` is its whole length. */
    readonly cut: boolean;
    readonly bytes: number;
    readonly level: Level;
  }[];
  readonly totalLines: number;
}

/** What plugins see of the uploads of one project. Made by `createWorkspace`. */
export interface Workspace {
  /** Ready files in scope. Throws NOT_FOUND for an id that does not exist in the project. */
  files(scope: Scope): Promise<readonly FileRecord[]>;
  search(request: SearchLogsRequest): Promise<SearchLogsAnswer>;
  /** Also remembers the failure that is found. */
  diagnose(request: Scope & { question: string; signal?: AbortSignal }): Promise<DiagnoseAnswer>;
  /** Lines [from, to], 1-based, inclusive, at most 2,000 at once. */
  lines(fileId: string, from: number, to: number): Promise<LinesAnswer>;
  /** Keeps only evidence whose quote stands in the stored bytes. */
  verify(evidence: readonly Evidence[]): Promise<{ kept: Evidence[]; dropped: Evidence[] }>;
}
