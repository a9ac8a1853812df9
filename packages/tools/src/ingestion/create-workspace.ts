import type { Workspace, WorkspaceStores } from './workspace.ts';

export interface WorkspaceOptions {
  readonly project: string;
  /** SHA-256 (hex) of bytes. */
  readonly sha256: (bytes: Uint8Array) => string;
  /** Epoch milliseconds; only for time budgets. */
  readonly now: () => number;
}

/** Search, diagnosis and lines over the ready files of one project. */
export declare function createWorkspace(
  stores: WorkspaceStores,
  options: WorkspaceOptions,
): Workspace;
