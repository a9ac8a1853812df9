export { createNimChatModel, type NimChatOptions } from './nim-chat-model.ts';
export { createRequestLimit, type RequestLimit } from './request-limit.ts';
