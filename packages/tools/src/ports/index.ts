export type {
  AirflowImportError,
  AirflowRun,
  AirflowServer,
  AirflowTaskInstance,
} from './airflow-server.ts';
export type { BlobStore } from './blob-store.ts';
export type { ChatMessage, ChatModel, ChatRequest, ModelProfile } from './chat-model.ts';
export type { Embedder } from './embedder.ts';
export type { Job, JobQueue, JobState } from './job-queue.ts';
export { keyRoles, type KeyRole } from './metadata-store.ts';
export type {
  AccessKeyRecord,
  AuditRecord,
  ApprovalRecord,
  FailureRecord,
  FailureSighting,
  FileRecord,
  MetadataStore,
  RunEvent,
  RunRecord,
  PipelinePart,
  ProjectRecord,
  SparkRunRecord,
  ThreadRecord,
  UploadRecord,
  UserRecord,
} from './metadata-store.ts';
export type { Presence } from './presence.ts';
export type {
  PayloadValue,
  SearchDocument,
  SearchFilter,
  SearchHit,
  SearchIndex,
  SearchRequest,
} from './search-index.ts';
export type { RemoteFile, RemoteFiles } from './remote-files.ts';
export type { RemoteObjects } from './remote-objects.ts';
export type { Spool, Spooled } from './spool.ts';
export type { StreamStore } from './stream-store.ts';
export type { Stores } from './stores.ts';
