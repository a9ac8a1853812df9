import type { Kysely } from 'kysely';
import { SherpaError } from '../../errors.ts';
import type { StreamStore } from '../../ports/stream-store.ts';
import type { SharedSchema } from './shared-schema.ts';

/** Bytes of one row: written out in hexadecimal they must pass as one statement. */
const partBytes = 4 << 20;

/** Streams as rows of bytes. One process writes to a stream at a time; any may read it. */
export function createMysqlStreamStore(
  database: Kysely<SharedSchema>,
  now: () => number,
): StreamStore {
  const parts = (id: string) => database.selectFrom('stream_part').where('stream', '=', id);
  const lastOf = (id: string) =>
    parts(id)
      .select(({ fn }) => ['start', 'at', fn<number>('length', ['bytes']).as('length')])
      .orderBy('start', 'desc')
      .limit(1)
      .executeTakeFirst();
  const sizeOf = async (id: string): Promise<number> => {
    const last = await lastOf(id);
    return last ? Number(last.start) + Number(last.length) : 0;
  };
  /** The bytes [from, to) by parts. */
  async function* range(id: string, from: number, to: number): AsyncGenerator<Uint8Array> {
    while (from < to) {
      const part = await parts(id)
        .select(['start', 'bytes'])
        .where('start', '<=', from)
        .orderBy('start', 'desc')
        .limit(1)
        .executeTakeFirst();
      const start = Number(part?.start ?? 0);
      const bytes = part?.bytes.subarray(from - start, to - start);
      if (!bytes || bytes.length === 0) return;
      yield bytes;
      from += bytes.length;
    }
  }

  return {
    async append(id, bytes) {
      let start = await sizeOf(named(id));
      let at = 0;
      do {
        const part = bytes.subarray(at, at + partBytes);
        const row = { stream: id, start, bytes: part, at: now() };
        // A stream that is still empty has an empty part; elsewhere the key refuses the part where another process wrote one meanwhile.
        if (start === 0) await database.replaceInto('stream_part').values(row).execute();
        else if (part.length > 0) await database.insertInto('stream_part').values(row).execute();
        start += part.length;
        at += partBytes;
      } while (at < bytes.length);
      return start;
    },
    async state(id) {
      const last = await lastOf(named(id));
      return last
        ? { bytes: Number(last.start) + Number(last.length), changedAt: Number(last.at) }
        : null;
    },
    async read(id, from, to) {
      const found = await Array.fromAsync(range(named(id), from, to));
      return found.length === 1 ? found[0]! : new Uint8Array(Buffer.concat(found));
    },
    async *get(id) {
      yield* range(id, 0, await sizeOf(named(id)));
    },
    async delete(id) {
      await database.deleteFrom('stream_part').where('stream', '=', named(id)).execute();
    },
    async list() {
      const rows = await database.selectFrom('stream_part').select('stream').distinct().execute();
      return rows.map(({ stream }) => stream);
    },
  };
}

/** The name comes from requests too. */
function named(id: string): string {
  if (!/^\w[\w.-]{0,99}$/.test(id))
    throw new SherpaError('NOT_FOUND', { kind: 'stream', id: id.slice(0, 100) });
  return id;
}
