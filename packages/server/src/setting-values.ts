import { readFileSync } from 'node:fs';
import { SherpaError } from '@datasherpa/tools/errors';
import { z } from 'zod';

/** A setting that a container passes on without a value is not set. */
export const orUnset = <T extends z.ZodType>(value: T) =>
  z.preprocess((given) => (given === '' ? undefined : given), value);

/**
 * A secret, from its setting or from the file that the setting with `_FILE` names.
 * @throws CONFIG_INVALID naming the setting; never with the secret
 */
export function secretOf(
  name: string,
  value: string | undefined,
  file: string | undefined,
): string | undefined {
  if (file === undefined) return value;
  const invalid = (reason: string): SherpaError =>
    new SherpaError('CONFIG_INVALID', { name: `${name}_FILE`, reason });
  if (value !== undefined) throw invalid(`${name} is set too, and only one of them can count`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw invalid(`"${file}" cannot be read (${code})`);
  }
  if (text === '' || /[\r\n]/.test(text)) throw invalid(`"${file}" is empty or has several lines`);
  return text;
}
