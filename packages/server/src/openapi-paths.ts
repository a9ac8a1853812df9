import { z } from 'zod';
import { agentBody } from './routes/agent.ts';
import { approvalDecision } from './routes/threads.ts';

export const json = (schema: unknown) => ({ 'application/json': { schema } });
export const problem = {
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
const post = (summary: string, parameters: readonly unknown[], body?: z.ZodType) => ({
  post: {
    summary,
    parameters,
    ...(body && {
      requestBody: { required: true, content: json(z.toJSONSchema(body, { io: 'input' })) },
    }),
    responses: { 200: { description: 'OK', content: json({ type: 'object' }) }, default: problem },
  },
});
const events = (summary: string, parameters: readonly unknown[]) => ({
  get: {
    summary,
    parameters,
    responses: {
      200: { description: 'Server-sent events', content: { 'text/event-stream': {} } },
      default: problem,
    },
  },
});

/** The paths that no tool makes; what they answer is described in `client.ts`. */
export const fixedPaths: Readonly<Record<string, unknown>> = {
  '/health': read('State of the server and its parts'),
  '/health/live': read('The process runs'),
  '/health/ready': read('Requests can be served'),
  '/limits': read('Limits of this server'),
  '/tools': read('Tools with their schemas'),
  '/plugins': read('Plugins that run, and those that were refused'),
  '/uploads': read('Uploads, newest first', [inQuery('limit'), inQuery('offset')]),
  '/uploads/{id}': {
    ...read('One upload with its files', [inPath('id')]),
    delete: {
      summary: 'Delete an upload with all that was made from it; reading it is stopped',
      parameters: [inPath('id')],
      responses: { 204: { description: 'It is gone' }, default: problem },
    },
  },
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

  '/agent': {
    post: {
      summary: 'Answer a message: the parts of the run as they come, or one answer',
      requestBody: { required: true, content: json(z.toJSONSchema(agentBody, { io: 'input' })) },
      responses: {
        200: {
          description: 'A UI message stream; with "accept: application/json" the answer alone',
          content: {
            'text/event-stream': {},
            ...json({ $ref: '#/components/schemas/Answer' }),
          },
        },
        default: problem,
      },
    },
  },
  '/runs/{id}': read('One run with its parts', [inPath('id')]),
  '/runs/{id}/stream': events('Parts of a run after a sequence number, as they come', [
    inPath('id'),
    inQuery('after'),
  ]),
  '/runs/{id}/cancel': post('Stop a run', [inPath('id')]),
  '/threads': read('Conversations, the last used first', [inQuery('limit'), inQuery('offset')]),
  '/threads/{id}': {
    ...read('One conversation with its newest runs', [inPath('id'), inQuery('limit')]),
    delete: {
      summary: 'Delete a conversation with its runs',
      parameters: [inPath('id')],
      responses: { 204: { description: 'It is gone' }, default: problem },
    },
  },
  '/approvals': read('Calls that wait for a decision'),
  '/approvals/{id}': post('Decide about a call', [inPath('id')], approvalDecision),
};
