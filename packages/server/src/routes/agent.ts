import type { AgentChunk } from '@datasherpa/agent';
import { SherpaError } from '@datasherpa/tools/errors';
import { Hono, type Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import { readJsonBody } from '../read-json-body.ts';
import { wholeNumber } from './whole-number.ts';

const ids = z.array(z.string().min(1).max(100)).max(1000);

/** Body of `POST /agent`. */
export const agentBody = z.object({
  message: z.string(),
  threadId: z.string().min(1).max(100).optional(),
  uploads: ids.optional(),
  files: ids.optional(),
});

/** Below the idle limits of common proxies. */
const keepAliveMs = 15_000;

/** `/agent` and the stream of a run. A reader that goes away does not stop a run: it is read again under its id, or cancelled there. */
export function agentRoutes({ agent }: AppParts): Hono<AppEnvironment> {
  return new Hono<AppEnvironment>()
    .post('/agent', async (context) => {
      const parsed = agentBody.safeParse(await readJsonBody(context.req.raw));
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const field = issue?.path.join('.') ?? '';
        throw new SherpaError(
          'INPUT_INVALID',
          { reason: `${field === '' ? 'body' : field}: ${issue?.message ?? 'unreadable'}` },
          field === '' ? {} : { field },
        );
      }
      const { message, threadId, uploads, files } = parsed.data;
      const asJson = wantsJson(context);
      const run = await agent.run({
        project: context.get('project'),
        message,
        ...(threadId !== undefined && { threadId }),
        ...(uploads && { uploads }),
        ...(files && { files }),
        // Nobody else knows of a run that answers in one piece.
        ...(asJson && { signal: context.req.raw.signal }),
      });
      context.header('x-run-id', run.runId);
      if (asJson) return context.json(await run.answer());
      return streamParts(context, () => run, 0);
    })
    .get('/runs/:id/stream', async (context) => {
      const last = context.req.header('last-event-id');
      const after = wholeNumber(context, 'after', {
        otherwise: last !== undefined && /^\d{1,9}$/.test(last) ? Number(last) : 0,
        min: 0,
      });
      const stopped = new AbortController();
      const parts = await agent.resume(
        context.get('project'),
        context.req.param('id'),
        after,
        stopped.signal,
      );
      return streamParts(context, () => parts, after, stopped);
    })
    .post('/runs/:id/cancel', async (context) =>
      context.json({
        cancelled: await agent.cancel(context.get('project'), context.req.param('id')),
      }),
    );
}

const wantsJson = (context: Context): boolean => {
  const accept = context.req.header('accept') ?? '';
  return accept.includes('application/json') && !accept.includes('text/event-stream');
};

/** The parts as server-sent events whose ids are their sequence numbers. */
function streamParts(
  context: Context,
  open: () => AsyncIterable<AgentChunk>,
  after: number,
  stopped?: AbortController,
): Response {
  context.header('x-vercel-ai-ui-message-stream', 'v1');
  context.header('x-accel-buffering', 'no');
  return streamSSE(context, async (stream) => {
    stream.onAbort(() => stopped?.abort());
    const keepAlive = setInterval(() => void stream.write(': still here\n\n'), keepAliveMs);
    let sequence = after;
    let finished = false;
    try {
      for await (const chunk of open()) {
        if (stream.aborted) break;
        sequence += 1;
        await stream.writeSSE({ id: String(sequence), data: JSON.stringify(chunk) });
        finished = chunk.type === 'finish';
      }
      // Without it the run goes on elsewhere, and the reader asks there for the rest.
      if (finished) await stream.writeSSE({ data: '[DONE]' });
    } finally {
      clearInterval(keepAlive);
    }
  });
}
