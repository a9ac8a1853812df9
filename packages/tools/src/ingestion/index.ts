export type {
  LinesAnswer,
  Scope,
  SearchLogsAnswer,
  SearchLogsHit,
  SearchLogsRequest,
  Workspace,
  WorkspaceStores,
} from './workspace.ts';
