import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { composeProblems, schemaProblems, type ComposeFile } from './compose-file.ts';
import { deployFolder, readDeployFile } from './manifest.ts';

const schemaFile = fileURLToPath(
  new URL('../../../shared/data/compose/compose-spec.json', import.meta.url),
);
const hasSchema = existsSync(schemaFile);
const schema = (): object => JSON.parse(readFileSync(schemaFile, 'utf8')) as object;
const read = (name: string): ComposeFile =>
  parse(readDeployFile(`compose/${name}`), { merge: true }) as ComposeFile;
/** Anchors with `x-` are part of the file and of the schema. */
const files = ['compose.yaml', 'compose.dev.yaml'];

test.each(files)(
  '%s names only what it has, with fixed images, bounds and health checks',
  (name) => {
    expect(composeProblems(read(name), { hardened: name === 'compose.yaml' })).toEqual([]);
  },
);

test('files that are mounted are there', () => {
  const { configs = {} } = read('compose.yaml');
  const missing = Object.values(configs).filter(
    ({ file }) => !existsSync(`${deployFolder}compose/${file}`),
  );
  expect(missing).toEqual([]);
});

test('each secret is made by the script', () => {
  const script = readDeployFile('compose/make-secrets.sh');
  for (const name of Object.keys(read('compose.yaml').secrets ?? {}))
    expect(script).toContain(name);
});

// The schema is beside the clone, not in it (../shared/data/compose); without it only the checks above run.
test.skipIf(!hasSchema).each(files)(
  '%s fits the schema of the Compose specification (needs ../shared)',
  (name) => {
    expect(schemaProblems(schema(), read(name))).toEqual([]);
  },
);

test.skipIf(!hasSchema)(
  'a key that the schema does not have, and a wrong type, are found (needs ../shared)',
  () => {
    const { services } = read('compose.yaml');
    const withServer = (change: object): object => ({
      services: { ...services, server: { ...services['server'], ...change } },
    });
    expect(schemaProblems(schema(), withServer({ helthcheck: {} }))).not.toEqual([]);
    expect(schemaProblems(schema(), withServer({ read_only: [] }))).not.toEqual([]);
  },
);

const small: ComposeFile = {
  services: {
    app: {
      image: 'registry.example/app:1',
      read_only: true,
      healthcheck: {},
      secrets: ['key'],
      environment: { DATASHERPA_ADMIN_KEY_FILE: '/run/secrets/key' },
      volumes: ['data:/data'],
      networks: ['inside'],
      deploy: { resources: { limits: { memory: '1g' } } },
    },
  },
  volumes: { data: {} },
  networks: { inside: {} },
  secrets: { key: { file: './key' } },
};

test.each([
  ['an image without a tag', { image: 'app' }, 'app: image "app" has no tag'],
  ['a secret that is not there', { secrets: ['key', 'other'] }, 'app: no secret other'],
  ['a secret that is named and not given', { secrets: [] }, 'app: is not given the secret key'],
  ['a volume that is not there', { volumes: ['date:/data'] }, 'app: no volume date'],
  ['a network that is not there', { networks: ['outside'] }, 'app: no network outside'],
  ['a configuration that is not there', { configs: [{ source: 'a' }] }, 'app: no config a'],
  ['a service that is waited for and not there', { depends_on: { db: {} } }, 'app: no service db'],
  ['a privileged service', { privileged: true }, 'app: is privileged'],
  ['a root that can be written', { read_only: false }, 'app: has a writable root'],
  ['no bound of memory', { deploy: {} }, 'app: has no limit of memory'],
  [
    'a setting that the product does not have',
    { environment: { DATASHERPA_HOTS: '' } },
    'app: DATASHERPA_HOTS is no setting',
  ],
])('%s is found', (_, change, problem) => {
  expect(composeProblems(small, { hardened: true })).toEqual([]);
  const broken = { ...small, services: { app: { ...small.services['app'], ...change } } };
  expect(composeProblems(broken, { hardened: true })).toEqual([problem]);
});
