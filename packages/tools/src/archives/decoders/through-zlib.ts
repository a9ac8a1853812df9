import type { Transform } from 'node:stream';
import { Damage } from '../damage.ts';

/**
 * Passes pieces through a stream of `node:zlib`. All that came out before an error is yielded first. What comes out of one piece is in
 * memory at once, so the caller gives pieces that cannot grow beyond some megabytes.
 * @returns how many of the bytes given lie behind the end of the packed ones
 * @throws Damage
 */
export async function* throughZlib(
  zlib: Transform & { readonly bytesWritten: number },
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, number> {
  const out: Uint8Array[] = [];
  let failure: Error | null = null;
  let fed = 0;
  let wake = (): void => {};
  zlib.on('data', (chunk: Uint8Array) => out.push(chunk));
  zlib.on('error', (error) => {
    failure = error;
    wake();
  });
  zlib.on('close', () => wake());
  /** Until the piece is worked in, or all is over. */
  const done = (begin: (callback: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      begin(resolve);
    });
  try {
    for await (const piece of pieces) {
      fed += piece.length;
      await done((callback) => zlib.write(piece, callback));
      yield* out.splice(0);
      if (failure) throw toDamage(failure);
      if (zlib.bytesWritten < fed) break;
    }
    await done((callback) => zlib.once('end', callback).end());
    yield* out.splice(0);
    if (failure) throw toDamage(failure);
    return fed - zlib.bytesWritten;
  } finally {
    zlib.destroy();
  }
}

function toDamage(error: Error): Error {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'Z_BUF_ERROR') return Damage.cut();
  if (code === 'ZSTD_error_frameParameter_windowTooLarge')
    return Damage.notUnpacked('unpacking it needs more than 128 MB of memory');
  if (code.startsWith('ZSTD_error_dictionary'))
    return Damage.notUnpacked('it was packed with a dictionary that is not in it');
  return code.startsWith('Z_') || code.startsWith('ZSTD_') ? Damage.broken() : error;
}
