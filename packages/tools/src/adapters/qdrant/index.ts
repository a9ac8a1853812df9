export { checkCollections, prepareCollections, removeCollections } from './qdrant-collections.ts';
export { connectQdrant } from './qdrant-connection.ts';
export { createQdrantSearchIndex } from './qdrant-search-index.ts';
export type { QdrantSettings } from './qdrant-settings.ts';
