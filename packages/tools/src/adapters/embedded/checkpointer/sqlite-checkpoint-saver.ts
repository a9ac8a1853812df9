import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
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
import { Statements } from '../sqlite-database.ts';
import {
  channelValuesSql,
  checkpointSchema,
  deltaHistorySql,
  keepNewestSql,
} from './checkpoint-schema.ts';

type Row = Record<string, SQLOutputValue>;

/** Checkpoints that `list` reads at once; what it yields between two reads may write to the same database. */
const listPage = 32;

/** Steps of LangGraph threads in SQLite. The order of checkpoints is that of their ids, which grow with time. */
export class SqliteCheckpointSaver extends BaseCheckpointSaver {
  readonly #statements: Statements;

  constructor(database: DatabaseSync) {
    super();
    database.exec(checkpointSchema);
    this.#statements = new Statements(database);
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
    const wanted = getCheckpointId(config);
    const row = this.#statements.get(
      `SELECT * FROM checkpoint WHERE thread = ? AND namespace = ? AND (? = '' OR id = ?) ORDER BY id DESC LIMIT 1`,
      thread,
      namespace ?? '',
      wanted,
      wanted,
    );
    return row && this.#tupleOf(row);
  }

  override async *list(
    config: RunnableConfig,
    { before, limit = Infinity, filter = {} }: CheckpointListOptions = {},
  ): AsyncGenerator<CheckpointTuple> {
    const { thread, namespace, id } = placeOf(config);
    const wanted = Object.entries(filter);
    let last = { id: before ? getCheckpointId(before) : '', thread: '', namespace: '' };
    let left = limit;
    while (left > 0) {
      const rows = this.#statements.all(
        `SELECT * FROM checkpoint
         WHERE (?1 IS NULL OR thread = ?1) AND (?2 IS NULL OR namespace = ?2) AND (?3 IS NULL OR id = ?3)
           AND (?4 = '' OR (id, thread, namespace) < (?4, ?5, ?6))
         ORDER BY id DESC, thread DESC, namespace DESC LIMIT ${listPage}`,
        thread ?? null,
        namespace ?? null,
        id ?? null,
        last.id,
        last.thread,
        last.namespace,
      );
      for (const row of rows) {
        last = {
          id: text(row['id']),
          thread: text(row['thread']),
          namespace: text(row['namespace']),
        };
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
    const [type, body] = await this.serde.dumpsTyped({ ...rest, channel_values: {} });
    const [metadataType, metadataBody] = await this.serde.dumpsTyped(metadata);
    const changed: [string, string, string, Uint8Array][] = [];
    for (const [channel, version] of Object.entries(newVersions))
      if (values[channel] !== undefined)
        changed.push([channel, String(version), ...(await this.serde.dumpsTyped(values[channel]))]);
    const versions = Object.entries(checkpoint.channel_versions).map(([channel, version]) => [
      channel,
      String(version),
    ]);
    this.#statements.exclusively(() => {
      for (const value of changed)
        this.#statements.run(
          `REPLACE INTO channel_value (thread, namespace, channel, version, type, value) VALUES (?, ?, ?, ?, ?, ?)`,
          thread,
          namespace,
          ...value,
        );
      this.#statements.run(
        `REPLACE INTO checkpoint (thread, namespace, id, parent, versions, type, body, metadata_type, metadata)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        thread,
        namespace,
        checkpoint.id,
        parent ?? null,
        JSON.stringify(Object.fromEntries(versions)),
        type,
        body,
        metadataType,
        metadataBody,
      );
    });
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
    const stored: [number, string, string, Uint8Array][] = [];
    for (const [at, [channel, value]] of writes.entries())
      stored.push([
        WRITES_IDX_MAP[channel] ?? at,
        channel,
        ...(await this.serde.dumpsTyped(value)),
      ]);
    this.#statements.exclusively(() => {
      for (const [idx, channel, type, value] of stored)
        this.#statements.run(
          // A task that runs again keeps its first result; an error or interrupt (negative) replaces the one before.
          `INSERT OR ${idx >= 0 ? 'IGNORE' : 'REPLACE'} INTO pending_write
             (thread, namespace, checkpoint, task, idx, path, channel, type, value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          thread,
          namespace,
          id,
          taskId,
          idx,
          taskPath,
          channel,
          type,
          value,
        );
    });
  }

  override async deleteThread(threadId: string): Promise<void> {
    this.#statements.exclusively(() => {
      for (const table of ['pending_write', 'channel_value', 'checkpoint'])
        this.#statements.run(`DELETE FROM ${table} WHERE thread = ?`, threadId);
    });
  }

  /**
   * Deletes all checkpoints of a thread but the newest of each namespace, with the values and writes that only they had. For threads
   * whose channels keep whole values: a delta channel needs its ancestors.
   */
  async keepNewest(threadId: string): Promise<void> {
    this.#statements.exclusively(() => {
      for (const sql of keepNewestSql) this.#statements.run(sql, threadId);
    });
  }

  override async getDeltaChannelHistory(options: {
    config: RunnableConfig;
    channels: string[];
  }): Promise<Record<string, DeltaChannelHistory>> {
    const { thread, namespace = '' } = placeOf(options.config);
    const id = getCheckpointId(options.config) || this.#newest(thread, namespace);
    const rows = this.#statements.all(
      deltaHistorySql,
      thread ?? '',
      namespace,
      id,
      JSON.stringify([...new Set(options.channels)]),
    );
    const history: Record<string, DeltaChannelHistory> = Object.fromEntries(
      options.channels.map((channel) => [channel, { writes: [] }]),
    );
    rows.sort((a, b) => Number(b['depth']) - Number(a['depth']) || compareWrites(a, b));
    for (const row of rows) {
      const value = await this.#load(row['type'], row['value']);
      const entry = history[text(row['channel'])]!;
      if (row['task'] === null) entry.seed = value;
      else entry.writes.push([text(row['task']), text(row['channel']), value]);
    }
    return history;
  }

  #newest(thread: string | undefined, namespace: string): string {
    const row = this.#statements.get(
      'SELECT max(id) AS id FROM checkpoint WHERE thread = ? AND namespace = ?',
      thread ?? '',
      namespace,
    );
    return text(row?.['id'] ?? '');
  }

  async #tupleOf(row: Row): Promise<CheckpointTuple> {
    const thread = text(row['thread']);
    const namespace = text(row['namespace']);
    const id = text(row['id']);
    const parent = row['parent'] === null ? null : text(row['parent']);
    const checkpoint = (await this.#load(row['type'], row['body'])) as Checkpoint;
    for (const { channel, type, value } of this.#statements.all(
      channelValuesSql,
      thread,
      namespace,
      row['versions']!,
    ))
      checkpoint.channel_values[text(channel)] = await this.#load(type, value);
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
      metadata: (await this.#load(row['metadata_type'], row['metadata'])) as CheckpointMetadata,
      pendingWrites: await this.#writesOf(thread, namespace, id),
      ...(parent !== null && { parentConfig: configOf(thread, namespace, parent) }),
    };
  }

  async #writesOf(
    thread: string,
    namespace: string,
    checkpoint: string,
  ): Promise<CheckpointPendingWrite[]> {
    const rows = this.#statements.all(
      'SELECT task, idx, path, channel, type, value FROM pending_write WHERE thread = ? AND namespace = ? AND checkpoint = ?',
      thread,
      namespace,
      checkpoint,
    );
    const writes: CheckpointPendingWrite[] = [];
    for (const row of rows.sort(compareWrites))
      writes.push([
        text(row['task']),
        text(row['channel']),
        await this.#load(row['type'], row['value']),
      ]);
    return writes;
  }

  #load(type: SQLOutputValue | undefined, body: SQLOutputValue | undefined): Promise<unknown> {
    return this.serde.loadsTyped(text(type), body as Uint8Array);
  }
}

const text = (value: SQLOutputValue | undefined): string => String(value);

const compareWrites = (a: Row, b: Row): number => compareWritesSortKeys(sortKey(a), sortKey(b));

const sortKey = (row: Row) =>
  writesSortKey(text(row['path']), text(row['task']), Number(row['idx']));

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
