import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import { cancelJob, jobView, readAgain } from '../jobs.ts';

const watchEveryMs = 250;

/** `/jobs`: how far the reading of a file is, and the end of it. */
export function jobRoutes({ stores, ingestion }: AppParts): Hono<AppEnvironment> {
  const parts = { stores, ingestion };
  return new Hono<AppEnvironment>()
    .get('/jobs/:id', async (context) =>
      context.json(await jobView(stores, context.get('project'), context.req.param('id'))),
    )
    .get('/jobs/:id/events', async (context) => {
      const first = await jobView(stores, context.get('project'), context.req.param('id'));
      return streamSSE(context, async (stream) => {
        let last = '';
        for (let job = first; !stream.aborted;) {
          const data = JSON.stringify(job);
          if (data !== last) await stream.writeSSE({ event: 'job', data });
          last = data;
          if (job.state !== 'queued' && job.state !== 'running') break;
          await stream.sleep(watchEveryMs);
          const next = await jobView(stores, context.get('project'), job.id).catch(() => null);
          // Deleted while it was watched.
          if (!next) break;
          job = next;
        }
        await stream.writeSSE({ data: '[DONE]' });
      });
    })
    .post('/jobs/:id/cancel', async (context) => {
      const id = context.req.param('id');
      await cancelJob(parts, context.get('project'), id);
      return context.json(await jobView(stores, context.get('project'), id));
    })
    .post('/jobs/:id/retry', async (context) => {
      const id = context.req.param('id');
      await readAgain(parts, context.get('project'), id);
      return context.json(await jobView(stores, context.get('project'), id));
    });
}
