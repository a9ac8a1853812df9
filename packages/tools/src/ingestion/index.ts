export { createWorkspace } from './create-workspace.ts';
export { parseDigest, type FileDigest } from './digest.ts';
export { deleteUnheldBlobs, forgetUnusedContent } from './forget-content.ts';
export { ingestFile } from './ingest-file.ts';
export type {
  LinesAnswer,
  Scope,
  SearchLogsAnswer,
  SearchLogsHit,
  SearchLogsRequest,
  Workspace,
  WorkspaceStores,
} from './workspace.ts';
