import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { readConfig, settingRows } from './config.ts';

afterEach(() => vi.unstubAllEnvs());

const set = (values: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(values)) vi.stubEnv(`DATASHERPA_${name}`, value);
};
const url = 'http://127.0.0.1:8000/v1';

test('the reference page lists every setting as it is', async () => {
  const page = await readFile(
    new URL('../../../docs/reference/configuration.md', import.meta.url),
    'utf8',
  );
  for (const { name, description, byDefault } of settingRows())
    expect(page).toContain(`| \`${name}\` | ${byDefault} | ${description} |`);
});

test('without an address there is no model, whatever else is set', () => {
  set({ MODEL_KEY: 'nvapi-1', MODEL_URL: '', EMBEDDER_URL: '' });
  expect(readConfig()).toMatchObject({ model: null, embedder: null });
});

test('an address is enough', () => {
  set({ MODEL_URL: url, EMBEDDER_URL: url, MODEL_NAME: '' });
  expect(readConfig()).toMatchObject({
    model: { baseUrl: url, model: 'nvidia/llama-3.1-nemotron-nano-8b-v1' },
    embedder: { baseUrl: url, model: 'nvidia/nv-embedqa-e5-v5', dimensions: 1024 },
    requestsPerMinute: 40,
  });
  expect(readConfig().model).not.toHaveProperty('key');
});

test('the key comes from the environment or from a file', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sherpa-config-'));
  const file = join(directory, 'key');
  await writeFile(file, 'nvapi-of-the-file\n');
  set({ MODEL_URL: url, MODEL_KEY_FILE: file, EMBEDDER_URL: url, EMBEDDER_KEY: 'nvapi-1' });
  expect(readConfig()).toMatchObject({
    model: { key: 'nvapi-of-the-file' },
    embedder: { key: 'nvapi-1' },
  });
  await rm(directory, { recursive: true });
});

test.each([
  [{ MODEL_URL: 'ftp://host/v1' }, 'DATASHERPA_MODEL_URL'],
  [{ MODEL_URL: 'my host' }, 'DATASHERPA_MODEL_URL'],
  [{ MODEL_URL: 'http://host/v1?key=secret' }, 'DATASHERPA_MODEL_URL'],
  [{ MODEL_URL: 'http://user:secret%zz@host/v1' }, 'DATASHERPA_MODEL_URL'],
  [{ MODEL_KEY: 'two words-secret' }, 'DATASHERPA_MODEL_KEY'],
  [{ MODEL_KEY: 'line\nsecret' }, 'DATASHERPA_MODEL_KEY'],
  [{ MODEL_URL: url, MODEL_KEY_FILE: '/nowhere/key' }, 'DATASHERPA_MODEL_KEY_FILE'],
  [{ MODEL_URL: url, MODEL_KEY_FILE: '/dev/null' }, 'DATASHERPA_MODEL_KEY_FILE'],
  [{ MODEL_URL: url, MODEL_KEY: 'secret', MODEL_KEY_FILE: '/k' }, 'DATASHERPA_MODEL_KEY_FILE'],
  [{ EMBEDDER_DIMENSIONS: '0' }, 'DATASHERPA_EMBEDDER_DIMENSIONS'],
  [{ MODEL_REQUESTS_PER_MINUTE: 'many' }, 'DATASHERPA_MODEL_REQUESTS_PER_MINUTE'],
])('%j is refused with the name of the setting and without the key', (values, name) => {
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
