import type { Registry } from '@datasherpa/agent';
import { answerSchema } from '@datasherpa/agent/plugin';
import { z } from 'zod';
import { toolView } from './tool-view.ts';

const json = (schema: unknown) => ({ 'application/json': { schema } });
const problem = {
  description: 'A problem document (RFC 9457): code, detail, hint, field, requestId.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
const read = (summary: string, parameters: readonly unknown[] = []) => ({
  get: {
    summary,
    parameters,
    responses: { 200: { description: 'OK', content: json({ type: 'object' }) }, default: problem },
  },
});
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
const inQuery = (name: string, type = 'integer') => ({ name, in: 'query', schema: { type } });

/** OpenAPI 3.1, with one operation a tool made from the tool's own schemas. */
export function openApiDocument(registry: Registry) {
  const paths: Record<string, unknown> = {
    '/health': read('State of the server and its parts'),
    '/health/live': read('The process runs'),
    '/health/ready': read('Requests can be served'),
    '/limits': read('Limits of this server'),
    '/tools': read('Tools with their schemas'),
    '/plugins': read('Plugins that run, and those that were refused'),
    '/uploads': read('Uploads, newest first', [inQuery('limit'), inQuery('offset')]),
    '/uploads/{id}': read('One upload with its files', [inPath('id')]),
    '/uploads/{id}/lines': read('Lines of a file', [
      inPath('id'),
      inQuery('file', 'string'),
      inQuery('from'),
      inQuery('to'),
    ]),
    '/uploads/{id}/events': {
      get: {
        summary: 'The upload as it changes',
        parameters: [inPath('id')],
        responses: {
          200: { description: 'Server-sent events', content: { 'text/event-stream': {} } },
          default: problem,
        },
      },
    },
    '/upload-logs': {
      post: {
        summary: 'Store log files, plain or gzip; streamed',
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                properties: {
                  files: { type: 'array', items: { type: 'string', format: 'binary' } },
                },
              },
            },
          },
        },
        responses: {
          200: { description: 'These files were there already', content: json({ type: 'object' }) },
          202: { description: 'Stored; reading goes on', content: json({ type: 'object' }) },
          default: problem,
        },
      },
    },
  };
  for (const loaded of registry.tools.values()) {
    const view = toolView(loaded);
    for (const route of view.routes)
      paths[route] = {
        post: {
          summary: view.summary,
          requestBody: { required: true, content: json(view.input) },
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
        Problem: {
          type: 'object',
          required: ['type', 'code', 'title', 'status', 'detail', 'hint', 'requestId'],
          properties: {
            type: { type: 'string' },
            code: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            hint: { type: 'string' },
            field: { type: 'string' },
            requestId: { type: 'string' },
          },
        },
      },
    },
  };
}
