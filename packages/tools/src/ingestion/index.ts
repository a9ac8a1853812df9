export {
  collectFindings,
  type FindingCollector,
  type Findings,
  type ReadingOptions,
} from './collect-findings.ts';
export { createWorkspace } from './create-workspace.ts';
export { parseDigest, wishForFormat, type FileDigest } from './digest.ts';
export { deleteUnheldBlobs, forgetUnusedContent } from './forget-content.ts';
export type { EventLog } from './event-logs.ts';
export { failureStatuses, statusOfFailure, type FailureStatus } from './failure-status.ts';
export type { LiveAlert } from './live-alert.ts';
export { createLiveAnalysis, type LiveAnalysis, type LiveCounts } from './live-analysis.ts';
export { ingestFile, logsCollection } from './ingest-file.ts';
export { orderRotated, type Rotation } from './order-rotated.ts';
export type { FailureMemory } from './remember-failure.ts';
export type {
  FoundValues,
  HitCounts,
  LinesAnswer,
  QuotedPlace,
  Scope,
  SearchLogsAnswer,
  SearchLogsHit,
  SearchLogsRequest,
  Workspace,
  WorkspaceStores,
} from './workspace.ts';
