export { createNimChatModel, type NimChatOptions } from './nim-chat-model.ts';
export { createNimEmbedder, type NimEmbedderOptions } from './nim-embedder.ts';
export { createRequestLimit, type RequestLimit } from './request-limit.ts';
