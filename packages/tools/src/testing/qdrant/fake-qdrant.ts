import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Contract } from './contract.ts';
import { matches, type Condition, type StoredPoint } from './matches.ts';
import { rank, type Query } from './rank.ts';

/** What a request meets instead of an answer. `drop` closes the connection, `stall` says nothing. */
type Fault = { readonly status: number } | 'drop' | 'stall';

export interface FakeQdrant {
  readonly url: string;
  /** Requests that came, as `METHOD /path`. */
  readonly requests: readonly string[];
  /** What did not fit the API; a test that ends with any has failed. */
  readonly violations: readonly string[];
  /** The next requests meet these faults, one each; null lasts for none, a single fault in `always` for all. */
  readonly fault: { next: Fault[]; always: Fault | null; version: string };
  stop(): Promise<void>;
}

interface Collection {
  readonly config: Readonly<Record<string, unknown>>;
  readonly points: Map<string | number, StoredPoint>;
  readonly fields: Map<string, unknown>;
  readonly snapshots: string[];
}

/**
 * A small server that speaks as much of Qdrant's HTTP API as this project uses, with points in memory and every ranking worked out in
 * full. It is ours, not Qdrant: it shows that requests fit the API and that the search index does what it must on an engine with these
 * formulas, not how the real server behaves under load.
 * @param options.key requests must carry it
 */
export async function startFakeQdrant(
  options: { readonly contract?: Contract | null; readonly key?: string } = {},
): Promise<FakeQdrant> {
  const { contract, key } = options;
  const collections = new Map<string, Collection>();
  const requests: string[] = [];
  const violations: string[] = [];
  const fault: FakeQdrant['fault'] = { next: [], always: null, version: '1.19.0' };

  const server = createServer((request, response) => {
    void (async () => {
      const method = (request.method ?? '').toLowerCase();
      const url = new URL(request.url ?? '/', 'http://localhost');
      const path = url.pathname;
      requests.push(`${request.method} ${path}`);
      const met = fault.next.shift() ?? fault.always;
      if (met === 'drop') return request.socket.destroy();
      if (met === 'stall') return;
      const answer = (status: number, body: unknown): void => {
        try {
          contract?.response(method, path, status, body);
        } catch (error) {
          violations.push(String(error));
        }
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      };
      const failed = (status: number, error: string): void =>
        answer(status, { time: 0, status: { error } });
      if (met) {
        // In trouble a server, or what stands before it, answers as it likes.
        response.writeHead(met.status).end('in trouble');
        return;
      }
      if (key !== undefined && request.headers['api-key'] !== key)
        return failed(401, 'Must provide an API key or an Authorization bearer token');
      const body = await jsonOf(request);
      try {
        contract?.request(method, path, url.searchParams, body);
      } catch (error) {
        violations.push(String(error));
        return failed(400, String(error));
      }
      if (path === '/') return answer(200, { title: 'qdrant', version: fault.version });
      try {
        const result = carryOut(collections, method, path, body);
        if (result === missing) failed(404, `Not found: ${path}`);
        else answer(200, { result, status: 'ok', time: 0.001 });
      } catch (error) {
        violations.push(String(error));
        failed(400, String(error));
      }
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    violations,
    fault,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const missing = Symbol('missing');

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const body = await text(request);
  return body === '' ? undefined : JSON.parse(body);
}

type Body = Readonly<Record<string, never>>;

function carryOut(
  collections: Map<string, Collection>,
  method: string,
  path: string,
  sent: unknown,
): unknown {
  const [, , name = '', ...rest] = path.split('/');
  const body = (sent ?? {}) as Body;
  const route = `${method} ${rest.join('/')}`;
  if (route === 'put ') {
    const made = { points: new Map(), fields: new Map(), snapshots: [] };
    collections.set(name, { config: body, ...made });
    return true;
  }
  const collection = collections.get(name);
  if (!collection) return missing;
  const { config, points, fields, snapshots } = collection;
  const all = [...points.values()];
  const chosen = (filter: Condition | undefined) => all.filter((point) => matches(point, filter));
  const done = { operation_id: 1, status: 'completed' };
  const shown = ({ id, payload }: StoredPoint) => ({ id, payload });
  switch (route) {
    case 'delete ':
      return collections.delete(name);
    case 'get ':
      return description(config, points, fields);
    case 'put index':
      fields.set(body['field_name']!, body['field_schema']);
      return done;
    case 'post snapshots':
      snapshots.push(`${name}-${snapshots.length}.snapshot`);
      return { name: snapshots.at(-1), creation_time: null, size: 0, checksum: null };
    case 'put points':
      for (const point of body['points'] as unknown as StoredPoint[]) points.set(point.id, point);
      return done;
    case 'post points':
      return (body['ids'] as unknown as string[]).flatMap((id) => points.get(id) ?? []).map(shown);
    case 'post points/count':
      return { count: chosen(body['filter']).length };
    case 'post points/delete':
      for (const { id } of chosen(body['filter'])) points.delete(id);
      return done;
    case 'post points/query':
      return {
        points: rank(all, body as Query).map(({ point, score }) => ({
          ...shown(point),
          version: 1,
          score,
        })),
      };
    case 'post points/scroll': {
      const sorted = chosen(body['filter']).toSorted((a, b) =>
        String(a.id) < String(b.id) ? -1 : 1,
      );
      const from = body['offset'] ? sorted.findIndex(({ id }) => id === body['offset']) : 0;
      const page = sorted.slice(from, from + Number(body['limit'] ?? 10));
      const next = sorted[from + page.length]?.id ?? null;
      const isWith = body['with_vector'] === true;
      return {
        points: page.map((point) => ({ ...shown(point), ...(isWith && { vector: point.vector }) })),
        next_page_offset: next,
      };
    }
    default:
      throw new Error(`The route ${method} ${path} is not imitated.`);
  }
}

function description(
  config: Collection['config'],
  points: Collection['points'],
  fields: Collection['fields'],
): unknown {
  const { metadata, ...params } = config;
  return {
    status: 'green',
    optimizer_status: 'ok',
    segments_count: 1,
    points_count: points.size,
    config: {
      params,
      hnsw_config: { m: 16, ef_construct: 100, full_scan_threshold: 10_000 },
      optimizer_config: {
        deleted_threshold: 0.2,
        vacuum_min_vector_number: 1000,
        default_segment_number: 0,
        flush_interval_sec: 5,
      },
      metadata: metadata ?? null,
    },
    payload_schema: Object.fromEntries(
      [...fields].map(([field, schema]) => [
        field,
        { data_type: (schema as { type: string }).type, points: points.size, params: schema },
      ]),
    ),
  };
}
