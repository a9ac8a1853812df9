import type { Registry } from '@datasherpa/agent';
import { answerSchema } from '@datasherpa/agent/plugin';
import { z } from 'zod';
import { fixedPaths, json, problem } from './openapi-paths.ts';
import { toolView } from './tool-view.ts';
import { viewSchemas } from './view-schemas.ts';

/** Files in place of ids of uploads. */
const form = {
  'multipart/form-data': {
    schema: {
      type: 'object',
      properties: {
        files: { type: 'array', items: { type: 'string', format: 'binary' } },
        input: { type: 'string', description: 'The other fields of the input, as JSON.' },
      },
    },
  },
};

/** OpenAPI 3.1, with one operation a tool made from the tool's own schemas. */
export function openApiDocument(registry: Registry) {
  const paths: Record<string, unknown> = { ...fixedPaths };
  for (const loaded of registry.tools.values()) {
    const view = toolView(loaded);
    for (const route of view.routes)
      paths[route] = {
        post: {
          summary: view.summary,
          requestBody: {
            required: true,
            content: { ...json(view.input), ...('uploads' in loaded.tool.input.shape && form) },
          },
          responses: {
            200: {
              description: 'The answer',
              content: json({ $ref: '#/components/schemas/Answer' }),
            },
            default: problem,
          },
        },
      };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'DataSherpa',
      version: '0.1.0',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas: {
        Answer: z.toJSONSchema(answerSchema),
        ...Object.fromEntries(
          Object.entries(viewSchemas).map(([name, schema]) => [name, z.toJSONSchema(schema)]),
        ),
      },
    },
  };
}
