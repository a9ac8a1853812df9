export {
  startScriptedModelServer,
  type ScriptedModelServer,
  type ScriptedModelServerOptions,
  type ScriptedRequest,
} from './scripted-model-server.ts';
export type {
  ScriptedAnswer,
  ScriptedRaw,
  ScriptedRefusal,
  ScriptedReply,
  ScriptedVectors,
} from './scripted-reply.ts';
export {
  noDatabaseServer,
  openTestDatabaseServer,
  type TestDatabase,
  type TestDatabaseServer,
} from './mariadb.ts';
export {
  asFile,
  fixtureBytes,
  fixtureNames,
  rolledFiles,
  serverAnswers,
  type FixtureName,
} from './spark-logs.ts';
