import { SherpaError } from '@datasherpa/tools/errors';
import { Hono, type Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import type { UploadReceipt } from '../client.ts';
import { deleteUpload } from '../delete-upload.ts';
import { readAs, readAsBody } from '../read-as.ts';
import { readJsonBody } from '../read-json-body.ts';
import { incomingFromBody } from '../incoming-from.ts';
import { incomingOf, receiveUpload } from '../receive-upload.ts';
import { uploadView } from '../upload-view.ts';
import { wholeNumber } from './whole-number.ts';

export const maxLinesAtOnce = 2000;
const watchEveryMs = 250;

/** `/upload-logs` and `/uploads`: files in, their state, their lines. */
export function uploadRoutes({
  config,
  stores,
  host,
  ingestion,
  sources,
}: AppParts): Hono<AppEnvironment> {
  const uploadOf = async (context: Context<AppEnvironment>, id: string) => {
    const upload = await stores.metadata.uploads.get(context.get('project'), id);
    if (!upload) throw new SherpaError('NOT_FOUND', { kind: 'upload', id: id.slice(0, 100) });
    return upload;
  };
  return new Hono<AppEnvironment>()
    .post('/upload-logs', async (context) => {
      const { raw } = context.req;
      const isAddress = /^application\/json\b/i.test(raw.headers.get('content-type') ?? '');
      const incoming = isAddress ? await incomingFromBody(raw, sources, config) : incomingOf(raw);
      const received = await receiveUpload(stores, config, context.get('project'), incoming);
      ingestion.wake();
      const receipt: UploadReceipt = {
        upload: await uploadView(stores, await uploadOf(context, received.uploadId)),
        existing: received.existing,
      };
      return context.json(receipt, received.existing ? 200 : 202);
    })
    .get('/uploads', async (context) => {
      const limit = wholeNumber(context, 'limit', { otherwise: 50, min: 1, max: 200 });
      const offset = wholeNumber(context, 'offset', { otherwise: 0, min: 0 });
      const { uploads, total } = await stores.metadata.uploads.list(context.get('project'), {
        limit,
        offset,
      });
      return context.json({
        uploads: await Promise.all(uploads.map((upload) => uploadView(stores, upload))),
        total,
      });
    })
    .get('/uploads/:id', async (context) =>
      context.json(await uploadView(stores, await uploadOf(context, context.req.param('id')))),
    )
    .put('/uploads/:id/format', async (context) => {
      const { id } = await uploadOf(context, context.req.param('id'));
      const body = readAsBody.safeParse(await readJsonBody(context.req.raw));
      if (!body.success) {
        const [issue] = body.error.issues;
        const field = issue!.path.join('.') || 'format';
        throw new SherpaError(
          'INPUT_INVALID',
          { reason: `${field}: ${issue!.message}` },
          { field },
        );
      }
      await readAs({ stores, ingestion }, context.get('project'), id, body.data);
      return context.json(await uploadView(stores, await uploadOf(context, id)), 202);
    })
    .delete('/uploads/:id', async (context) => {
      const { id } = await uploadOf(context, context.req.param('id'));
      await deleteUpload({ stores, ingestion }, context.get('project'), id);
      return context.body(null, 204);
    })
    .get('/uploads/:id/events', async (context) => {
      const { id } = await uploadOf(context, context.req.param('id'));
      return streamSSE(context, async (stream) => {
        let last = '';
        while (!stream.aborted) {
          const begun = performance.now();
          const upload = await stores.metadata.uploads.get(context.get('project'), id);
          // Deleted while it was watched.
          if (!upload) break;
          const view = await uploadView(stores, upload);
          const data = JSON.stringify(view);
          if (data !== last) await stream.writeSSE({ event: 'upload', data });
          last = data;
          if (view.status === 'ready' || view.status === 'failed') break;
          // A look at ten thousand files takes a while: it must not become what the server does most.
          await stream.sleep(Math.max(watchEveryMs, 10 * (performance.now() - begun)));
        }
        await stream.writeSSE({ data: '[DONE]' });
      });
    })
    .get('/uploads/:id/lines', async (context) => {
      await uploadOf(context, context.req.param('id'));
      const file = context.req.query('file');
      if (!file)
        throw new SherpaError('INPUT_INVALID', { reason: 'file is missing' }, { field: 'file' });
      const from = wholeNumber(context, 'from', { otherwise: 1, min: 1 });
      const to = wholeNumber(context, 'to', { otherwise: from + 199, min: from });
      const read = await host.workspaceFor(context.get('project')).lines(file, from, to);
      const { id, name, bytes } = read.file;
      return context.json({ ...read, file: { id, name, bytes } });
    });
}
