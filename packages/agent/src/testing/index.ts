/** What a model gets of an answer, for suites that look at it. */
export { factsOf } from '../wording/facts-of.ts';
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
