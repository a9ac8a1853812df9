import type { Registry } from '@datasherpa/agent';
import { answerSchema } from '@datasherpa/agent/plugin';
import { z } from 'zod';
import { fixedPaths, json } from './openapi-paths.ts';
import { withProblems, type Operation } from './openapi-problems.ts';
import type { ToolView } from './client.ts';
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
  const paths: Record<string, unknown> = Object.fromEntries(
    Object.entries(fixedPaths).map(([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries(operations).map(([method, operation]) => [
          method,
          withProblems(`${method.toUpperCase()} ${path}`, operation),
        ]),
      ),
    ]),
  );
  for (const loaded of registry.tools.values()) {
    const view = toolView(loaded);
    for (const route of view.routes) {
      const operation: Operation = {
        summary: view.summary,
        requestBody: {
          required: true,
          content: { ...json(view.input), ...('uploads' in loaded.tool.input.shape && form) },
        },
        responses: { 200: { description: 'The answer', content: json(answerWith(view)) } },
      };
      paths[route] = { post: withProblems(`POST ${route}`, operation, true) };
    }
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

/** The answer of one tool; one that is asked about first may answer with the approval that it waits for. */
const answerWith = ({ output, risk }: ToolView): object => {
  const answer = { $ref: '#/components/schemas/Answer' };
  return risk === 'read' ? { allOf: [answer, { properties: { data: output } }] } : answer;
};
