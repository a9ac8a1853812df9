export { blobStoreConformance } from './blob-store.ts';
export { chatModelConformance, type ChatModelSetting } from './chat-model.ts';
export { embedderConformance, type EmbedderSetting } from './embedder.ts';
export { jobQueueConformance } from './job-queue.ts';
export { metadataStoreConformance } from './metadata-store.ts';
export { searchIndexConformance } from './search-index.ts';
export { spoolConformance } from './spool.ts';
export { streamStoreConformance } from './stream-store.ts';
