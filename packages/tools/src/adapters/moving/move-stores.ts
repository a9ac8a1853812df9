import { SherpaError } from '../../errors.ts';
import type { SearchDocument } from '../../ports/search-index.ts';
import { copyCheckpoints, sumOfCheckpoints } from './copy-checkpoints.ts';
import { copiedTables, copyTable, foreignUpload, sumOf } from './copy-tables.ts';
import { openSide, type Place, type Side } from './open-side.ts';

const documentsAtOnce = 200;

/** What was copied and found the same on both sides. */
export interface Moved {
  readonly what: string;
  readonly count: number;
  /** Of what is compared as a whole. */
  readonly sha256: string | null;
}

/**
 * Copies all that an installation keeps to another place, and compares both sides by counts and checksums. Nothing is taken away from
 * the first. Run again after a break it goes on: blobs that are there are not sent again. Jobs and leases are not copied; the next
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
      if (!isSame(from.blobs, to.blobs, from, to)) onDone(await copyBlobs(source, target));
      if (!isSame(from.qdrant, to.qdrant, from, to))
        for (const name of collections) onDone(await copyDocuments(source, target, name));
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

async function copyBlobs(source: Side, target: Side): Promise<Moved> {
  let count = 0;
  for await (const sha256 of source.blobs.list()) {
    if ((await target.blobs.size(sha256)) !== (await source.blobs.size(sha256))) {
      const put = await target.blobs.put(source.blobs.get(sha256));
      // The name is the hash of the bytes that arrived.
      if (put.sha256 !== sha256)
        throw new SherpaError('MOVE_DIFFERS', { what: `blob ${sha256}`, source: 1, target: 0 });
    }
    count += 1;
  }
  let there = 0;
  for await (const sha256 of target.blobs.list())
    if ((await source.blobs.size(sha256)) !== null) there += 1;
  if (there !== count)
    throw new SherpaError('MOVE_DIFFERS', { what: 'blobs', source: count, target: there });
  return { what: 'blobs', count, sha256: null };
}

async function copyDocuments(source: Side, target: Side, name: string): Promise<Moved> {
  let batch: SearchDocument[] = [];
  for await (const document of source.index.documents(name)) {
    batch.push(document);
    if (batch.length < documentsAtOnce) continue;
    await target.index.upsert(name, batch);
    batch = [];
  }
  if (batch.length > 0) await target.index.upsert(name, batch);
  const [one, other] = [await source.index.count(name), await target.index.count(name)];
  if (one !== other)
    throw new SherpaError('MOVE_DIFFERS', { what: 'search documents', source: one, target: other });
  return { what: `search documents (${name})`, count: one, sha256: null };
}

async function copyStreams(source: Side, target: Side): Promise<Moved> {
  const ids = await source.streams.list();
  for (const id of ids) {
    await target.streams.delete(id);
    for await (const part of source.streams.get(id)) await target.streams.append(id, part);
    const [one, other] = [await source.streams.state(id), await target.streams.state(id)];
    if ((one?.bytes ?? 0) !== (other?.bytes ?? 0))
      throw new SherpaError('MOVE_DIFFERS', {
        what: `bytes of the stream ${id}`,
        source: one?.bytes ?? 0,
        target: other?.bytes ?? 0,
      });
  }
  return { what: 'live streams', count: ids.length, sha256: null };
}
