import type { FileFacts } from './facts.ts';
import type { Finding } from './lint/finding.ts';
import type { DagSource } from './read-dag-file.ts';

export interface ReadAnswer {
  readonly facts: FileFacts;
  /** Empty where no lint was asked for. */
  readonly findings: readonly Finding[];
  /** Parts of the lint that could not run, in words. */
  readonly missing: readonly string[];
}

/** Reads DAG files outside of the caller's thread, each within a time limit. */
export interface DagReader {
  /**
   * @param behind files that it may import (`createFilesBehind`).
   * @returns `problem`: why the file could not be read at all.
   */
  read(
    source: DagSource,
    options: {
      readonly lint: boolean;
      readonly now: number;
      readonly behind?: readonly DagSource[];
    },
    signal?: AbortSignal,
  ): Promise<ReadAnswer | { readonly problem: string }>;
  close(): Promise<void>;
}

/** Longest source that is read, in characters. */
export const maxSourceCharacters = 2_000_000;
