import type { LiveAlert } from '@datasherpa/tools/ingestion';
import type { Stores } from '@datasherpa/tools/ports';
import { v7 as timeOrderedId } from 'uuid';
import { queueFile, settleUpload } from '../ingestion-worker.ts';

/** Nobody has come back after this time: what was streamed is complete. */
export const abandonedAfterMs = 600_000;

export const logOf = (id: string): string => `${id}.log`;
const journalOf = (id: string): string => `${id}.journal`;

/** First line of a journal; the others are the alerts that were given. */
interface JournalHead {
  readonly name: string;
  readonly file: string;
  readonly startedAt: number;
}

export interface Journal extends JournalHead {
  readonly alerts: readonly LiveAlert[];
}

const encode = (value: unknown): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(value)}\n`);

/** Begins a stream: an upload that is being received by this process, and its journal. */
export async function beginStream(stores: Stores, project: string, name: string) {
  const id = timeOrderedId();
  const head: JournalHead = { name, file: timeOrderedId(), startedAt: Date.now() };
  await stores.streams.append(journalOf(id), encode(head));
  await stores.streams.append(logOf(id), new Uint8Array());
  await stores.metadata.uploads.insert(
    { id, project, status: 'uploading', createdAt: head.startedAt, error: null },
    stores.presence.id,
  );
  return { id, journal: { ...head, alerts: [] } satisfies Journal };
}

export async function recordAlert(stores: Stores, id: string, alert: LiveAlert): Promise<void> {
  await stores.streams.append(journalOf(id), encode(alert));
}

export async function readJournal(stores: Stores, id: string): Promise<Journal | null> {
  const state = await stores.streams.state(journalOf(id));
  if (!state) return null;
  const bytes = await stores.streams.read(journalOf(id), 0, state.bytes);
  const [head, ...alerts] = new TextDecoder()
    .decode(bytes)
    .split('\n')
    .flatMap((line) => parsed(line));
  return head ? { ...(head as JournalHead), alerts: alerts as LiveAlert[] } : null;
}

/** The last line may be half, where the process was killed while it wrote it. */
function parsed(line: string): unknown[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

export async function deleteStream(stores: Stores, id: string): Promise<void> {
  await stores.streams.delete(logOf(id));
  await stores.streams.delete(journalOf(id));
}

/**
 * Makes what was streamed an ordinary upload with one file, under the ids that its alerts named, and has it read. Nothing is made of
 * an empty stream. May be repeated after a crash in its middle.
 * @returns its size
 */
export async function sealStream(stores: Stores, project: string, id: string): Promise<number> {
  const { metadata, streams, blobs } = stores;
  const journal = await readJournal(stores, id);
  const bytes = (await streams.state(logOf(id)))?.bytes ?? 0;
  const upload = await metadata.uploads.get(project, id);
  if (journal && bytes > 0 && upload?.status === 'uploading') {
    const { sha256 } = await blobs.put(streams.get(logOf(id)), {
      hold: (hash) => metadata.holds.forUpload(hash, id),
    });
    await metadata.transaction(async (inside) => {
      // Deleted, or sealed by another process, meanwhile.
      if ((await inside.uploads.get(project, id))?.status !== 'uploading') return;
      await inside.files.insert({
        id: journal.file,
        uploadId: id,
        project,
        name: journal.name,
        status: 'stored',
        sha256,
        bytes,
        receivedBytes: bytes,
        duplicateOf: null,
        digest: null,
        error: null,
        createdAt: journal.startedAt,
      });
      await inside.uploads.update(id, { status: 'ingesting' });
    });
  } else if (upload?.status === 'uploading') await metadata.uploads.delete(id);
  await deleteStream(stores, id);
  const file = journal && (await metadata.files.get(project, journal.file));
  if (file?.status === 'stored') await queueFile(stores, file);
  if (file) await settleUpload(metadata, project, id);
  return bytes;
}

/**
 * Seals the streams of processes that are gone, unless a sender may still come back, and removes what belongs to no upload.
 * @returns ids of uploads that are left for a sender who comes back
 */
export async function sealAbandoned(stores: Stores): Promise<Set<string>> {
  const waiting = new Set<string>();
  for (const { id, project, receiver } of await stores.metadata.uploads.listReceiving()) {
    const state = await stores.streams.state(logOf(id));
    if (!state || (receiver !== null && (await stores.presence.isAlive(receiver)))) continue;
    if (Date.now() - state.changedAt < abandonedAfterMs) waiting.add(id);
    else await sealStream(stores, project, id);
  }
  const receiving = new Set((await stores.metadata.uploads.listReceiving()).map(({ id }) => id));
  for (const stream of await stores.streams.list()) {
    // Others are those of unfinished uploads.
    if (!/\.(?:log|journal)$/.test(stream)) continue;
    const id = stream.slice(0, stream.indexOf('.'));
    const state = await stores.streams.state(stream);
    // One that is young may be about to get its upload.
    if (!receiving.has(id) && state && Date.now() - state.changedAt > abandonedAfterMs)
      await stores.streams.delete(stream);
  }
  return waiting;
}
