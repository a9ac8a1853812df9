import type { FileHandle } from 'node:fs/promises';

/** The bytes [from, to) of an open file, as far as there are any. */
export async function readRange(file: FileHandle, from: number, to: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(Math.max(0, to - from));
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, from + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}
