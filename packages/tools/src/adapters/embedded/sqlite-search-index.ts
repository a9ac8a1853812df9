import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type {
  PayloadValue,
  SearchFilter,
  SearchHit,
  SearchIndex,
  SearchRequest,
} from '../../ports/search-index.ts';
import { Statements } from './sqlite-database.ts';
import { floatsOf, VectorCache } from './vector-cache.ts';
import { prepareSearchTables, wordTable, WordTables } from './word-tables.ts';

/** Constant of reciprocal rank fusion: Cormack, Clarke, Büttcher, SIGIR 2009. */
const fusionConstant = 60;
/** Candidates of each ranking that take part in the fusion. */
const fusionDepth = 200;
/** Vectors kept in memory: 40,000 of 384 numbers. Larger collections are read from the file at each query. */
const maxCachedBytes = 64 * 1024 ** 2;

/**
 * BM25 through FTS5 and a flat scan over Float32 vectors, fused by rank. Each project of a collection has a table of words of its own:
 * how rare a word is and how long documents are is counted in the project, so that what others have neither shifts its ranking nor
 * shows in its scores.
 */
export function createSqliteSearchIndex(database: DatabaseSync): SearchIndex {
  prepareSearchTables(database);
  const statements = new Statements(database);
  const tables = new WordTables(statements);
  const cache = new VectorCache(database, maxCachedBytes);

  const nearest = (
    collection: string,
    vector: Float32Array,
    where: string,
    values: readonly SQLInputValue[],
  ): Ranked[] => {
    const cached = cache.vectorsOf(collection);
    const rows = database
      .prepare(
        `SELECT d.rowid AS rowid${cached ? '' : ', d.id AS id, d.vector AS vector'} FROM search_document d
         WHERE d.vector IS NOT NULL AND ${where}`,
      )
      .iterate(collection, ...values);
    const found: Ranked[] = [];
    for (const row of rows) {
      const rowid = Number(row['rowid']);
      const known = cached?.get(rowid);
      const other = known?.vector ?? floatsOf(row['vector'] as Uint8Array);
      if (other.length !== vector.length) continue;
      let score = 0;
      for (let at = 0; at < other.length; at++) score += other[at]! * vector[at]!;
      found.push({ rowid, id: known?.id ?? String(row['id']), score });
    }
    return found.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  };

  const remove = (rows: readonly Record<string, unknown>[]): void => {
    for (const { rowid: row, part } of rows) {
      const rowid = Number(row);
      statements.run(`DELETE FROM ${wordTable(Number(part))} WHERE rowid = ?`, rowid);
      statements.run('DELETE FROM search_document WHERE rowid = ?', rowid);
    }
  };

  const textOf = (part: number, rowid: number): string =>
    String(statements.get(`SELECT text FROM ${wordTable(part)} WHERE rowid = ?`, rowid)!['text']);

  return {
    async upsert(collection, documents) {
      cache.clear();
      statements.exclusively(() => {
        for (const document of documents) {
          const old = statements.get(
            'SELECT rowid, part FROM search_document WHERE collection = ? AND id = ?',
            collection,
            document.id,
          );
          if (old) remove([old]);
          const part = tables.forDocument(collection, document.payload);
          statements.run(
            'INSERT INTO search_document (collection, id, part, payload, vector) VALUES (?, ?, ?, ?, ?)',
            collection,
            document.id,
            part,
            JSON.stringify(document.payload),
            document.vector ? new Uint8Array(new Float32Array(document.vector).buffer) : null,
          );
          const rowid = Number(statements.get('SELECT last_insert_rowid() AS rowid')!['rowid']);
          statements.run(
            `INSERT INTO ${wordTable(part)} (rowid, text) VALUES (?, ?)`,
            rowid,
            document.text,
          );
          for (const [key, value] of Object.entries(document.payload))
            if (isShort(value))
              statements.run(
                'INSERT INTO search_payload (document, key, value) VALUES (?, ?, ?)',
                rowid,
                key,
                stored(value),
              );
        }
      });
    },

    async search(collection, request) {
      return statements.snapshot(() => {
        const parts = tables.of(collection, request.filter?.must['project']);
        const { sql, values } = filterSql(request.filter);
        let where = `d.collection = ?${sql}`;
        const phrased = (phrases: SearchRequest['phrases'], within: 'IN' | 'NOT IN'): void => {
          for (const phrase of phrases ?? []) {
            where += ` AND d.rowid ${within} (${inTables(parts, 'SELECT rowid FROM # WHERE # MATCH ?')})`;
            values.push(...parts.map(() => quoted(phrase.join(' '))));
          }
        };
        phrased(request.phrases, 'IN');
        phrased(request.without, 'NOT IN');
        const words = [...new Set(request.words ?? [])].filter((word) => word !== '');
        const tiers = tiersOf(words, request.wordWeights);
        const lexical =
          words.length === 0 || parts.length === 0
            ? []
            : statements.all(
                // Ranked and counted in one pass: looking the words up costs most.
                `WITH found AS MATERIALIZED (${foundSql(parts, tiers.length)})
               SELECT d.rowid AS rowid, d.id AS id, found.score AS score, count(*) OVER () AS total FROM found
               JOIN search_document d ON d.rowid = found.rowid
               WHERE ${where} ORDER BY found.score DESC, d.id LIMIT ?`,
                ...tiers.flatMap((tier) => parts.flatMap(() => tier)),
                collection,
                ...values,
                Math.max(request.limit, request.vector ? fusionDepth : 0),
              );
        const dense = request.vector ? nearest(collection, request.vector, where, values) : [];
        const total = request.vector ? dense.length : Number(lexical[0]?.['total'] ?? 0);
        const ranked = request.vector
          ? fuse(
              lexical.slice(0, fusionDepth),
              dense.slice(0, fusionDepth),
              request.weights ?? { lexical: 1, dense: 1 },
            )
          : lexical.map((row) => ({ rowid: Number(row['rowid']), score: Number(row['score']) }));
        const hits: SearchHit[] = ranked.slice(0, request.limit).map(({ rowid, score }) => {
          const row = statements.get(
            'SELECT id, payload FROM search_document WHERE rowid = ?',
            rowid,
          )!;
          return {
            id: String(row['id']),
            score,
            payload: JSON.parse(String(row['payload'])) as Record<string, PayloadValue>,
          };
        });
        return { hits, total };
      });
    },

    async get(collection, ids) {
      return ids.map((id) => {
        const row = statements.get(
          'SELECT payload FROM search_document WHERE collection = ? AND id = ?',
          collection,
          id,
        );
        return row ? (JSON.parse(String(row['payload'])) as Record<string, PayloadValue>) : null;
      });
    },

    async delete(collection, filter) {
      const { sql, values } = filterSql(filter);
      cache.clear();
      return statements.exclusively(() => {
        const rows = statements.all(
          `SELECT d.rowid AS rowid, d.part AS part FROM search_document d WHERE d.collection = ?${sql}`,
          collection,
          ...values,
        );
        remove(rows);
        return rows.length;
      });
    },

    async count(collection, filter) {
      const { sql, values } = filterSql(filter);
      const row = statements.get(
        `SELECT count(*) AS n FROM search_document d WHERE d.collection = ?${sql}`,
        collection,
        ...values,
      );
      return Number(row!['n']);
    },

    async *documents(collection) {
      for (let last = 0; ;) {
        const rows = statements.all(
          `SELECT d.rowid AS rowid, d.id AS id, d.payload AS payload, d.vector AS vector, d.part AS part
           FROM search_document d WHERE d.collection = ? AND d.rowid > ? ORDER BY d.rowid LIMIT 200`,
          collection,
          last,
        );
        if (rows.length === 0) return;
        for (const row of rows) {
          last = Number(row['rowid']);
          yield {
            id: String(row['id']),
            text: textOf(Number(row['part']), last),
            payload: JSON.parse(String(row['payload'])) as Record<string, PayloadValue>,
            ...(row['vector'] !== null && { vector: floatsOf(row['vector'] as Uint8Array) }),
          };
        }
      }
    },

    async close() {},
  };
}

/** Words of the same weight as one match of FTS5, since `bm25` weighs all words of a match alike. */
function tiersOf(
  words: readonly string[],
  weights: ReadonlyMap<string, number> = new Map(),
): [weight: number, match: string][] {
  const byWeight = Map.groupBy(words, (word) => weights.get(word) ?? 1);
  return [...byWeight].map(([weight, tier]) => [weight, tier.map(quoted).join(' OR ')]);
}

/** One question to each of several tables of words, in whose place `#` stands; to none of them: no row. */
const inTables = (parts: readonly number[], question: string): string =>
  parts.map((part) => question.replaceAll('#', wordTable(part))).join(' UNION ALL ') ||
  'SELECT NULL WHERE 0';

/** What has a word of some tier, with its score over all tiers. */
function foundSql(parts: readonly number[], tiers: number): string {
  const tier = inTables(parts, 'SELECT rowid, -bm25(#) * ? AS score FROM # WHERE # MATCH ?');
  if (tiers === 1) return tier;
  return `SELECT rowid, sum(score) AS score FROM (${Array(tiers).fill(tier).join(' UNION ALL ')}) GROUP BY rowid`;
}

/** A string of FTS5: one word, or several that must stand side by side; nothing in it is syntax. */
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Long payload texts (template, quote) are kept for display and cannot be filtered by. */
const isShort = (value: PayloadValue): boolean => typeof value !== 'string' || value.length <= 200;

const stored = (value: PayloadValue): SQLInputValue =>
  typeof value === 'boolean' ? Number(value) : value;

function filterSql(filter: SearchFilter | undefined): { sql: string; values: SQLInputValue[] } {
  let sql = '';
  const values: SQLInputValue[] = [];
  for (const [key, wanted] of Object.entries(filter?.must ?? {})) {
    const list = Array.isArray(wanted)
      ? (wanted as readonly PayloadValue[])
      : [wanted as PayloadValue];
    sql += ` AND d.rowid IN (SELECT document FROM search_payload WHERE key = ? AND value IN (SELECT value FROM json_each(?)))`;
    values.push(key, JSON.stringify(list.map(stored)));
  }
  return { sql, values };
}

interface Ranked {
  readonly rowid: number;
  readonly id: string;
  readonly score: number;
}

function fuse(
  lexical: readonly Record<string, unknown>[],
  dense: readonly Ranked[],
  weights: { readonly lexical: number; readonly dense: number },
): { rowid: number; score: number }[] {
  const scores = new Map<number, { id: string; score: number }>();
  const add = (rowid: number, id: string, rank: number, weight: number): void => {
    const score = (scores.get(rowid)?.score ?? 0) + weight / (fusionConstant + rank + 1);
    scores.set(rowid, { id, score });
  };
  lexical.forEach((row, rank) =>
    add(Number(row['rowid']), String(row['id']), rank, weights.lexical),
  );
  dense.forEach((row, rank) => add(row.rowid, row.id, rank, weights.dense));
  return [...scores]
    .map(([rowid, { id, score }]) => ({ rowid, id, score }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}
