export { createWorkspace } from './create-workspace.ts';
export { parseDigest, type FileDigest } from './digest.ts';
export { deleteUnheldBlobs, forgetUnusedContent } from './forget-content.ts';
export { failureStatuses, statusOfFailure, type FailureStatus } from './failure-status.ts';
export { ingestFile } from './ingest-file.ts';
export type { FailureMemory } from './remember-failure.ts';
export type {
  HitCounts,
  LinesAnswer,
  Scope,
  SearchLogsAnswer,
  SearchLogsHit,
  SearchLogsRequest,
  Workspace,
  WorkspaceStores,
} from './workspace.ts';
