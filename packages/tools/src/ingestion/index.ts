export { createWorkspace } from './create-workspace.ts';
export type { WorkspaceOptions } from './create-workspace.ts';
export { digestVersion, parseDigest } from './digest.ts';
export type { Digest } from './digest.ts';
export { ingestFile } from './ingest-file.ts';
export type { IngestOptions } from './ingest-file.ts';
export { removeFileContent } from './remove-file.ts';
export type {
  FileRanking,
  LinesAnswer,
  Scope,
  SearchLogsAnswer,
  SearchLogsHit,
  SearchLogsRequest,
  Workspace,
  WorkspaceStores,
} from './workspace.ts';
