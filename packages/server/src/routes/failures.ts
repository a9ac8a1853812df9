import { SherpaError } from '@datasherpa/tools/errors';
import { statusOfFailure } from '@datasherpa/tools/ingestion';
import type { FailureRecord } from '@datasherpa/tools/ports';
import { Hono } from 'hono';
import { z } from 'zod';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import type { FailureView } from '../client.ts';
import { readJsonBody } from '../read-json-body.ts';
import { wholeNumber } from './whole-number.ts';

const maxNote = 4000;

export const failureNoteBody = z.object({
  text: z.string().max(maxNote).describe('What fixed it; an empty text removes the note.'),
});

/** `/failures`: what failed before, how often, and what fixed it. */
export function failureRoutes({ stores }: AppParts): Hono<AppEnvironment> {
  const { failures } = stores.metadata;
  const failureOf = async (project: string, fingerprint: string): Promise<FailureView> => {
    const failure = await failures.get(project, fingerprint);
    if (!failure)
      throw new SherpaError('NOT_FOUND', { kind: 'failure', id: fingerprint.slice(0, 100) });
    return failureView(failure);
  };
  return new Hono<AppEnvironment>()
    .get('/failures', async (context) => {
      const limit = wholeNumber(context, 'limit', { otherwise: 50, min: 1, max: 200 });
      const offset = wholeNumber(context, 'offset', { otherwise: 0, min: 0 });
      const { failures: page, total } = await failures.list(context.get('project'), {
        limit,
        offset,
      });
      return context.json({ failures: page.map(failureView), total });
    })
    .get('/failures/:fingerprint', async (context) =>
      context.json(await failureOf(context.get('project'), context.req.param('fingerprint'))),
    )
    .put('/failures/:fingerprint/note', async (context) => {
      const before = await failureOf(context.get('project'), context.req.param('fingerprint'));
      const body = failureNoteBody.safeParse(await readJsonBody(context.req.raw));
      if (!body.success)
        throw new SherpaError(
          'INPUT_INVALID',
          { reason: `text: ${body.error.issues[0]!.message}` },
          { field: 'text' },
        );
      const text = body.data.text.trim().toWellFormed();
      const { fingerprint } = before;
      await failures.note(
        context.get('project'),
        fingerprint,
        text === '' ? null : text,
        Date.now(),
      );
      // Where its uploads are gone, the note was all that was left of it.
      const after = await failures.get(context.get('project'), fingerprint);
      return context.json(after ? failureView(after) : { ...before, note: null });
    });
}

const failureView = (failure: FailureRecord): FailureView => ({
  fingerprint: failure.fingerprint,
  cause: failure.cause,
  title: failure.title,
  status: statusOfFailure(failure),
  template: failure.template,
  component: failure.component,
  occurrences: failure.occurrences,
  firstSeen: failure.firstSeen,
  lastSeen: failure.lastSeen,
  note: failure.note,
  uploads: failure.uploads,
  uploadsTotal: failure.uploadsTotal,
});
