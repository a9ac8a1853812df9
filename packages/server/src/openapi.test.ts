import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '@datasherpa/tools/errors';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createClient, type Client } from './client.ts';
import { compose, type Composed } from './compose.ts';
import { readConfig } from './config.ts';

/** Every operation of /openapi.json is sent requests that fit its schemas, and requests that do not. */

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
interface Operation {
  readonly parameters?: readonly {
    name: string;
    in: 'path' | 'query' | 'header';
    required?: boolean;
    schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const log = '26/11/20 02:10:04 ERROR Executor: java.io.IOException: No space left on device\n';
const eventLog =
  '{"Event":"SparkListenerApplicationStart","App Name":"a","App ID":"app-1","Timestamp":1,"User":"u"}\n';
const requestsEach = 40;

const directory = await mkdtemp(join(tmpdir(), 'sherpa-openapi-'));
const composed: Composed = await compose(readConfig({ dataDirectory: directory }));
const send = async (path: string, init: RequestInit = {}): Promise<Response> =>
  composed.app.fetch(new Request(`http://localhost${path}`, init));
const document = (await (await send('/openapi.json')).json()) as Document;
/** Ids that exist, by the name of the field, parameter or path that takes them, so that requests also come through. */
const known = new Map<string, string>();

let client: Client;
beforeAll(async () => {
  client = createClient({
    baseUrl: 'http://localhost',
    fetch: (it) => composed.app.fetch(it),
  });
  const { upload } = await client.upload(
    (async function* () {
      yield {
        name: 'a.log',
        content: (async function* () {
          yield new TextEncoder().encode(log);
        })(),
      };
      yield {
        name: 'app-2',
        content: (async function* () {
          yield new TextEncoder().encode(eventLog.replace('app-1', 'app-2'));
        })(),
      };
      yield {
        name: 'app-1',
        content: (async function* () {
          yield new TextEncoder().encode(eventLog);
        })(),
      };
    })(),
  );
  const { key } = await client.createKey({ name: 'revoked in this test', role: 'viewer' });
  known.set('keys', key.id);
  known.set('key', (await client.createKey({ name: 'a page', role: 'viewer' })).secret);
  const file = upload.files[0]!.id;
  for await (const view of client.watchUpload(upload.id)) known.set('uploads', view.id);
  known.set('spark', 'applications').set('application', 'app-1');
  known.set('against', upload.id).set('files', file).set('file', file).set('jobs', file);
  await client.callTool('/debug', { question: 'why?', uploads: [upload.id] });
  const unfinished = await send('/upload-logs/resumable', {
    method: 'POST',
    headers: { 'tus-resumable': '1.0.0', 'upload-length': '100000' },
  });
  known.set('upload-logs', unfinished.headers.get('location')!.split('/').at(-1)!);
  known.set('failures', (await client.failures()).failures[0]!.fingerprint);
  for await (const chunk of client.agent({ message: 'why did it fail?' }))
    if (chunk.type === 'start') {
      const { runId, threadId } = chunk.messageMetadata;
      known.set('runs', runId).set('threads', threadId).set('threadId', threadId);
    }
});
afterAll(async () => {
  await composed.close();
  await rm(directory, { recursive: true, force: true });
});

/** Those that delete come last: the others need what is there. */
const operations = Object.entries(document.paths)
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      method: method.toUpperCase(),
      operation,
    })),
  )
  .toSorted((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'));

/** A text as people, programs and attackers send it; where the name is that of ids, mostly one that exists. */
const text = (name = '', longest = 300): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: known.has(name) ? 6 : 0, arbitrary: fc.constant(known.get(name) ?? '') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: longest }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        ' ',
        '../../etc/passwd',
        '%00',
        '\u0000',
        "' or 1=1 --",
        '(a+)+$',
        '*',
        '"',
        '__proto__',
      ),
    },
  );

function fitting(schema: Schema, name = ''): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema;
      return fc.record(
        Object.fromEntries(
          Object.entries(properties).map(([key, each]) => [key, fitting(each, key)]),
        ),
        { requiredKeys: [...required] },
      );
    }
    case 'array':
      return fc.array(fitting(schema.items ?? {}, name), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(3, schema.maxItems ?? 3),
      });
    case 'string':
      return text(name, schema.maxLength).filter((it) => it.length >= (schema.minLength ?? 0));
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? -10, -(2 ** 31)),
        max: Math.min(schema.maximum ?? 300, 2 ** 31 - 1),
      });
    case 'number':
      return fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());
    case 'boolean':
      return fc.boolean();
    default:
      return fc.jsonValue();
  }
}

/** A body that fits, one with a field of another kind, any JSON, or no JSON at all. */
function bodies(content: Content): fc.Arbitrary<{ type: string; text: string }> {
  if ('application/offset+octet-stream' in content)
    return text().map((it) => ({ type: 'application/offset+octet-stream', text: it }));
  const asJson = (value: unknown) => ({ type: 'application/json', text: JSON.stringify(value) });
  const schema = content['application/json']?.schema;
  if (!schema) return multipart;
  const fits = fitting(schema);
  const damaged = fc
    .tuple(fits, fc.constantFrom(...Object.keys(schema.properties ?? { x: 1 })), fc.jsonValue())
    .map(([body, field, value]) => ({ ...(body as object), [field]: value }));
  return fc.oneof(
    { weight: 5, arbitrary: fits.map(asJson) },
    { weight: 3, arbitrary: damaged.map(asJson) },
    { weight: 1, arbitrary: fc.jsonValue().map(asJson) },
    { weight: 1, arbitrary: text().map((it) => ({ type: 'application/json', text: it })) },
    { weight: 1, arbitrary: text().map((it) => ({ type: 'text/plain', text: it })) },
    {
      weight: 1,
      arbitrary: text().map((it) => ({ type: it.replaceAll(/[^!-~]/g, ''), text: it })),
    },
  );
}

/** Forms that are whole, and forms with a part, a head or an end missing. */
const multipart = fc
  .tuple(
    text(),
    text(),
    fc.constantFrom('--b--\r\n', '--b', '', '--c--'),
    fc.constantFrom(
      'multipart/form-data; boundary=b',
      'multipart/form-data',
      'application/json',
      'application/octet-stream',
    ),
  )
  .map(([name, content, end, type]) => ({
    type,
    text: `--b\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\n\r\n${content}\r\n${end}`,
  }));

interface Sent {
  readonly path: string;
  readonly body: { type: string; text: string } | null;
  readonly headers: Readonly<Record<string, string>>;
}

function requests(path: string, operation: Operation): fc.Arbitrary<Sent> {
  const { parameters = [], requestBody } = operation;
  const values = fc.tuple(
    ...parameters.map(({ in: place, name, schema }) =>
      fc
        .oneof(
          { weight: 3, arbitrary: fitting(schema, place === 'path' ? path.split('/')[1] : name) },
          { weight: 1, arbitrary: text() },
        )
        .map(String)
        .filter(
          // What stands for a folder changes the path before it is sent.
          (it) => place !== 'path' || !/^\.{0,2}$/.test(it),
        ),
    ),
  );
  const given = fc.array(fc.boolean(), {
    minLength: parameters.length,
    maxLength: parameters.length,
  });
  return fc
    .tuple(
      values,
      given,
      requestBody ? bodies(requestBody.content) : fc.constant(null),
      fc.constantFrom('application/json', '*/*', 'text/event-stream'),
    )
    .map(([each, present, body, accept]) => {
      let filled = path;
      const query = new URLSearchParams();
      const headers: Record<string, string> = { accept };
      for (const [at, { name, in: place, required }] of parameters.entries()) {
        const value = each[at]!;
        if (place === 'path')
          filled = filled.replace(`{${name}}`, () => encodeURIComponent(value.toWellFormed()));
        else if (present[at] && place === 'query') query.set(name, value);
        // Node sends no others.
        else if (place === 'header' && (required || present[at]))
          headers[name] = value.replaceAll(/[^ -~]/g, '').trim();
      }
      return { path: query.size > 0 ? `${filled}?${query.toString()}` : filled, body, headers };
    });
}

const validators = new Map<Schema, z.ZodType>();
/** What is not as the schema says; null where all is. */
function misfit(schema: Schema, value: unknown): string | null {
  const whole = schema.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)!]! : schema;
  let validator = validators.get(whole);
  if (!validator) {
    validator = z.fromJSONSchema(whole as Parameters<typeof z.fromJSONSchema>[0]);
    validators.set(whole, validator);
  }
  const { success, error } = validator.safeParse(value);
  return success ? null : z.prettifyError(error);
}

/** What is not as documented about a response, or null; `through` where the request was not refused. */
async function judge(
  operation: Operation,
  response: Response,
): Promise<{ readonly fault: string | null; readonly through: boolean }> {
  const { status } = response;
  const read = await response.text();
  const type = (response.headers.get('content-type') ?? '').split(';')[0]!;
  const documented = operation.responses[status];
  if (documented) {
    const { content = {} } = documented;
    const schema = content[type]?.schema;
    const known = type === '' ? Object.keys(content).length === 0 : type in content;
    if (!known) return { fault: `content type "${type}"`, through: true };
    return { fault: schema ? misfit(schema, JSON.parse(read)) : null, through: true };
  }
  if (type !== 'application/problem+json' || status < 400)
    return { fault: `${status} "${type}"`, through: false };
  const problem = JSON.parse(read) as { code: keyof typeof catalogue; status: number };
  if (status >= 500 || problem.status !== status || catalogue[problem.code]?.status !== status)
    return { fault: `${status}: ${read}`, through: false };
  return { fault: misfit(document.components.schemas['Problem']!, problem), through: false };
}

test('the document names the operations', () => {
  expect(operations.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['POST /debug', 'POST /upload-logs', 'POST /agent', 'GET /health']),
  );
});

/** Nothing waits for approval here, no request of these is an upgrade, and none knows how far an upload is. */
const neverThrough = new Set([
  'POST /approvals/{id}',
  'GET /logs/live',
  'PATCH /upload-logs/resumable/{id}',
]);

test.each(operations)('$name answers as documented', async ({ name, path, method, operation }) => {
  let cameThrough = 0;
  await fc.assert(
    fc.asyncProperty(requests(path, operation), async ({ path: filled, body, headers }) => {
      const response = await send(filled, {
        method,
        headers: { ...headers, ...(body && { 'content-type': body.type }) },
        ...(body && { body: body.text }),
      });
      const { fault, through } = await judge(operation, response);
      if (through) cameThrough += 1;
      if (fault !== null) throw new Error(fault);
    }),
    // The same requests each time, so that a failure is a change of the code.
    { numRuns: requestsEach, seed: 20_261_124 },
  );
  expect(cameThrough > 0).toBe(!neverThrough.has(name));
  // What was asked to be read again is there for the next operation.
  if (path === '/uploads/{id}/format')
    await Array.fromAsync(client.watchUpload(known.get('uploads')!));
});
