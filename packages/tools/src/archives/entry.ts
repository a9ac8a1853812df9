import type { Damage } from './damage.ts';

/** What an archive says that it holds. */
export interface Entry {
  /** As the archive has it: it may point anywhere. */
  readonly path: string;
  readonly packedBytes: number;
  /** Why there is no content, or null. */
  readonly unreadable: Damage | null;
  /** @throws Damage where it breaks off, after what could be unpacked. */
  content(): AsyncGenerator<Uint8Array>;
}
