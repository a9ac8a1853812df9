import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { readConfig, readTarget } from './config.ts';
import { describeStores } from './store-settings.ts';

afterEach(() => vi.unstubAllEnvs());

const set = (values: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(values)) vi.stubEnv(`DATASHERPA_${name}`, value);
};
const url = 'mysql://sherpa@db.example:3307/data';

test('without addresses everything is kept in the data directory', () => {
  set({ DATABASE_URL: '', DATABASE_PASSWORD: 'secret' });
  expect(readConfig()).toMatchObject({ database: null, databaseReplica: null });
});

test('a database is an address; its password stands there, in a setting, or in a file', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sherpa-config-'));
  const file = join(directory, 'password');
  await writeFile(file, 'p@ss w\n');
  set({ DATABASE_URL: url, DATABASE_PASSWORD_FILE: file, DATABASE_REPLICA_URL: url });
  const expected = {
    host: 'db.example',
    port: 3307,
    user: 'sherpa',
    password: 'p@ss w',
    database: 'data',
    tls: { verify: 'identity' },
  };
  expect(readConfig()).toMatchObject({ database: expected, databaseReplica: expected });
  vi.unstubAllEnvs();
  set({ DATABASE_URL: 'mysql://a:p%40ss@localhost/d?ssl-mode=VERIFY_CA&ssl-ca=/dev/null' });
  expect(readConfig().database).toEqual({
    host: 'localhost',
    port: 3306,
    user: 'a',
    password: 'p@ss',
    database: 'd',
    tls: { verify: 'chain', ca: '' },
  });
  vi.unstubAllEnvs();
  set({ DATABASE_URL: 'mysql://a@[::1]/d' });
  expect(readConfig().database).toMatchObject({ host: '::1', tls: null });
  await rm(directory, { recursive: true });
});

test('Qdrant and a bucket, with the settings of their addresses', () => {
  set({
    QDRANT_URL: 'https://q.example/search?shards=3&replicas=2&read-consistency=majority&prefix=a-b',
    QDRANT_KEY: 'the key',
    BLOBS_URL: 's3://logs/team/a?region=eu-west-1&sse=aws:kms&kms-key=arn',
    BLOBS_ACCESS_KEY: 'id',
    BLOBS_SECRET_KEY: 'hidden',
  });
  const config = readConfig();
  expect(config).toMatchObject({
    qdrant: {
      https: true,
      host: 'q.example',
      port: 443,
      path: '/search',
      prefix: 'a-b',
      key: 'the key',
      shards: 3,
      replicas: 2,
      readConsistency: 'majority',
    },
    blobs: {
      bucket: 'logs',
      prefix: 'team/a/',
      region: 'eu-west-1',
      accessKey: 'id',
      encryption: 'aws:kms',
      kmsKey: 'arn',
    },
  });
  expect(describeStores(config)).toBe('Qdrant at q.example, bucket "logs"; the rest embedded');
  vi.unstubAllEnvs();
  set({ QDRANT_URL: 'http://127.0.0.1', BLOBS_URL: 's3://logs' });
  expect(readConfig()).toMatchObject({
    qdrant: { https: false, port: 6333, path: '', prefix: 'datasherpa' },
    blobs: { bucket: 'logs', prefix: '' },
  });
});

test('places whose objects may be read are named one by one, and never where the blobs of all projects are', () => {
  set({
    S3_SOURCES: 's3://logs/spark?region=eu-west-1  s3://other',
    S3_SOURCES_ACCESS_KEY: 'id',
    S3_SOURCES_SECRET_KEY: 'the key',
  });
  expect(readConfig().objectSources).toMatchObject([
    { bucket: 'logs', prefix: 'spark/', region: 'eu-west-1', accessKey: 'id' },
    { bucket: 'other', prefix: '' },
  ]);
  for (const [sources, blobs] of [
    ['s3://logs', 's3://logs/sherpa'],
    ['s3://logs/sherpa/blobs', 's3://logs/sherpa'],
  ] as const) {
    vi.unstubAllEnvs();
    set({ S3_SOURCES: sources, BLOBS_URL: blobs });
    expect(() => readConfig()).toThrow(/S3_SOURCES.*the uploads of all projects are kept there/s);
  }
  vi.unstubAllEnvs();
  set({ S3_SOURCES: 'logs/spark' });
  expect(() => readConfig()).toThrow(/S3_SOURCES.*does not look like s3:/s);
});

test('a place to move to is a directory, or addresses with the secrets of the settings', () => {
  set({ DATABASE_PASSWORD: 'the password', QDRANT_KEY: 'the key' });
  const config = readConfig({ dataDirectory: '/here' });
  expect(readTarget(config, ['/there'])).toEqual({
    dataDirectory: '/there',
    database: null,
    qdrant: null,
    blobs: null,
  });
  expect(readTarget(config, [url, 'http://q:6333'])).toMatchObject({
    dataDirectory: '/here',
    database: { host: 'db.example', password: 'the password' },
    qdrant: { host: 'q', key: 'the key' },
    blobs: null,
  });
  for (const addresses of [[url, url], ['/there', url], ['s3://']])
    expect(() => readTarget(config, addresses)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
});

test.each([
  [{ QDRANT_URL: 'qdrant://secret@h' }, 'DATASHERPA_QDRANT_URL'],
  [{ QDRANT_URL: 'http://a:secret@h' }, 'DATASHERPA_QDRANT_URL'],
  [{ QDRANT_URL: 'http://h?shards=none' }, 'DATASHERPA_QDRANT_URL'],
  [{ QDRANT_URL: 'http://h?api-key=secret' }, 'DATASHERPA_QDRANT_URL'],
  [{ QDRANT_URL: 'http://h', QDRANT_KEY_FILE: '/nowhere' }, 'DATASHERPA_QDRANT_KEY_FILE'],
  [{ BLOBS_URL: 'http://h/secret' }, 'DATASHERPA_BLOBS_URL'],
  [{ BLOBS_URL: 's3://a:secret@bucket' }, 'DATASHERPA_BLOBS_URL'],
  [{ BLOBS_URL: 's3://bucket?sse=none' }, 'DATASHERPA_BLOBS_URL'],
  [{ BLOBS_URL: 's3://bucket?kms-key=secret' }, 'DATASHERPA_BLOBS_URL'],
  [{ BLOBS_URL: 's3://bucket', BLOBS_SECRET_KEY: 'secret' }, 'DATASHERPA_BLOBS_ACCESS_KEY'],
  [{ DATABASE_URL: 'postgres://a:secret@h/d' }, 'DATASHERPA_DATABASE_URL'],
  [{ DATABASE_URL: 'mysql://a:sec ret' }, 'DATASHERPA_DATABASE_URL'],
  [{ DATABASE_URL: 'mysql://a:secret%zz@localhost/d' }, 'DATASHERPA_DATABASE_URL'],
  [{ DATABASE_URL: 'mysql://:secret@localhost/d' }, 'DATASHERPA_DATABASE_URL'],
  [{ DATABASE_URL: 'mysql://a:secret@localhost/' }, 'DATASHERPA_DATABASE_URL'],
  [{ DATABASE_URL: 'mysql://a:secret@h/d?ssl-mode=NONE' }, 'DATASHERPA_DATABASE_URL'],
  [{ DATABASE_URL: 'mysql://a:secret@h/d?password=x' }, 'DATASHERPA_DATABASE_URL'],
  [{ DATABASE_URL: 'mysql://a:secret@10.0.0.1/d' }, 'DATASHERPA_DATABASE_URL'],
  [{ DATABASE_URL: 'mysql://a:secret@h/d?ssl-ca=/nowhere' }, 'DATASHERPA_DATABASE_URL'],
  [{ DATABASE_URL: 'mysql://a:one@h/d', DATABASE_PASSWORD: 'secret' }, 'DATASHERPA_DATABASE_URL'],
  [{ DATABASE_REPLICA_URL: url }, 'DATASHERPA_DATABASE_REPLICA_URL'],
  [{ DATABASE_URL: url, DATABASE_PASSWORD_FILE: '/nowhere' }, 'DATASHERPA_DATABASE_PASSWORD_FILE'],
])('%j is refused with the name of the setting and without the secret', (values, name) => {
  set(values as Record<string, string>);
  let thrown: unknown;
  try {
    readConfig();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ code: 'CONFIG_INVALID', details: { name } });
  expect(String(thrown)).not.toContain('secret');
});
