import { z } from 'zod';
import { agentBody } from './routes/agent.ts';
import { readAsBody } from './read-as.ts';
import { urlBody } from './incoming-from.ts';
import { failureNoteBody } from './routes/failures.ts';
import { newKeyBody, sessionBody } from './routes/access.ts';
import { changedSettingsBody } from './routes/settings.ts';
import { changedUserBody, newUserBody } from './routes/users.ts';
import { approvalDecision } from './routes/threads.ts';
import type { Operation } from './openapi-problems.ts';
import type { ViewName } from './view-schemas.ts';

export const json = (schema: unknown) => ({ 'application/json': { schema } });
const view = (name: ViewName) => ({ $ref: `#/components/schemas/${name}` });
const ok = (name: ViewName, description = 'OK') => ({ description, content: json(view(name)) });
const read = (
  summary: string,
  answer: ViewName,
  parameters: readonly { readonly in: string }[] = [],
) => ({
  get: { summary, parameters, responses: { 200: ok(answer) } },
});
const health = {
  get: {
    summary: 'State of the server and its parts',
    responses: {
      200: ok('Health'),
      503: ok('Health', 'It is down; the parts say why'),
    },
  },
};
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
const inQuery = (name: string, type = 'integer') => ({ name, in: 'query', schema: { type } });
const inHeader = (name: string, schema: unknown = { type: 'integer' }, required = true) => ({
  name,
  in: 'header',
  required,
  schema,
});
const tus = inHeader('Tus-Resumable', { enum: ['1.0.0'] });
const done = (description: string) => ({ 204: { description } });
const post = (
  summary: string,
  answer: ViewName,
  parameters: readonly { readonly in: string }[],
  body?: z.ZodType,
) => ({
  post: {
    summary,
    parameters,
    ...(body && {
      requestBody: {
        required: true as const,
        content: json(z.toJSONSchema(body, { io: 'input' })),
      },
    }),
    responses: { 200: ok(answer) },
  },
});
const events = (summary: string, parameters: readonly { readonly in: string }[]) => ({
  get: {
    summary,
    parameters,
    responses: {
      200: { description: 'Server-sent events', content: { 'text/event-stream': {} } },
    },
  },
});

/** The paths that no tool makes; what they answer is described in `client.ts`. */
export const fixedPaths: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  '/health': health,
  '/health/live': read('The process runs', 'Live'),
  '/health/ready': read('Requests can be served, and what answers have to do without', 'Ready'),
  '/metrics': {
    get: {
      summary: 'What this process counted, for Prometheus; asks for a key of its own',
      responses: {
        200: { description: 'OK', content: { 'text/plain': {} } },
      },
    },
  },
  '/limits': read('Limits of this server', 'Limits'),
  '/tools': read('Tools with their schemas', 'Tools'),
  '/plugins': read('Plugins that run, and those that were refused', 'Plugins'),
  '/me': read('Who asks', 'Me'),
  '/keys': {
    ...read('Keys of the project; for admins', 'Keys'),
    post: {
      summary: 'Make a key; its secret is only in this answer. For admins.',
      requestBody: {
        required: true,
        content: json(z.toJSONSchema(newKeyBody, { io: 'input' })),
      },
      responses: { 201: ok('NewKey', 'Made') },
    },
  },
  '/keys/{id}': {
    delete: {
      summary: 'Revoke a key and the sessions opened with it; for admins',
      parameters: [inPath('id')],
      responses: done('It is revoked'),
    },
  },
  '/keys/{id}/rotate': {
    post: {
      summary:
        'Make a new secret for what a key is for; the old one ends after the hours (24 without them), or at once with 0. For admins.',
      parameters: [inPath('id'), inQuery('graceHours')],
      responses: { 201: ok('NewKey', 'Made') },
    },
  },
  '/users': {
    ...read('People of the project by name; for admins', 'Users', [
      inQuery('limit'),
      inQuery('offset'),
    ]),
    post: {
      summary: 'Add a user, for whom keys can be made; for admins',
      requestBody: {
        required: true,
        content: json(z.toJSONSchema(newUserBody, { io: 'input' })),
      },
      responses: { 201: ok('User', 'Added') },
    },
  },
  '/users/{id}': {
    patch: {
      summary: 'Change the role of a user, or disable the user, which ends all keys; for admins',
      parameters: [inPath('id')],
      requestBody: {
        required: true,
        content: json(z.toJSONSchema(changedUserBody, { io: 'input' })),
      },
      responses: { 200: ok('User') },
    },
  },
  '/pipelines': read('DAGs, Spark jobs and dbt projects that uploads tell of', 'Pipelines', [
    inQuery('limit'),
    inQuery('offset'),
  ]),
  '/pipelines/{id}/runs': read('Runs of a pipeline, the last first', 'PipelineRuns', [
    inPath('id'),
    inQuery('limit'),
    inQuery('offset'),
  ]),
  '/settings': {
    ...read('What the project sets for requests that do not say it; for admins', 'Settings'),
    put: {
      summary: 'Set or unset some of them; for admins',
      parameters: [],
      requestBody: {
        required: true,
        content: json(z.toJSONSchema(changedSettingsBody, { io: 'input' })),
      },
      responses: { 200: ok('Settings') },
    },
  },
  '/projects': read('Projects with what they have; for admins', 'Projects', [
    inQuery('limit'),
    inQuery('offset'),
  ]),
  '/session': {
    ...post('Open a session of the page with a key', 'Me', [], sessionBody),
    delete: { summary: 'End the session', responses: done('It is ended') },
  },
  '/audit': read('What was changed, by which key, the newest first; for admins', 'Audit', [
    inQuery('limit'),
    inQuery('offset'),
  ]),
  '/uploads': read('Uploads, newest first', 'Uploads', [inQuery('limit'), inQuery('offset')]),
  '/uploads/{id}': {
    ...read('One upload with its files', 'Upload', [inPath('id')]),
    delete: {
      summary: 'Delete an upload with all that was made from it; reading it is stopped',
      parameters: [inPath('id')],
      responses: { 204: { description: 'It is gone' } },
    },
  },
  '/uploads/{id}/format': {
    put: {
      summary:
        'Read the files of an upload again, as a format and not as what they were detected to be',
      parameters: [inPath('id')],
      requestBody: {
        required: true,
        content: json(z.toJSONSchema(readAsBody, { io: 'input' })),
      },
      responses: { 202: ok('Upload') },
    },
  },
  '/uploads/{id}/lines': read('Lines of a file', 'Lines', [
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
      },
    },
  },
  '/jobs/{id}': read('How far the reading of a file is', 'Job', [inPath('id')]),
  '/jobs/{id}/events': events('The reading of a file as it goes on', [inPath('id')]),
  '/jobs/{id}/cancel': post('Stop the reading of a file', 'Job', [inPath('id')]),
  '/jobs/{id}/retry': post('Read a file again that was cancelled or failed', 'Job', [inPath('id')]),
  '/upload-logs': {
    post: {
      summary:
        'Store log files, plain, compressed or in archives; streamed, or read from an address of an allowed host',
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
          ...json(z.toJSONSchema(urlBody, { io: 'input' })),
        },
      },
      responses: {
        200: ok('UploadReceipt', 'These files were there already'),
        202: ok('UploadReceipt', 'Stored; reading goes on'),
      },
    },
  },
  '/upload-logs/resumable': {
    options: { summary: 'What is understood of tus', responses: done('In the headers') },
    post: {
      summary: 'Begin an upload that can be resumed (tus 1.0.0): one file, or a form with several',
      parameters: [
        tus,
        inHeader('Upload-Length'),
        inHeader('Upload-Metadata', { type: 'string' }, false),
      ],
      responses: { 201: { description: 'Begun; send to "Location"' } },
    },
  },
  '/upload-logs/resumable/{id}': {
    ...read('How far an unfinished upload is', 'Resumable', [inPath('id')]),
    patch: {
      summary: 'Send bytes from the offset on; with the last one the files are stored and read',
      parameters: [
        inPath('id'),
        tus,
        inHeader('Upload-Offset'),
        inHeader('Upload-Checksum', { type: 'string' }, false),
      ],
      requestBody: { required: true, content: { 'application/offset+octet-stream': {} } },
      responses: done('Stored; "DataSherpa-Upload" names the upload when all is there'),
    },
    delete: {
      summary: 'Give up an unfinished upload',
      parameters: [inPath('id'), tus],
      responses: done('It is gone'),
    },
  },
  '/logs/live': {
    get: {
      summary: 'Follow a log while it grows, over a WebSocket',
      parameters: [
        inQuery('name', 'string'),
        inQuery('session', 'string'),
        inQuery('offset'),
        inQuery('alerts'),
      ],
      responses: { 101: { description: 'Binary frames in, JSON out' } },
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
      },
    },
  },
  '/runs/{id}': read('One run with its parts', 'Run', [inPath('id')]),
  '/runs/{id}/stream': events('Parts of a run after a sequence number, as they come', [
    inPath('id'),
    inQuery('after'),
  ]),
  '/runs/{id}/cancel': post('Stop a run', 'Cancelled', [inPath('id')]),
  '/threads': read('Conversations, the last used first', 'Threads', [
    inQuery('limit'),
    inQuery('offset'),
  ]),
  '/threads/{id}': {
    ...read('One conversation with its newest runs', 'Thread', [inPath('id'), inQuery('limit')]),
    delete: {
      summary: 'Delete a conversation with its runs',
      parameters: [inPath('id')],
      responses: { 204: { description: 'It is gone' } },
    },
  },
  '/failures': read('Failures that were diagnosed, the last seen first', 'Failures', [
    inQuery('limit'),
    inQuery('offset'),
  ]),
  '/failures/{fingerprint}': read('One failure and what is remembered of it', 'Failure', [
    inPath('fingerprint'),
  ]),
  '/failures/{fingerprint}/note': {
    put: {
      summary: 'Write what fixed a failure',
      parameters: [inPath('fingerprint')],
      requestBody: {
        required: true,
        content: json(z.toJSONSchema(failureNoteBody, { io: 'input' })),
      },
      responses: {
        200: ok('Failure'),
      },
    },
  },
  '/spark/api/v1/{path}': {
    get: {
      summary:
        "The REST interface of Spark's History Server over uploaded event logs: applications/ID/jobs, stages, executors, sql and so on",
      parameters: [inPath('path')],
      responses: {
        200: {
          description: 'As Spark 4.1 answers; of applications/ID/logs a zip file',
          content: { ...json({}), 'application/octet-stream': {} },
        },
      },
    },
  },
  '/spark-plots/{id}': read('Drawings of a Spark run as SVG', 'SparkPlots', [
    inPath('id'),
    inQuery('attempt', 'string'),
  ]),
  '/spark-plots/{id}/{name}': {
    get: {
      summary: 'One of them as a picture: NAME.svg',
      parameters: [inPath('id'), inPath('name'), inQuery('attempt', 'string')],
      responses: {
        200: { description: 'A picture', content: { 'image/svg+xml': {} } },
      },
    },
  },
  '/spark-trends/{job}': {
    get: {
      summary: 'The runs of a Spark job over time as a picture: JOB.svg',
      parameters: [inPath('job')],
      responses: {
        200: { description: 'A picture', content: { 'image/svg+xml': {} } },
      },
    },
  },
  '/approvals': read('Calls that wait for a decision', 'Approvals'),
  '/approvals/{id}': post(
    'Decide about a call',
    'ApprovalReceipt',
    [inPath('id')],
    approvalDecision,
  ),
};
