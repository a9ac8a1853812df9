import { createHash } from 'node:crypto';
import { SherpaError } from '../../errors.ts';
import type { StreamStore } from '../../ports/stream-store.ts';
import { copyBlobs } from './copy-blobs.ts';
import { copyCheckpoints, sumOfCheckpoints } from './copy-checkpoints.ts';
import { copyDocuments, sumOfDocuments } from './copy-documents.ts';
import { copiedTables, copyTable, foreignUpload, sumOf } from './copy-tables.ts';
import { openSide, type Place, type Side } from './open-side.ts';

/** What was copied and found the same on both sides. */
export interface Moved {
  readonly what: string;
  readonly count: number;
  /** Of what is compared as a whole. */
  readonly sha256: string | null;
}

/**
 * Copies all that an installation keeps to another place, and compares both sides by counts and checksums. Nothing is taken away from
 * the first. Run again after a break, also after `kill -9`, it goes on: blobs that are there are not sent again. Jobs and leases are not copied; the next
 * start queues what was not read. No server may write to either side meanwhile.
 * @param collections search collections to copy
 * @throws MOVE_REFUSED where the other place holds something else, MOVE_DIFFERS where the two are not the same afterwards,
 *   STORE_UNAVAILABLE
 */
export async function moveStores(
  from: Place,
  to: Place,
  collections: readonly string[],
  onDone: (moved: Moved) => void,
): Promise<void> {
  const source = await openSide(from, collections);
  try {
    const target = await openSide(to, collections);
    try {
      const foreign = await foreignUpload(source.tables, target.tables);
      if (foreign !== null) throw new SherpaError('MOVE_REFUSED', { upload: foreign });
      // Rows come last: until they are there, nobody reads the rest.
      if (!isSame(from.blobs, to.blobs, from, to))
        onDone({
          what: 'blobs',
          count: await copyBlobs(source.blobs, target.blobs),
          sha256: null,
        });
      if (!isSame(from.qdrant, to.qdrant, from, to))
        for (const name of collections) {
          await copyDocuments(source.index, target.index, name);
          onDone(
            compared(
              `search documents (${name})`,
              await sumOfDocuments(source.index, name),
              await sumOfDocuments(target.index, name),
            ),
          );
        }
      if (!isSame(from.database, to.database, from, to)) {
        onDone(await copyStreams(source, target));
        await copyCheckpoints(source.checkpoints, target.checkpoints);
        const steps = [
          await sumOfCheckpoints(source.checkpoints),
          await sumOfCheckpoints(target.checkpoints),
        ] as const;
        onDone(compared('checkpoints', ...steps));
        for (const table of copiedTables) await copyTable(source.tables, target.tables, table);
        for (const table of copiedTables)
          onDone(
            compared(
              `rows of ${table}`,
              await sumOf(source.tables, table),
              await sumOf(target.tables, table),
            ),
          );
      }
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Both sides keep a part in the same place. */
const isSame = (one: object | null, other: object | null, from: Place, to: Place): boolean =>
  one === null && other === null
    ? from.directory === to.directory
    : JSON.stringify(one) === JSON.stringify(other);

interface Sum {
  readonly rows: number;
  readonly sha256: string;
}

function compared(what: string, one: Sum, other: Sum): Moved {
  if (one.rows !== other.rows || one.sha256 !== other.sha256)
    throw new SherpaError('MOVE_DIFFERS', { what, source: one.rows, target: other.rows });
  return { what, count: one.rows, sha256: one.sha256 };
}

async function copyStreams({ streams: from }: Side, { streams: to }: Side): Promise<Moved> {
  const ids = await from.list();
  for (const id of ids) {
    await to.delete(id);
    for await (const part of from.get(id)) await to.append(id, part);
    compared(`bytes of the stream ${id}`, await sumOfStream(from, id), await sumOfStream(to, id));
  }
  return { what: 'live streams', count: ids.length, sha256: null };
}

async function sumOfStream(streams: StreamStore, id: string): Promise<Sum> {
  const hash = createHash('sha256');
  let bytes = 0;
  // An engine keeps nothing of a stream without bytes.
  if (((await streams.state(id))?.bytes ?? 0) > 0)
    for await (const part of streams.get(id)) {
      bytes += part.length;
      hash.update(part);
    }
  return { rows: bytes, sha256: hash.digest('hex') };
}
