import { SherpaError } from '@datasherpa/tools/errors';
import type { z } from 'zod';
import { readJsonBody } from './read-json-body.ts';

/**
 * Reads a JSON body of a schema.
 * @throws INPUT_INVALID with the field at fault, and what `readJsonBody` throws
 */
export async function readBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const body = schema.safeParse(await readJsonBody(request));
  if (body.success) return body.data;
  const [issue] = body.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new SherpaError(
    'INPUT_INVALID',
    { reason: `${field === '' ? 'body' : field}: ${issue?.message ?? 'unreadable'}` },
    field === '' ? {} : { field },
  );
}
