import type { RunnableConfig } from '@langchain/core/runnables';
import {
  BaseCheckpointSaver,
  compareWritesSortKeys,
  copyCheckpoint,
  getCheckpointId,
  maxChannelVersion,
  TASKS,
  WRITES_IDX_MAP,
  writesSortKey,
  type ChannelVersions,
  type Checkpoint,
  type CheckpointListOptions,
  type CheckpointMetadata,
  type CheckpointPendingWrite,
  type CheckpointTuple,
  type DeltaChannelHistory,
  type PendingWrite,
} from '@langchain/langgraph-checkpoint';
import type { CheckpointRow, CheckpointStorage, Encoded, WriteRow } from './checkpoint-storage.ts';

/** Checkpoints that `list` reads at once; what it yields between two reads may write to the same database. */
const listPage = 32;

/** Steps of LangGraph threads in a database. The order of checkpoints is that of their ids, which grow with time. */
export class CheckpointSaver extends BaseCheckpointSaver {
  readonly #storage: CheckpointStorage;

  constructor(storage: CheckpointStorage) {
    super();
    this.#storage = storage;
  }

  /**
   * The next whole number and a random fraction. Values are stored by version, and two branches from one checkpoint would
   * otherwise give the same version to different values.
   */
  override getNextVersion(current: number | undefined): number {
    return Math.floor(current ?? 0) + 1 + Math.random();
  }

  override async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    const { thread, namespace } = placeOf(config);
    if (thread === undefined) return undefined;
    const row = await this.#storage.checkpoint(thread, namespace ?? '', getCheckpointId(config));
    return row && this.#tupleOf(row);
  }

  override async *list(
    config: RunnableConfig,
    { before, limit = Infinity, filter = {} }: CheckpointListOptions = {},
  ): AsyncGenerator<CheckpointTuple> {
    const { thread, namespace, id } = placeOf(config);
    const wanted = Object.entries(filter);
    let last: Pick<CheckpointRow, 'id' | 'thread' | 'namespace'> = {
      id: before ? getCheckpointId(before) : '',
      thread: '',
      namespace: '',
    };
    let left = limit;
    while (left > 0) {
      const rows = await this.#storage.page({ thread, namespace, id }, last, listPage);
      for (const row of rows) {
        last = row;
        const tuple = await this.#tupleOf(row);
        const metadata = tuple.metadata as Readonly<Record<string, unknown>> | undefined;
        if (!wanted.every(([key, value]) => metadata?.[key] === value)) continue;
        yield tuple;
        left -= 1;
        if (left <= 0) return;
      }
      if (rows.length < listPage) return;
    }
  }

  override async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
    newVersions: ChannelVersions,
  ): Promise<RunnableConfig> {
    const { thread, namespace = '', id: parent } = placeOf(config);
    if (thread === undefined) throw new Error('A checkpoint needs a thread_id in "configurable".');
    const { channel_values: values, ...rest } = copyCheckpoint(checkpoint);
    const changed = [];
    for (const [channel, version] of Object.entries(newVersions))
      if (values[channel] !== undefined)
        changed.push({
          channel,
          version: String(version),
          value: await this.#encode(values[channel]),
        });
    const versions = Object.entries(checkpoint.channel_versions).map(([channel, version]) => [
      channel,
      String(version),
    ]);
    const row: CheckpointRow = {
      thread,
      namespace,
      id: checkpoint.id,
      parent: parent ?? null,
      versions: JSON.stringify(Object.fromEntries(versions)),
      body: await this.#encode({ ...rest, channel_values: {} }),
      metadata: await this.#encode(metadata),
    };
    await this.#storage.save(row, changed);
    return configOf(thread, namespace, checkpoint.id);
  }

  override async putWrites(
    config: RunnableConfig,
    writes: PendingWrite[],
    taskId: string,
    taskPath = '',
  ): Promise<void> {
    const { thread, namespace = '', id } = placeOf(config);
    if (thread === undefined || id === undefined)
      throw new Error('Writes need a thread_id and a checkpoint_id in "configurable".');
    const stored: WriteRow[] = [];
    for (const [at, [channel, value]] of writes.entries())
      stored.push({
        task: taskId,
        idx: WRITES_IDX_MAP[channel] ?? at,
        path: taskPath,
        channel,
        value: await this.#encode(value),
      });
    await this.#storage.saveWrites(thread, namespace, id, stored);
  }

  override deleteThread(threadId: string): Promise<void> {
    return this.#storage.deleteThread(threadId);
  }

  /**
   * Deletes all checkpoints of a thread but the newest of each namespace, with the values and writes that only they had. For threads
   * whose channels keep whole values: a delta channel needs its ancestors.
   */
  keepNewest(threadId: string): Promise<void> {
    return this.#storage.keepNewest(threadId);
  }

  override async getDeltaChannelHistory(options: {
    config: RunnableConfig;
    channels: string[];
  }): Promise<Record<string, DeltaChannelHistory>> {
    const { thread, namespace = '' } = placeOf(options.config);
    const rows = await this.#storage.deltaHistory(
      { thread: thread ?? '', namespace, id: getCheckpointId(options.config) },
      [...new Set(options.channels)],
    );
    const history: Record<string, DeltaChannelHistory> = Object.fromEntries(
      options.channels.map((channel) => [channel, { writes: [] }]),
    );
    rows.sort((a, b) => b.depth - a.depth || compareWrites(a, b));
    for (const { task, channel, value } of rows) {
      const decoded = await this.#decode(value);
      const entry = history[channel]!;
      if (task === null) entry.seed = decoded;
      else entry.writes.push([task, channel, decoded]);
    }
    return history;
  }

  async #tupleOf(row: CheckpointRow): Promise<CheckpointTuple> {
    const { thread, namespace, id, parent } = row;
    const checkpoint = (await this.#decode(row.body)) as Checkpoint;
    for (const { channel, value } of await this.#storage.values(thread, namespace, row.versions))
      checkpoint.channel_values[channel] = await this.#decode(value);
    // Until version 4 of the format, sends were read from the writes of the parent.
    if (checkpoint.v < 4 && parent !== null) {
      const sends = await this.#writesOf(thread, namespace, parent);
      checkpoint.channel_values[TASKS] = sends
        .filter(([, channel]) => channel === TASKS)
        .map(([, , value]) => value);
      const versions = Object.values(checkpoint.channel_versions);
      checkpoint.channel_versions[TASKS] =
        versions.length > 0 ? maxChannelVersion(...versions) : this.getNextVersion(undefined);
    }
    return {
      config: configOf(thread, namespace, id),
      checkpoint,
      metadata: (await this.#decode(row.metadata)) as CheckpointMetadata,
      pendingWrites: await this.#writesOf(thread, namespace, id),
      ...(parent !== null && { parentConfig: configOf(thread, namespace, parent) }),
    };
  }

  async #writesOf(
    thread: string,
    namespace: string,
    checkpoint: string,
  ): Promise<CheckpointPendingWrite[]> {
    const rows = await this.#storage.writes(thread, namespace, checkpoint);
    const writes: CheckpointPendingWrite[] = [];
    for (const { task, channel, value } of rows.toSorted(compareWrites))
      writes.push([task, channel, await this.#decode(value)]);
    return writes;
  }

  async #encode(value: unknown): Promise<Encoded> {
    const [type, bytes] = await this.serde.dumpsTyped(value);
    return { type, bytes };
  }

  #decode({ type, bytes }: Encoded): Promise<unknown> {
    return this.serde.loadsTyped(type, bytes);
  }
}

type Sortable = Readonly<Record<'task' | 'path' | 'idx', string | number | null>>;

const compareWrites = (a: Sortable, b: Sortable): number =>
  compareWritesSortKeys(sortKey(a), sortKey(b));

const sortKey = ({ path, task, idx }: Sortable) =>
  writesSortKey(String(path), String(task), Number(idx));

function placeOf(config: RunnableConfig): {
  thread: string | undefined;
  namespace: string | undefined;
  id: string | undefined;
} {
  const { thread_id, checkpoint_ns, checkpoint_id } = (config.configurable ?? {}) as {
    thread_id?: string;
    checkpoint_ns?: string;
    checkpoint_id?: string;
  };
  return { thread: thread_id, namespace: checkpoint_ns, id: checkpoint_id };
}

const configOf = (thread: string, namespace: string, id: string): RunnableConfig => ({
  configurable: { thread_id: thread, checkpoint_ns: namespace, checkpoint_id: id },
});
