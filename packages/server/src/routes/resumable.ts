import { SherpaError } from '@datasherpa/tools/errors';
import { Hono, type Context } from 'hono';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import type { ResumableView } from '../client.ts';
import type { PartState } from '../resumable/part-store.ts';
import {
  checksumAlgorithms,
  readBytes,
  readChecksum,
  readMetadata,
  tusVersion,
} from '../resumable/tus-headers.ts';

const path = '/upload-logs/resumable';

/**
 * Resumable uploads, in tus 1.0.0 with creation, termination, checksum and expiration. An upload is one file, or several as a form:
 * metadata `filename`, `filetype`, `sha256` (of all bytes, hex) and `key` (a sender that comes back with the same key goes on).
 */
export function resumableRoutes({ config, resumable }: AppParts): Hono<AppEnvironment> {
  const app = new Hono<AppEnvironment>();
  const tell = (context: Context, state: PartState): void => {
    context.header('upload-offset', String(state.offset));
    context.header('upload-length', String(state.length));
    context.header('upload-expires', new Date(state.expiresAt).toUTCString());
    // What it became: `/uploads/ID`.
    if (state.outcome) context.header('datasherpa-upload', state.outcome.upload);
  };
  for (const each of [path, `${path}/:id`])
    app.use(each, async (context, next) => {
      context.header('tus-resumable', tusVersion);
      context.header('cache-control', 'no-store');
      if (
        context.req.raw.method !== 'OPTIONS' &&
        context.req.raw.method !== 'GET' &&
        context.req.header('tus-resumable') !== tusVersion
      ) {
        context.header('tus-version', tusVersion);
        throw new SherpaError('TUS_VERSION', { version: tusVersion });
      }
      await next();
    });
  return app
    .options(path, (context) => {
      context.header('tus-version', tusVersion);
      context.header('tus-extension', 'creation,termination,checksum,expiration');
      context.header('tus-max-size', String(config.maxUploadBytes));
      context.header('tus-checksum-algorithm', checksumAlgorithms.join(','));
      return context.body(null, 204);
    })
    .post(path, async (context) => {
      const { headers } = context.req.raw;
      const metadata = readMetadata(headers.get('upload-metadata'));
      const type = metadata.get('filetype') ?? '';
      const state = await resumable.begin({
        project: context.get('project'),
        length: readBytes(headers, 'Upload-Length'),
        name: metadata.get('filename') ?? metadata.get('name') ?? 'unnamed',
        contentType: /^multipart\/form-data\b/i.test(type) ? type : 'application/octet-stream',
        key: (metadata.get('key') ?? '').slice(0, 200),
        sha256: metadata.get('sha256') ?? '',
      });
      tell(context, state);
      context.header('location', `${path}/${state.id}`);
      return context.body(null, 201);
    })
    .get(`${path}/:id`, async (context) => {
      const state = await resumable.state(context.get('project'), context.req.param('id'));
      tell(context, state);
      const { id, offset, length, expiresAt, outcome } = state;
      const view: ResumableView = {
        id,
        offset,
        length,
        expiresAt,
        upload: outcome?.upload ?? null,
        existing: outcome?.existing ?? false,
      };
      return context.json(view);
    })
    .patch(`${path}/:id`, async (context) => {
      const { headers, body, signal } = context.req.raw;
      const contentType = headers.get('content-type') ?? '';
      if (contentType !== 'application/offset+octet-stream')
        throw new SherpaError('CONTENT_TYPE_UNSUPPORTED', {
          contentType,
          expected: 'application/offset+octet-stream',
        });
      const state = await resumable.append(context.get('project'), context.req.param('id'), {
        offset: readBytes(headers, 'Upload-Offset'),
        checksum: readChecksum(headers.get('upload-checksum')),
        body: (body ?? new Blob([]).stream()) as AsyncIterable<Uint8Array>,
        signal,
      });
      tell(context, state);
      return context.body(null, 204);
    })
    .delete(`${path}/:id`, async (context) => {
      await resumable.remove(context.get('project'), context.req.param('id'));
      return context.body(null, 204);
    });
}
