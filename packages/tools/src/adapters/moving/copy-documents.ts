import { createHash } from 'node:crypto';
import type { SearchDocument, SearchIndex } from '../../ports/search-index.ts';

const documentsAtOnce = 200;

/** Writes all documents of a collection over those with the same ids. */
export async function copyDocuments(
  from: SearchIndex,
  to: SearchIndex,
  collection: string,
): Promise<void> {
  let batch: SearchDocument[] = [];
  const write = async (): Promise<void> => {
    if (batch.length > 0) await to.upsert(collection, batch);
    batch = [];
  };
  for await (const document of from.documents(collection)) {
    batch.push(document);
    if (batch.length === documentsAtOnce) await write();
  }
  await write();
}

/**
 * How many documents there are, and a hash of all of them in whatever order an engine gives them. Of vectors only their length counts:
 * engines keep them with another precision.
 */
export async function sumOfDocuments(
  index: SearchIndex,
  collection: string,
): Promise<{ rows: number; sha256: string }> {
  const all = new Uint8Array(32);
  let rows = 0;
  for await (const { id, text, payload, vector } of index.documents(collection)) {
    rows += 1;
    const fields = Object.entries(payload).toSorted(([one], [other]) => (one < other ? -1 : 1));
    const own = createHash('sha256')
      .update(JSON.stringify([id, text.split(/\s+/), fields, vector?.length ?? 0]))
      .digest();
    for (let at = 0; at < all.length; at++) all[at]! ^= own[at]!;
  }
  return { rows, sha256: Buffer.from(all).toString('hex') };
}
