import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { MetadataSchema } from '../relational/metadata-schema.ts';

/** Rows that are read at once; digests are large. */
const rowsAtOnce = { content: 10, others: 500 };
/** Of one statement that writes. */
const maxBytes = 1 << 20;

/** The tables that are copied, with their keys. Leases of threads belong to processes and stay behind. */
const keys = {
  upload: ['id'],
  file: ['id'],
  content: ['project', 'sha256'],
  blob_hold: ['sha256', 'kind', 'project', 'holder'],
  failure: ['project', 'fingerprint'],
  failure_sighting: ['project', 'fingerprint', 'upload_id'],
  spark_run: ['project', 'application_id', 'attempt_id'],
  thread: ['id'],
  run: ['id'],
  run_event: ['run_id', 'sequence'],
  approval: ['id'],
  project: ['id'],
  user: ['id'],
  pipeline: ['id'],
  pipeline_run: ['pipeline_id', 'run', 'part', 'attempt', 'upload_id'],
  project_setting: ['project', 'name'],
  access_key: ['id'],
  audit: ['id'],
} as const satisfies Record<Exclude<keyof MetadataSchema, 'thread_lease'>, readonly string[]>;

type Table = keyof typeof keys;
type Row = Record<string, string | number | null>;
export type Tables = Kysely<MetadataSchema>;

export const copiedTables = Object.keys(keys) as Table[];

/** Rows of a table in the order of its key, which both engines sort by code point. */
async function* rowsOf(tables: Tables, table: Table): AsyncGenerator<Row[]> {
  const columns = keys[table];
  const limit = table === 'content' ? rowsAtOnce.content : rowsAtOnce.others;
  const names = sql.join(columns.map((column) => sql.ref(column)));
  let last: readonly unknown[] | null = null;
  for (;;) {
    const after: ReturnType<typeof sql> =
      last === null ? sql`` : sql`where (${names}) > (${sql.join(last)})`;
    const { rows } = await sql<Row>`select * from ${sql.table(table)} ${after}
      order by ${names} limit ${sql.lit(limit)}`.execute(tables);
    if (rows.length > 0) yield rows;
    if (rows.length < limit) return;
    last = columns.map((column) => rows.at(-1)![column]);
  }
}

/** Writes all rows of a table over those with the same keys. */
export async function copyTable(from: Tables, to: Tables, table: Table): Promise<void> {
  for await (const rows of rowsOf(from, table)) {
    let batch: Row[] = [];
    let bytes = 0;
    const write = async (): Promise<void> => {
      if (batch.length > 0)
        await to
          .replaceInto(table)
          .values(batch as never)
          .execute();
      batch = [];
      bytes = 0;
    };
    for (const row of rows) {
      batch.push({ ...row });
      bytes += JSON.stringify(row).length;
      if (bytes > maxBytes) await write();
    }
    await write();
  }
}

/** How many rows a table has, and a hash of all that is in them. */
export async function sumOf(
  tables: Tables,
  table: Table,
): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const rows of rowsOf(tables, table)) {
    count += rows.length;
    for (const row of rows) {
      // An engine may give a number as text, and columns in another order.
      const cells = Object.keys(row)
        .toSorted()
        .map((column) => [column, row[column] === null ? null : String(row[column])]);
      hash.update(`${JSON.stringify(cells)}\n`);
    }
  }
  return { rows: count, sha256: hash.digest('hex') };
}

/** An upload of the second that the first does not have; null where there is none. */
export async function foreignUpload(from: Tables, to: Tables): Promise<string | null> {
  for await (const rows of rowsOf(to, 'upload')) {
    const ids = rows.map(({ id }) => String(id));
    const known = await from.selectFrom('upload').select('id').where('id', 'in', ids).execute();
    const have = new Set(known.map(({ id }) => id));
    const foreign = ids.find((id) => !have.has(id));
    if (foreign !== undefined) return foreign;
  }
  return null;
}
