export {
  createScriptedChatModel,
  type ScriptedChatModel,
  type ScriptedChatReply,
} from './scripted-chat-model.ts';
export {
  startScriptedModelServer,
  type ScriptedModelServer,
  type ScriptedModelServerOptions,
  type ScriptedReply,
  type ScriptedRequest,
} from '@datasherpa/tools/testing';
export { createTestHost, type TestHost } from './test-host.ts';
