import { createHash, type Hash } from 'node:crypto';
import type {
  CheckpointRow,
  CheckpointStorage,
  Encoded,
} from '../checkpoints/checkpoint-storage.ts';

const page = 50;
const everything = { thread: undefined, namespace: undefined, id: undefined };

/** All checkpoints, the newest first, with the values and writes of each. */
async function* stepsOf(storage: CheckpointStorage) {
  let last: Pick<CheckpointRow, 'id' | 'thread' | 'namespace'> = {
    id: '',
    thread: '',
    namespace: '',
  };
  for (;;) {
    const rows = await storage.page(everything, last, page);
    for (const row of rows) {
      const versions = JSON.parse(row.versions) as Record<string, string>;
      const values = await storage.values(row.thread, row.namespace, row.versions);
      yield {
        row,
        values: values
          .map((value) => ({ ...value, version: versions[value.channel]! }))
          .toSorted((a, b) => (a.channel < b.channel ? -1 : 1)),
        writes: (await storage.writes(row.thread, row.namespace, row.id)).toSorted((a, b) =>
          a.task < b.task ? -1 : a.task > b.task ? 1 : a.idx - b.idx,
        ),
      };
      last = row;
    }
    if (rows.length < page) return;
  }
}

/** Writes all checkpoints over those with the same ids. */
export async function copyCheckpoints(
  from: CheckpointStorage,
  to: CheckpointStorage,
): Promise<void> {
  for await (const { row, values, writes } of stepsOf(from)) {
    await to.save(row, values);
    await to.saveWrites(row.thread, row.namespace, row.id, writes);
  }
}

/** How many checkpoints there are, and a hash of all that is in them. */
export async function sumOfCheckpoints(
  storage: CheckpointStorage,
): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256');
  let rows = 0;
  for await (const { row, values, writes } of stepsOf(storage)) {
    rows += 1;
    const { thread, namespace, id, parent, versions, body, metadata } = row;
    hash.update(`${JSON.stringify([thread, namespace, id, parent, versions])}\n`);
    for (const each of [{ value: body }, { value: metadata }, ...values, ...writes])
      add(hash, each);
  }
  return { rows, sha256: hash.digest('hex') };
}

function add(hash: Hash, each: { readonly value: Encoded }): void {
  const { type, bytes } = each.value;
  const names = Object.entries(each)
    .filter(([key]) => key !== 'value')
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  hash.update(`${JSON.stringify([names, type])}\n`);
  hash.update(bytes);
}
