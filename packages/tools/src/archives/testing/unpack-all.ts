import type { Spool } from '../../ports/spool.ts';
import { unpack } from '../unpack.ts';

export interface Unpacked {
  readonly name: string;
  readonly text: string;
  readonly code: string | null;
}

/** Everything in the bytes, which arrive in the pieces between the cuts. */
export async function unpackAll(
  bytes: Uint8Array,
  spool: Spool,
  options: { cuts?: readonly number[]; name?: string; maxUnpackedBytes?: number } = {},
): Promise<Unpacked[]> {
  const found: Unpacked[] = [];
  const { cuts = [], name = 'sent', maxUnpackedBytes = 2 ** 31 } = options;
  for await (const member of unpack(pieces(bytes, cuts), { name, maxUnpackedBytes, spool })) {
    const parts: Uint8Array[] = [];
    for await (const part of member.content) parts.push(part);
    const text = Buffer.concat(parts).toString();
    found.push({ name: member.name, text, code: member.problem()?.code ?? null });
  }
  return found;
}

async function* pieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const to of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    // Copies, so that a read beyond a piece would be noticed.
    yield bytes.slice(from, to);
    from = to;
  }
}
