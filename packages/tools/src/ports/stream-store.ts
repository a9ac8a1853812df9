/** Bytes that still grow: what a sender streams is kept here until it is complete and becomes a blob. */
export interface StreamStore {
  /**
   * Writes behind what is there; the first part, also an empty one, begins the stream. A part is there completely or not at all for a reader of this
   * process. It survives the end of the process, however it ends, but not that of the machine.
   * @returns the size after it
   */
  append(id: string, bytes: Uint8Array): Promise<number>;
  /** Size in bytes and the time of the last append (epoch milliseconds), or null where there is no such stream. */
  state(id: string): Promise<{ readonly bytes: number; readonly changedAt: number } | null>;
  /** The bytes [from, to), as far as there are any. */
  read(id: string, from: number, to: number): Promise<Uint8Array>;
  /** All bytes that are there when it is called, in order. */
  get(id: string): AsyncIterable<Uint8Array>;
  /** Deleting what is not there is not an error. */
  delete(id: string): Promise<void>;
  list(): Promise<string[]>;
}
