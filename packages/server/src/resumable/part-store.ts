import { randomUUID } from 'node:crypto';
import type { StreamStore } from '@datasherpa/tools/ports';

/** Unfinished uploads in the stream store: what is sent (`.part`), and beside it what is known of it (`.head`). */

/** Nothing came for this long: what was sent is given up. */
const expiresAfterMs = 24 * 3_600_000;

export interface Head {
  readonly project: string;
  /** Bytes in all. */
  readonly length: number;
  /** What one file is called. */
  readonly name: string;
  /** `multipart/form-data; boundary=...` for several files. */
  readonly contentType: string;
  /** Who sends the same under the same key goes on with it; '' without one. */
  readonly key: string;
  /** Of all bytes, hex; '' where it was not told. */
  readonly sha256: string;
}

export interface Outcome {
  readonly upload: string;
  readonly existing: boolean;
}

export interface PartState extends Head {
  readonly id: string;
  readonly offset: number;
  readonly expiresAt: number;
  /** What it became; null while it is not whole. */
  readonly outcome: Outcome | null;
}

const partOf = (id: string): string => `${id}.part`;
const headOf = (id: string): string => `${id}.head`;
const line = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value)}\n`);

export function createPartStore(streams: StreamStore) {
  async function state(id: string): Promise<PartState | null> {
    if (!/^[\da-f-]{36}$/.test(id)) return null;
    const head = await streams.state(headOf(id));
    if (!head) return null;
    const text = new TextDecoder().decode(await streams.read(headOf(id), 0, head.bytes));
    const [known, outcome] = text.split('\n').flatMap((each) => parsed(each));
    // Killed while it was begun: nobody has its address yet.
    if (!known) return null;
    const part = await streams.state(partOf(id));
    const about = known as Head;
    return {
      ...about,
      id,
      offset: outcome ? about.length : (part?.bytes ?? 0),
      expiresAt: Math.floor(Math.max(part?.changedAt ?? 0, head.changedAt)) + expiresAfterMs,
      outcome: (outcome as Outcome | undefined) ?? null,
    };
  }
  const remove = async (id: string): Promise<void> => {
    await streams.delete(partOf(id));
    await streams.delete(headOf(id));
  };
  const all = async (): Promise<PartState[]> => {
    const states = [];
    for (const name of await streams.list()) {
      const id = /^(.+)\.head$/.exec(name)?.[1];
      if (id !== undefined) states.push(await state(id));
    }
    return states.filter((each) => each !== null);
  };
  return {
    state,
    remove,
    all,
    async begin(head: Head): Promise<string> {
      const id = randomUUID();
      await streams.append(headOf(id), line(head));
      await streams.append(partOf(id), new Uint8Array());
      return id;
    },
    append: (id: string, bytes: Uint8Array): Promise<number> => streams.append(partOf(id), bytes),
    content: (id: string): AsyncIterable<Uint8Array> => streams.get(partOf(id)),
    /** Its bytes are stored elsewhere; what it became is still told, to a sender who did not hear it. */
    async finish(id: string, outcome: Outcome): Promise<void> {
      await streams.append(headOf(id), line(outcome));
      await streams.delete(partOf(id));
    },
  };
}

export type PartStore = ReturnType<typeof createPartStore>;

/** Removes what nobody went on with in time. */
export async function removeExpired(parts: PartStore, now: number): Promise<void> {
  for (const { id, expiresAt } of await parts.all()) if (expiresAt <= now) await parts.remove(id);
}

/** The last line may be half, where the process was killed while it wrote it. */
function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
