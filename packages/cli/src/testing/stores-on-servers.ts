import {
  startContractQdrant,
  startTestS3,
  type TestDatabaseServer,
} from '@datasherpa/tools/testing';

/** A database, our imitation of Qdrant and S3-compatible storage, with the settings that lead a command there. */
export async function startStores(database: TestDatabaseServer) {
  const [qdrant, s3] = [await startContractQdrant(), await startTestS3()];
  const { host, port, user, password, database: name } = await database.createDatabase();
  return {
    env: {
      DATASHERPA_DATABASE_URL: `mysql://${user}@${host}:${port}/${name}`,
      DATASHERPA_DATABASE_PASSWORD: password,
      DATASHERPA_QDRANT_URL: qdrant.url,
      DATASHERPA_BLOBS_URL: `s3://${s3.bucket}?endpoint=${s3.endpoint}`,
      DATASHERPA_BLOBS_ACCESS_KEY: s3.accessKey,
      DATASHERPA_BLOBS_SECRET_KEY: s3.secretKey,
    },
    qdrant,
    async stop() {
      await qdrant.stop();
      await s3.stop();
    },
  };
}
