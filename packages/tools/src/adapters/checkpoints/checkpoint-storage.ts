/** A value as the serializer of LangGraph wrote it. */
export interface Encoded {
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface CheckpointRow {
  readonly thread: string;
  readonly namespace: string;
  readonly id: string;
  readonly parent: string | null;
  /** The version of each channel, as JSON text: an object of strings. */
  readonly versions: string;
  /** The checkpoint without the values of its channels. */
  readonly body: Encoded;
  readonly metadata: Encoded;
}

/** A value is stored once for each version of its channel, however many checkpoints show it. */
export interface ValueRow {
  readonly channel: string;
  readonly version: string;
  readonly value: Encoded;
}

export interface WriteRow {
  readonly task: string;
  /** Negative for what stands apart, such as an error or an interrupt. */
  readonly idx: number;
  readonly path: string;
  readonly channel: string;
  readonly value: Encoded;
}

/** A write of an ancestor, or its value of a channel (without task, index and path). */
export interface HistoryRow {
  /** 0 for the parent. */
  readonly depth: number;
  readonly task: string | null;
  readonly idx: number | null;
  readonly path: string | null;
  readonly channel: string;
  readonly value: Encoded;
}

/** The rows behind `CheckpointSaver`, in whatever database. A namespace is '' for the graph itself. */
export interface CheckpointStorage {
  /** That checkpoint, or with `id` '' the newest. */
  checkpoint(thread: string, namespace: string, id: string): Promise<CheckpointRow | undefined>;
  /** Checkpoints that fit, by descending (id, thread, namespace), those that come after `last`; from the start where its id is ''. */
  page(
    wanted: {
      readonly thread: string | undefined;
      readonly namespace: string | undefined;
      readonly id: string | undefined;
    },
    last: Pick<CheckpointRow, 'id' | 'thread' | 'namespace'>,
    limit: number,
  ): Promise<CheckpointRow[]>;
  /** The values that a checkpoint with these versions shows. */
  values(
    thread: string,
    namespace: string,
    versions: string,
  ): Promise<Pick<ValueRow, 'channel' | 'value'>[]>;
  writes(thread: string, namespace: string, checkpoint: string): Promise<WriteRow[]>;
  /** Writes or replaces a checkpoint and values, together. */
  save(checkpoint: CheckpointRow, values: readonly ValueRow[]): Promise<void>;
  /** A task that runs again keeps its first result; an error or interrupt (negative index) replaces the one before. */
  saveWrites(
    thread: string,
    namespace: string,
    checkpoint: string,
    writes: readonly WriteRow[],
  ): Promise<void>;
  deleteThread(thread: string): Promise<void>;
  /** Deletes all checkpoints of a thread but the newest of each namespace, with the values and writes that only they had. */
  keepNewest(thread: string): Promise<void>;
  /** Writes and values of channels along the ancestors of a checkpoint (of the newest where its id is ''), up to the nearest value of each. */
  deltaHistory(
    checkpoint: Pick<CheckpointRow, 'thread' | 'namespace' | 'id'>,
    channels: readonly string[],
  ): Promise<HistoryRow[]>;
}
