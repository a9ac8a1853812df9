import { SherpaError } from '@datasherpa/tools/errors';
import type { Context } from 'hono';

/** A whole number from the query string. Throws INPUT_INVALID naming the parameter. */
export function wholeNumber(
  context: Context,
  name: string,
  range: { readonly otherwise: number; readonly min: number; readonly max?: number },
): number {
  const text = context.req.query(name);
  if (text === undefined) return range.otherwise;
  const value = Number(text);
  const max = range.max ?? Number.MAX_SAFE_INTEGER;
  if (!Number.isSafeInteger(value) || value < range.min || value > max)
    throw new SherpaError(
      'INPUT_INVALID',
      { reason: `${name} is not a whole number from ${range.min} to ${max}` },
      { field: name },
    );
  return value;
}
