import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { formHead, formTail, type OutgoingBody } from '@datasherpa/server/client';
import { notReadable, reasonOf, type FoundFile } from './find-files.ts';

/** A piece of the form: bytes, or a file. */
interface Piece {
  readonly from: number;
  readonly bytes: number;
  readonly content: Uint8Array | string;
}

/**
 * Files as one form that can be read from anywhere. It is the same form for the same files as they are now, so that sending it can go
 * on after this program was ended. What a file grows meanwhile is not sent.
 * @throws FILE_NOT_READABLE, by its `read` too: for a file that became shorter
 */
export async function outgoingForm(files: readonly FoundFile[]): Promise<OutgoingBody> {
  const known = createHash('sha256').update(hostname());
  for (const { path, name } of files) {
    const { ino, mtimeMs, size } = await stat(path);
    known.update(JSON.stringify([resolve(path), name, ino, mtimeMs, size]));
  }
  const key = known.digest('hex');
  const boundary = `datasherpa-${key.slice(0, 32)}`;
  const pieces: Piece[] = [];
  let end = 0;
  const add = (content: Uint8Array | string, bytes: number): void => {
    pieces.push({ from: end, bytes, content });
    end += bytes;
  };
  const addBytes = (content: Uint8Array): void => add(content, content.length);
  for (const { name, path, bytes } of files) {
    addBytes(formHead(boundary, name));
    add(path, bytes);
    addBytes(new TextEncoder().encode('\r\n'));
  }
  addBytes(formTail(boundary));
  return {
    bytes: end,
    contentType: `multipart/form-data; boundary=${boundary}`,
    name: '',
    key,
    async read(from, to) {
      const target = new Uint8Array(to - from);
      for (const piece of pieces) {
        const first = Math.max(from, piece.from);
        const last = Math.min(to, piece.from + piece.bytes);
        if (first >= last) continue;
        const part = target.subarray(first - from, last - from);
        if (typeof piece.content === 'string') await fill(part, piece.content, first - piece.from);
        else part.set(piece.content.subarray(first - piece.from, last - piece.from));
      }
      return target;
    },
  };
}

async function fill(target: Uint8Array, path: string, position: number): Promise<void> {
  try {
    const file = await open(path);
    try {
      for (let at = 0; at < target.length;) {
        const { bytesRead } = await file.read(target, at, target.length - at, position + at);
        if (bytesRead === 0) throw notReadable(path, 'it became shorter while it was sent');
        at += bytesRead;
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof Error && 'code' in error && !('hint' in error)
      ? notReadable(path, reasonOf(error), error)
      : error;
  }
}
