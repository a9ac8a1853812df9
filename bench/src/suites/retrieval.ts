import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openEmbeddedStores } from '@datasherpa/tools/adapters/embedded';
import { createWorkspace, ingestFile, type Workspace } from '@datasherpa/tools/ingestion';
import type { FileRecord } from '@datasherpa/tools/ports';
import { parseCsv } from './parse-csv.ts';
import { openQdrantIndex } from './qdrant-index.ts';
import type { Suite } from './suite.ts';

interface Query {
  readonly id: string;
  readonly corpus: string;
  readonly question: string;
  readonly style: string;
  readonly relevant_event_ids?: readonly string[];
  readonly relevant_incident_ids?: readonly string[];
}

interface Ranked {
  readonly query: Query;
  /** 1 where the result at that rank brings a relevant item for the first time. */
  readonly gains: readonly number[];
  readonly relevant: number;
}

/** Questions over the product's own path: stored, ingested, searched. Top 10, binary gain, an item gains once. */
export const retrieval: Suite = async ({ data, limit }) => {
  const read: unknown = JSON.parse(await readFile(join(data, 'queries.json'), 'utf8'));
  const all = (Array.isArray(read) ? read : (read as { queries: unknown }).queries) as Query[];
  const queries = all.slice(0, limit ?? all.length);
  const loghub: Ranked[] = [];
  const incidents: Ranked[] = [];
  for (const corpus of new Set(queries.map((query) => query.corpus))) {
    const asked = queries.filter((query) => query.corpus === corpus);
    if (corpus === 'incidents') incidents.push(...(await rankIncidents(data, asked)));
    else loghub.push(...(await rankSystem(join(data, corpus), asked)));
  }
  const failures = [...loghub, ...incidents]
    .filter(({ gains }) => !gains.includes(1))
    .map(({ query }) => ({
      id: query.id,
      why: `nothing relevant in the first 10 for: ${query.question}`,
    }));
  const byStyle = Object.fromEntries(
    [...new Set(loghub.map(({ query }) => query.style))].map((style) => [
      style,
      scoresOf(loghub.filter(({ query }) => query.style === style)).ndcg10,
    ]),
  );
  const log = scoresOf(loghub);
  const incident = scoresOf(incidents);
  return {
    n: loghub.length + incidents.length,
    scores: {
      loghub: {
        ndcg10: log.ndcg10,
        mrr: log.mrr,
        recall10: log.recall10,
        hit10: log.hit10,
        byStyle,
      },
      incidents: {
        ndcg10: incident.ndcg10,
        mrr: incident.mrr,
        recall10: incident.recall10,
        hit1: incident.hit1,
      },
    },
    failures,
  };
};

async function rankSystem(folder: string, queries: readonly Query[]): Promise<Ranked[]> {
  const files = existsSync(folder) ? await readdir(folder) : [];
  const log = files.find((name) => name.endsWith('.log'));
  const labels = files.find((name) => name.endsWith('_structured.csv'));
  if (!log || !labels) return [];
  const eventOfLine = new Map(
    parseCsv(await readFile(join(folder, labels), 'utf8')).map((row) => [
      Number(row['LineId']),
      row['EventId']!,
    ]),
  );
  return withWorkspace(
    [{ name: log, text: await readFile(join(folder, log), 'utf8') }],
    async (workspace) => {
      const ranked: Ranked[] = [];
      for (const query of queries) {
        const { hits } = await workspace.search({
          query: query.question,
          mode: 'ranked',
          limit: 10,
        });
        const events = hits.map(({ evidence }) => eventOfLine.get(evidence.lines[0]) ?? '');
        ranked.push(gainsOf(query, events, query.relevant_event_ids ?? []));
      }
      return ranked;
    },
  );
}

async function rankIncidents(data: string, queries: readonly Query[]): Promise<Ranked[]> {
  const read: unknown = JSON.parse(await readFile(join(data, 'incidents.json'), 'utf8'));
  const list = (Array.isArray(read) ? read : (read as { incidents: unknown }).incidents) as {
    id: string;
    log: string;
  }[];
  return withWorkspace(
    list.map(({ id, log }) => ({ name: id, text: log })),
    async (workspace) => {
      const ranked: Ranked[] = [];
      for (const query of queries) {
        const { files } = await workspace.search({
          query: query.question,
          mode: 'ranked',
          limit: 10,
        });
        ranked.push(
          gainsOf(
            query,
            files.map(({ name }) => name),
            query.relevant_incident_ids ?? [],
          ),
        );
      }
      return ranked;
    },
  );
}

async function withWorkspace<T>(
  files: readonly { name: string; text: string }[],
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const index = await openQdrantIndex();
  const stores = await openEmbeddedStores({
    directory: ':memory:',
    instead: index ? { index } : {},
  });
  const project = 'evaluation';
  try {
    await stores.metadata.uploads.insert({
      id: 'u',
      project,
      status: 'ready',
      createdAt: 0,
      error: null,
    });
    for (const [number, { name, text }] of files.entries()) {
      const { sha256, bytes } = await stores.blobs.put(
        (async function* () {
          yield new TextEncoder().encode(text);
        })(),
      );
      const file: FileRecord = {
        id: `f${number}`,
        uploadId: 'u',
        project,
        name,
        status: 'ready',
        sha256,
        bytes,
        receivedBytes: bytes,
        duplicateOf: null,
        digest: null,
        error: null,
        createdAt: 0,
      };
      await stores.metadata.files.insert(file);
      const digest = await ingestFile(stores, file);
      await stores.metadata.contents.keep(project, sha256, JSON.stringify(digest));
    }
    const sha256 = (part: Uint8Array): string => createHash('sha256').update(part).digest('hex');
    return await work(createWorkspace(stores, { project, sha256, now: Date.now }));
  } finally {
    await stores.close();
  }
}

function gainsOf(query: Query, found: readonly string[], relevant: readonly string[]): Ranked {
  const seen = new Set<string>();
  const gains = found.slice(0, 10).map((id) => {
    if (!relevant.includes(id) || seen.has(id)) return 0;
    seen.add(id);
    return 1;
  });
  return { query, gains, relevant: relevant.length };
}

function scoresOf(ranked: readonly Ranked[]) {
  const mean = (pick: (one: Ranked) => number): number =>
    ranked.length === 0
      ? 0
      : Math.round((ranked.reduce((sum, one) => sum + pick(one), 0) / ranked.length) * 10_000) /
        10_000;
  const discount = (rank: number): number => 1 / Math.log2(rank + 2);
  const ideal = (relevant: number): number =>
    Array.from({ length: Math.min(10, relevant) }, (_, rank) => discount(rank)).reduce(
      (sum, value) => sum + value,
      0,
    );
  const total = (gains: readonly number[]): number => gains.reduce((sum, gain) => sum + gain, 0);
  return {
    ndcg10: mean(
      ({ gains, relevant }) =>
        gains.reduce((sum, gain, rank) => sum + gain * discount(rank), 0) / (ideal(relevant) || 1),
    ),
    mrr: mean(({ gains }) => (gains.includes(1) ? 1 / (gains.indexOf(1) + 1) : 0)),
    recall10: mean(({ gains, relevant }) => total(gains) / Math.max(1, relevant)),
    hit10: mean(({ gains }) => (gains.includes(1) ? 1 : 0)),
    hit1: mean(({ gains }) => gains[0] ?? 0),
  };
}
