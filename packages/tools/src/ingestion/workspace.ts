import type {
  BlobStore,
  Embedder,
  FileRecord,
  MetadataStore,
  SearchIndex,
} from '../ports/index.ts';
import type { Level } from '../logs/event.ts';
import type { QueryPart } from '../search/query.ts';
import type { ValueWish } from '../search/value-question.ts';
import type { ValueKind } from '../search/value-text.ts';
import type { Diagnosis, Evidence, Limit } from '../diagnosis/diagnosis.ts';
import type { EventLog } from './event-logs.ts';
import type { SparkRuns } from './spark-runs.ts';
import type { FailureMemory } from './remember-failure.ts';
import type { ReadingNote } from './notes-of-files.ts';
import type { ComparedRuns } from '../comparison/index.ts';
import type { Timeline } from '../timeline/index.ts';

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
  /**
   * Without it the query decides: words rank templates and events, phrases and patterns scan the raw lines, filters alone list
   * events. `ranked`: always by the words. `exact`, `regex`: the whole query is one text or pattern, without any syntax.
   */
  readonly mode?: 'ranked' | 'exact' | 'regex';
  readonly levels?: readonly Level[];
  readonly after?: number;
  readonly before?: number;
  readonly limit: number;
  /** Lines before and behind each hit that are given with it, at most 20. */
  readonly context?: number;
  /** Counts the values of up to 200,000 matching lines instead of the first 1,000. */
  readonly values?: boolean;
  /** What is asked of the values: "which host most?", "slowest", "how many different users". It counts them as `values` does. */
  readonly ask?: string;
  readonly signal?: AbortSignal;
}

/** Addresses of the lines of a hit. */
export interface HitLinks {
  /** `UPLOAD/FILE#L120-L140`, to write down. */
  readonly place: string;
  /** On the page of the server. */
  readonly page: string;
  /** The route that gives the lines; `GET`. */
  readonly lines: string;
}

/** A line beside a hit, cut at 300 characters. */
export interface NeighbourLine {
  readonly number: number;
  readonly text: string;
  readonly cut: boolean;
  readonly level: Level;
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
  readonly links: HitLinks;
  /** The lines around it, itself included, where the request asks for them. */
  readonly context?: readonly NeighbourLine[];
}

/** A condition of the query, for showing it. */
export interface QueryFilter {
  readonly field: QueryPart['kind'];
  readonly negated: boolean;
  /** As it was typed; without it the query is the same but for this condition. */
  readonly text: string;
  readonly span: readonly [from: number, to: number];
  /** In words, with the time that a relative one stands for. */
  readonly meaning: string;
}

/** What was found, counted; each sum over levels, and over buckets with `untimed`, is `total`. */
export interface HitCounts {
  /** What one is: a line, an event, or an event of a template that has words of the question. */
  readonly of: 'lines' | 'events' | 'events of matching templates';
  readonly total: number;
  readonly levels: Readonly<Partial<Record<Level, number>>>;
  readonly files: readonly { readonly id: string; readonly name: string; readonly total: number }[];
  readonly loggers: readonly { readonly name: string; readonly total: number }[];
  /** `id` is what `template:` takes; no text where the template is not indexed. */
  readonly templates: readonly {
    readonly id: string;
    readonly text: string | null;
    readonly total: number;
  }[];
  /** Buckets from the first to the last hit, at most 60, without gaps; null where no hit has a time. */
  readonly histogram: {
    readonly bucketMilliseconds: number;
    readonly buckets: readonly {
      readonly time: number;
      readonly total: number;
      readonly levels: Readonly<Partial<Record<Level, number>>>;
    }[];
  } | null;
  readonly untimed: number;
  readonly firstTime: number | null;
  readonly lastTime: number | null;
}

/** A number of a facet, with its line. */
interface FacetNumber {
  readonly text: string;
  readonly links: HitLinks;
}

/** What stands under one name in the lines that match. */
interface FoundFacet {
  /** The key (`rhost`), the constant words before it (`for id`), with the unit behind it (`took … seconds`). */
  readonly name: string;
  readonly kind: ValueKind;
  readonly unit: string | null;
  /** How many of the lines have it. */
  readonly lines: number;
  /** Different values; `orMore` where there are so many that some were forgotten. */
  readonly distinct: number;
  readonly orMore: boolean;
  /** Counts of values may be this much too low, where some were forgotten. */
  readonly missed: number;
  /** The most frequent values, each with the first line that has it. */
  readonly top: readonly {
    readonly text: string;
    readonly total: number;
    readonly links: HitLinks;
  }[];
  /** Of values that are numbers; the mean is in the unit that they are written in, in ms or bytes where that varies. */
  readonly numbers: {
    readonly least: FacetNumber;
    readonly greatest: FacetNumber;
    readonly mean: number;
    readonly meanUnit: string | null;
    readonly count: number;
  } | null;
  /** Ids of templates that have it, at most five; what `template:` takes. */
  readonly templates: readonly string[];
}

/** What was asked of the values. */
export interface ValueAnswer {
  readonly wish: ValueWish;
  /** Null where no facet fits the words. */
  readonly facet: FoundFacet | null;
  /** Names of facets that fit about as well. */
  readonly others: readonly string[];
  /** The most or least frequent value, the greatest or the least; null for a mean, and where no facet fits. */
  readonly value: {
    readonly text: string;
    readonly total: number;
    readonly links: HitLinks;
  } | null;
  /** What else the line of an extreme says. */
  readonly beside: readonly { readonly name: string; readonly text: string }[];
  /** The lines that show it. */
  readonly evidence: readonly Evidence[];
}

export interface FoundValues {
  /** Lines whose values were counted, of those that match. */
  readonly read: number;
  readonly of: number;
  /** Those that differ first, then by how many lines have them; at most 20. */
  readonly facets: readonly FoundFacet[];
  readonly answer: ValueAnswer | null;
}

export interface SearchLogsAnswer {
  readonly hits: readonly SearchLogsHit[];
  readonly total: number;
  readonly counts: HitCounts;
  readonly values: FoundValues;
  /** How the query was carried out. */
  readonly searchedBy: 'ranked' | 'lines' | 'events';
  /** Conditions of the query; plain words are not among them. */
  readonly filters: readonly QueryFilter[];
  /** Files that speak of it, best first (at most 20). */
  readonly files: readonly { readonly id: string; readonly name: string }[];
  readonly searched: { readonly files: number; readonly lines: number };
  readonly limits: readonly Limit[];
  /** What was assumed or left out while the files were read. */
  readonly notes: readonly ReadingNote[];
}

interface DiagnoseAnswer extends Diagnosis {
  /** What is remembered of this failure; null where there is none. */
  readonly memory: FailureMemory | null;
  /** What was assumed or left out while the files were read. */
  readonly notes: readonly ReadingNote[];
}

/** A line that proves something. */
export interface QuotedPlace {
  readonly fileId: string;
  readonly line: number;
  /** Offset of its first byte. */
  readonly start: number;
  /** Text that the line has; a long line is cut around it. */
  readonly matched: string;
  readonly why: string;
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
  /** Milestones of all files in one order. The culprit is the cause of the diagnosis; without one it is looked for, and not remembered. */
  timeline(
    request: Scope & { limit: number; diagnosis?: Diagnosis; signal?: AbortSignal },
  ): Promise<Timeline>;
  /** What differs in `after`, the run in question, from `before`; `limit` entries of each list. */
  compare(request: {
    readonly before: Scope;
    readonly after: Scope;
    readonly limit: number;
    readonly signal?: AbortSignal;
  }): Promise<ComparedRuns>;
  /** Spark event logs in scope: what was given as files, and rolled ones put together. */
  eventLogs(scope: Scope): Promise<readonly EventLog[]>;
  /** Spark event logs of all uploads, the newest 10,000 at most; `leftOut` counts older uploads. */
  everyEventLog(): Promise<{ readonly logs: readonly EventLog[]; readonly leftOut: number }>;
  /** What runs of Spark jobs took, over time. */
  readonly sparkRuns: SparkRuns;
  /** Streams the stored (unpacked) bytes of a file, for engines that read it whole. Throws NOT_FOUND. */
  content(fileId: string): AsyncIterable<Uint8Array>;
  /** Lines [from, to], 1-based, inclusive, at most 2,000 at once. */
  lines(fileId: string, from: number, to: number): Promise<LinesAnswer>;
  /** Makes evidence of lines that an engine found, from the stored bytes; lines without what was `matched` are left out. */
  quote(places: readonly QuotedPlace[]): Promise<Evidence[]>;
  /** Keeps only evidence whose quote stands in the stored bytes. */
  verify(evidence: readonly Evidence[]): Promise<{ kept: Evidence[]; dropped: Evidence[] }>;
}
