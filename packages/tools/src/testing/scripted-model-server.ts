import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import type { ScriptedAnswer, ScriptedReply, ScriptedVectors } from './scripted-reply.ts';

/** A request as the server got it. */
export interface ScriptedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON body; null without one. */
  readonly body: Record<string, unknown> | null;
  /** Who ended the exchange: `client` where it hung up before the response was complete. */
  readonly endedBy: Promise<'client' | 'server'>;
}

export interface ScriptedModelServer {
  /** Base URL with `/v1`, on loopback. */
  readonly url: string;
  /** Every request since the start, oldest first. */
  readonly requests: readonly ScriptedRequest[];
  /** Queues replies: each answers one request for chat or embeddings. An empty queue answers `ok`, or made-up vectors. */
  reply(...replies: readonly ScriptedReply[]): void;
  close(): Promise<void>;
}

export interface ScriptedModelServerOptions {
  /** What `/v1/models` lists, or that it never answers. Default `['scripted']`. */
  readonly models?: readonly string[] | 'silent';
  /** With a key every request must carry it; others get 401. */
  readonly key?: string;
  /** Fields of a chat request that are refused with 400, as endpoints do that do not know them. */
  readonly refusedFields?: readonly string[];
  /** Length of made-up vectors. Default 4. */
  readonly dimensions?: number;
  /** Sends embeddings in the opposite order; `index` tells which is which. */
  readonly shuffled?: boolean;
  /** More texts in one request are refused with 422. */
  readonly maxBatch?: number;
  /** Longer texts are refused with 400 unless the request says `truncate: END`, as NVIDIA's embedding service does. */
  readonly maxInputCharacters?: number;
}

interface Exchange {
  readonly Bindings: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse };
}

const jsonOf = (value: unknown): string => JSON.stringify(value);

/**
 * Starts an OpenAI-compatible endpoint on a free loopback port that does what it is told: real HTTP, so that stalls, cut
 * connections and refusals are those of the network.
 *
 * @example
 * const server = await startScriptedModelServer()
 * server.reply({ status: 429, headers: { 'retry-after': '1' } }, { answer: ['It ', 'failed.'] })
 */
export async function startScriptedModelServer(
  options: ScriptedModelServerOptions = {},
): Promise<ScriptedModelServer> {
  const { models = ['scripted'], key, refusedFields = [] } = options;
  const requests: ScriptedRequest[] = [];
  const queue: ScriptedReply[] = [];
  const app = new Hono<Exchange>();

  app.use(async (context, next) => {
    const text = await context.req.text();
    const { outgoing } = context.env;
    requests.push({
      method: context.req.method,
      path: context.req.path,
      headers: context.req.header(),
      body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>),
      endedBy: new Promise((resolve) =>
        outgoing.once('close', () => resolve(outgoing.writableFinished ? 'server' : 'client')),
      ),
    });
    if (key !== undefined && context.req.header('authorization') !== `Bearer ${key}`)
      return context.json({ error: { message: 'Incorrect API key provided.' } }, 401);
    return next();
  });
  app.get('/v1/models', (context) =>
    models === 'silent'
      ? plainReply(context, { silent: true })
      : context.json({ object: 'list', data: models.map((id) => ({ id, object: 'model' })) }),
  );
  app.post('/v1/chat/completions', async (context) => {
    const body = await context.req.json<Record<string, unknown>>();
    const refused = refusedFields.find((field) => field in body);
    if (refused !== undefined)
      return context.json(
        { error: { message: `Extra inputs are not permitted: ${refused}` } },
        400,
      );
    const reply = queue.shift() ?? { answer: 'ok' };
    if (!('answer' in reply)) return plainReply(context, reply);
    const model = String(body['model']);
    return body['stream'] === true
      ? streamedAnswer(context, reply, model, 'stream_options' in body)
      : context.json(wholeAnswer(reply, model));
  });
  app.post('/v1/embeddings', async (context) => {
    const body = await context.req.json<{
      input: string[];
      input_type?: string;
      truncate?: string;
    }>();
    const { maxBatch, maxInputCharacters, dimensions = 4, shuffled } = options;
    if (maxBatch !== undefined && body.input.length > maxBatch)
      return context.json({ error: { message: `at most ${maxBatch} inputs` } }, 422);
    if (
      maxInputCharacters !== undefined &&
      body.truncate !== 'END' &&
      body.input.some((text) => text.length > maxInputCharacters)
    )
      return context.json(
        { error: { message: 'Input length exceeds maximum allowed token size' } },
        400,
      );
    const reply = queue.shift();
    if (reply && !('vectors' in reply)) return plainReply(context, reply);
    const data = (
      reply?.vectors ??
      body.input.map((text) => madeUpVector(`${body.input_type}: ${text}`, dimensions))
    ).map((embedding, index) => ({ object: 'embedding', index, embedding }));
    const usage = { prompt_tokens: body.input.length, total_tokens: body.input.length };
    return context.json({ object: 'list', data: shuffled ? data.reverse() : data, usage });
  });

  const { promise, resolve } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, resolve);
  const { port } = await promise;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    reply: (...replies) => void queue.push(...replies),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

type PlainReply = Exclude<ScriptedReply, ScriptedAnswer | ScriptedVectors>;

function plainReply(
  context: Context<Exchange>,
  reply: PlainReply | ScriptedAnswer | ScriptedVectors,
): Response | Promise<Response> {
  if ('status' in reply) {
    const body = reply.body ?? { status: reply.status, title: 'scripted' };
    return new Response(typeof body === 'string' ? body : jsonOf(body), {
      status: reply.status,
      headers: { 'content-type': 'application/json', ...reply.headers },
    });
  }
  if ('raw' in reply)
    return new Response(reply.raw, {
      headers: { 'content-type': reply.contentType ?? 'application/json' },
    });
  if ('silent' in reply)
    return new Promise((resolve) =>
      context.env.outgoing.once('close', () => resolve(new Response(null, { status: 499 }))),
    );
  throw new TypeError('the next scripted reply does not fit the route that was called');
}

const partsOf = ({ answer }: ScriptedAnswer): readonly string[] =>
  typeof answer === 'string' ? [answer] : answer;

const finishOf = ({ finish, toolCalls }: ScriptedAnswer): string | null =>
  finish === undefined ? (toolCalls ? 'tool_calls' : 'stop') : finish;

let answers = 0;

function wholeAnswer(reply: ScriptedAnswer, model: string): unknown {
  const toolCalls = reply.toolCalls?.map((call, index) => ({
    id: `call-${index}`,
    type: 'function',
    function: call,
  }));
  return {
    id: `answer-${++answers}`,
    object: 'chat.completion',
    created: 0,
    model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: partsOf(reply).join(''),
          ...(reply.reasoning && { reasoning_content: reply.reasoning.join('') }),
          ...(toolCalls && { tool_calls: toolCalls }),
        },
        finish_reason: finishOf(reply),
      },
    ],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
}

function streamedAnswer(
  context: Context<Exchange>,
  reply: ScriptedAnswer,
  model: string,
  counted: boolean,
): Response {
  const id = `answer-${++answers}`;
  const chunk = (delta: unknown, finish: string | null = null): string =>
    `data: ${jsonOf({ id, object: 'chat.completion.chunk', created: 0, model, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const toolCalls = (reply.toolCalls ?? []).flatMap(({ name, arguments: text }, index) => {
    const half = Math.ceil(text.length / 2);
    return [
      {
        index,
        id: `call-${index}`,
        type: 'function',
        function: { name, arguments: text.slice(0, half) },
      },
      { index, function: { arguments: text.slice(half) } },
    ];
  });
  const finish = finishOf(reply);
  const ending = reply.ending ?? 'end';
  const events = [
    chunk({ role: 'assistant', content: '' }),
    ...(reply.reasoning ?? []).map((text) => chunk({ reasoning_content: text })),
    ...partsOf(reply).map((content) => chunk({ content })),
    ...toolCalls.map((call) => chunk({ tool_calls: [call] })),
    ...(ending === 'end'
      ? [
          ...(finish === null ? [] : [chunk({}, finish)]),
          ...(counted ? [usageChunk(id, model, partsOf(reply).length)] : []),
          'data: [DONE]\n\n',
        ]
      : []),
  ];
  const { incoming } = context.env;
  const encoder = new TextEncoder();
  let at = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (at < events.length) {
          if (at > 1 && reply.everyMs)
            await new Promise((resolve) => setTimeout(resolve, reply.everyMs));
          controller.enqueue(encoder.encode(events[at++]));
        } else if (ending === 'end') controller.close();
        else {
          // Ends the connection, but not the response, after what was said has left.
          if (ending === 'cut') incoming.socket.destroySoon();
          await new Promise((resolve) => incoming.socket.once('close', resolve));
        }
      },
    },
    // Nothing is made before it is read, so that what was read has been written.
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

/** What `stream_options: { include_usage: true }` asks for: after the answer, without a choice. */
const usageChunk = (id: string, model: string, parts: number): string =>
  `data: ${jsonOf({ id, object: 'chat.completion.chunk', created: 0, model, choices: [], usage: { prompt_tokens: 20, completion_tokens: parts, total_tokens: 20 + parts } })}\n\n`;

/** The same text gives the same vector, other texts almost surely another; not of unit length. */
function madeUpVector(text: string, dimensions: number): number[] {
  let state = 2_166_136_261;
  for (const character of text)
    state = Math.imul(state ^ character.codePointAt(0)!, 16_777_619) >>> 0;
  return Array.from({ length: dimensions }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}
