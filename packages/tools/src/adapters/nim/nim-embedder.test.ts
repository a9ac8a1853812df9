import { expect, test } from 'vitest';
import { embedderConformance } from '../../ports/conformance/index.ts';
import { startScriptedModelServer } from '../../testing/index.ts';
import { createNimEmbedder } from './nim-embedder.ts';
import { createRequestLimit } from './request-limit.ts';

embedderConformance('NIM', ({ time, ...endpoint }) =>
  createNimEmbedder({ ...endpoint, limit: createRequestLimit(10_000, time), pacing: time }),
);

test('what is sent: 32 texts at a time, their kind, and what to do with long ones', async () => {
  const server = await startScriptedModelServer({ dimensions: 8 });
  const embedder = createNimEmbedder({
    baseUrl: `${server.url}/`,
    model: 'nvidia/nv-embedqa-e5-v5',
    dimensions: 8,
    limit: createRequestLimit(100),
  });
  const lines = Array.from({ length: 40 }, (_, at) => `line\n${at}`);
  await embedder.embed(lines, 'passage');
  await server.close();
  expect(server.requests.map(({ path, body }) => ({ path, body }))).toEqual(
    [lines.slice(0, 32), lines.slice(32)].map((input) => ({
      path: '/v1/embeddings',
      body: {
        model: 'nvidia/nv-embedqa-e5-v5',
        input,
        input_type: 'passage',
        truncate: 'END',
        encoding_format: 'float',
      },
    })),
  );
});
