import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem } from './client.ts';
import { knownError } from './known-error.ts';

/** An error as a problem document (RFC 9457). */
export function problemResponse(context: Context, error: unknown, requestId: string): Response {
  const known = knownError(error, requestId);
  const problem: Problem = {
    type: `/docs/errors#${known.code.toLowerCase()}`,
    code: known.code,
    title: known.code.toLowerCase().replaceAll('_', ' '),
    status: known.status,
    detail: known.message,
    hint: known.hint,
    ...(known.field !== undefined && { field: known.field }),
    requestId,
  };
  context.header('content-type', 'application/problem+json');
  // What is still on its way is not read, and the connection ends with it: the sender must not use it for its next request.
  if (isBeingSent(context)) context.header('connection', 'close');
  return context.body(JSON.stringify(problem), known.status as ContentfulStatusCode);
}

const isBeingSent = (context: Context): boolean => {
  const { incoming } = (context.env ?? {}) as { readonly incoming?: IncomingMessage };
  return incoming !== undefined && !incoming.complete;
};
