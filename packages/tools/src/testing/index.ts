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
  plantedLogs,
  rolledFiles,
  serverAnswers,
  type FixtureName,
} from './spark-logs.ts';
export type { FakeQdrant } from './qdrant/fake-qdrant.ts';
export { startContractQdrant } from './qdrant/open-test-qdrant.ts';
export { startTestS3, type TestS3 } from './s3.ts';
