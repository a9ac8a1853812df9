import { createHash } from 'node:crypto';
import { sql, type Kysely, type Selectable } from 'kysely';
import type {
  CheckpointRow,
  CheckpointStorage,
  HistoryRow,
  ValueRow,
} from '../../checkpoints/checkpoint-storage.ts';
import type { SharedSchema } from '../shared-schema.ts';
import { alongAncestors } from './delta-ancestors.ts';

/** Pairs of channel and version that one statement names. */
const pairsAtOnce = 500;

type Database = Kysely<SharedSchema>;
type Pair = readonly [channel: string, version: string];

const placeOf = (thread: string, namespace: string): string =>
  createHash('sha256').update(`${thread}\0${namespace}`).digest('hex');

export function createMysqlCheckpointStorage(database: Database): CheckpointStorage {
  const valuesOf = async (
    place: string,
    pairs: readonly Pair[],
  ): Promise<Omit<Selectable<SharedSchema['channel_value']>, 'place' | 'thread'>[]> => {
    const found = [];
    for (let at = 0; at < pairs.length; at += pairsAtOnce)
      found.push(
        ...(await database
          .selectFrom('channel_value')
          .select(['channel', 'version', 'type', 'value'])
          .where('place', '=', place)
          .where((where) =>
            where(
              where.refTuple('channel', 'version'),
              'in',
              pairs.slice(at, at + pairsAtOnce).map(([...pair]) => where.tuple(...pair)),
            ),
          )
          .execute()),
      );
    return found;
  };
  const writesOf = (place: string, checkpoints: readonly string[]) =>
    database
      .selectFrom('pending_write')
      .select(['checkpoint', 'task', 'idx', 'path', 'channel', 'type', 'value'])
      .where('place', '=', place)
      .where('checkpoint', 'in', checkpoints);

  return {
    async checkpoint(thread, namespace, id) {
      let query = database
        .selectFrom('checkpoint')
        .selectAll()
        .where('place', '=', placeOf(thread, namespace));
      if (id !== '') query = query.where('id', '=', id);
      const row = await query.orderBy('id', 'desc').limit(1).executeTakeFirst();
      return row && checkpointOf(row);
    },

    async page({ thread, namespace, id }, last, limit) {
      let query = database.selectFrom('checkpoint').selectAll();
      if (thread !== undefined) query = query.where('thread', '=', thread);
      if (namespace !== undefined) query = query.where('namespace', '=', namespace);
      if (id !== undefined) query = query.where('id', '=', id);
      if (last.id !== '')
        query = query.where(
          sql<boolean>`(id, thread, namespace) < (${last.id}, ${last.thread}, ${last.namespace})`,
        );
      const rows = await query
        .orderBy('id', 'desc')
        .orderBy('thread', 'desc')
        .orderBy('namespace', 'desc')
        .limit(limit)
        .execute();
      return rows.map(checkpointOf);
    },

    async values(thread, namespace, versions) {
      const rows = await valuesOf(placeOf(thread, namespace), pairsOf(versions));
      return rows.map(({ channel, type, value }) => ({ channel, value: { type, bytes: value } }));
    },

    async writes(thread, namespace, checkpoint) {
      const rows = await writesOf(placeOf(thread, namespace), [checkpoint]).execute();
      return rows.map(({ task, idx, path, channel, type, value }) => ({
        task,
        idx,
        path,
        channel,
        value: { type, bytes: value },
      }));
    },

    async save({ thread, namespace, id, parent, versions, body, metadata }, values) {
      const place = placeOf(thread, namespace);
      await database.transaction().execute(async (transaction) => {
        for (const { channel, version, value } of values)
          await transaction
            .replaceInto('channel_value')
            .values({ place, thread, channel, version, type: value.type, value: value.bytes })
            .execute();
        await transaction
          .replaceInto('checkpoint')
          .values({
            place,
            thread,
            namespace,
            id,
            parent,
            versions,
            type: body.type,
            body: body.bytes,
            metadata_type: metadata.type,
            metadata: metadata.bytes,
          })
          .execute();
      });
    },

    async saveWrites(thread, namespace, checkpoint, writes) {
      const place = placeOf(thread, namespace);
      await database.transaction().execute(async (transaction) => {
        for (const { task, idx, path, channel, value } of writes) {
          const row = { place, thread, checkpoint, task, idx, path, channel };
          const query = idx < 0 ? transaction.replaceInto('pending_write') : null;
          const insert = (query ?? transaction.insertInto('pending_write')).values({
            ...row,
            type: value.type,
            value: value.bytes,
          });
          await (query ? insert : insert.onDuplicateKeyUpdate({ idx })).execute();
        }
      });
    },

    async deleteThread(thread) {
      await database.transaction().execute(async (transaction) => {
        for (const table of ['pending_write', 'channel_value', 'checkpoint'] as const)
          await transaction.deleteFrom(table).where('thread', '=', thread).execute();
      });
    },

    async keepNewest(thread) {
      await database.transaction().execute(async (transaction) => {
        const places = await transaction
          .selectFrom('checkpoint')
          .select(['place', ({ fn }) => fn.max('id').as('newest')])
          .where('thread', '=', thread)
          .groupBy('place')
          .execute();
        for (const { place, newest } of places) {
          await transaction
            .deleteFrom('checkpoint')
            .where('place', '=', place)
            .where('id', '!=', newest)
            .execute();
          await transaction
            .deleteFrom('pending_write')
            .where('place', '=', place)
            .where('checkpoint', '!=', newest)
            .execute();
          await dropUnshown(transaction, place, newest);
        }
      });
    },

    async deltaHistory({ thread, namespace, id }, channels) {
      const place = placeOf(thread, namespace);
      const checkpoints = await database
        .selectFrom('checkpoint')
        .select(['id', 'parent', 'versions'])
        .where('place', '=', place)
        .orderBy('id', 'desc')
        .execute();
      const stored = await database
        .selectFrom('channel_value')
        .select(['channel', 'version'])
        .where('place', '=', place)
        .where('channel', 'in', channels.length > 0 ? channels : [''])
        .execute();
      const steps = alongAncestors({ from: id, checkpoints, stored, channels });
      const rows: HistoryRow[] = [];
      const values = await valuesOf(
        place,
        steps.flatMap(({ values: pairs }) => pairs),
      );
      const valueOf = new Map(values.map((row) => [`${row.version} ${row.channel}`, row]));
      for (const { depth, values: pairs } of steps)
        for (const [channel, version] of pairs) {
          const row = valueOf.get(`${version} ${channel}`);
          if (!row) continue;
          const value = { type: row.type, bytes: row.value };
          rows.push({ depth, task: null, idx: null, path: null, channel, value });
        }
      const stepOf = new Map(steps.map((step) => [step.id, step]));
      if (steps.length > 0)
        for (const row of await writesOf(place, [...stepOf.keys()]).execute()) {
          const { depth, wanted } = stepOf.get(row.checkpoint)!;
          if (!wanted.has(row.channel)) continue;
          const { task, idx, path, channel, type, value } = row;
          rows.push({ depth, task, idx, path, channel, value: { type, bytes: value } });
        }
      return rows;
    },
  };
}

/** Deletes the values that the one checkpoint which is left does not show. */
async function dropUnshown(database: Database, place: string, checkpoint: string): Promise<void> {
  const row = await database
    .selectFrom('checkpoint')
    .select('versions')
    .where('place', '=', place)
    .where('id', '=', checkpoint)
    .executeTakeFirstOrThrow();
  const shown = new Map(pairsOf(row.versions));
  const stored: Pick<ValueRow, 'channel' | 'version'>[] = await database
    .selectFrom('channel_value')
    .select(['channel', 'version'])
    .where('place', '=', place)
    .execute();
  for (const { channel, version } of stored)
    if (shown.get(channel) !== version)
      await database
        .deleteFrom('channel_value')
        .where('place', '=', place)
        .where('channel', '=', channel)
        .where('version', '=', version)
        .execute();
}

const pairsOf = (versions: string): [string, string][] =>
  Object.entries(JSON.parse(versions) as Record<string, string>);

const checkpointOf = (row: Selectable<SharedSchema['checkpoint']>): CheckpointRow => ({
  thread: row.thread,
  namespace: row.namespace,
  id: row.id,
  parent: row.parent,
  versions: row.versions,
  body: { type: row.type, bytes: row.body },
  metadata: { type: row.metadata_type, bytes: row.metadata },
});
