/** Bytes that are needed only for a while, in any order, and are too many for memory. */
export interface Spool {
  /**
   * Keeps a stream until `close`, or until the process ends, however it ends.
   * @throws whatever the source throws, or the abort reason; nothing is kept then.
   */
  keep(source: AsyncIterable<Uint8Array>, options?: { signal?: AbortSignal }): Promise<Spooled>;
}

export interface Spooled {
  readonly bytes: number;
  /** The bytes [from, to), as far as there are any. */
  read(from: number, to: number): Promise<Uint8Array>;
  close(): Promise<void>;
}
