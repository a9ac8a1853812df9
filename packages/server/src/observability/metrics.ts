import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { logsCollection } from '@datasherpa/tools/ingestion';
import type { Stores } from '@datasherpa/tools/ports';
import { readingQueues } from '../ingestion-worker.ts';

/** Answers that stream and uploads take minutes, so the bounds reach further than those of a page. */
const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Values of one label; what comes after them counts as `other`, so that no input can fill the memory. */
const maxValues = 50;

interface ObservedRequest {
  readonly method: string;
  /** As the route was declared, never the path: paths hold ids. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

/** How one request to a model ended; characters, because not every endpoint counts tokens. */
export interface ObservedModelRequest {
  readonly kind: 'chat' | 'embedding';
  readonly outcome: 'answered' | 'failed' | 'cancelled';
  readonly ms: number;
  readonly sent: number;
  readonly received: number;
}

export interface Metrics {
  readonly request: (request: ObservedRequest) => void;
  /** `outcome` is the status of the answer or the code of the error; `missing` is what the answer had to do without. */
  readonly tool: (call: {
    tool: string;
    outcome: string;
    ms: number;
    missing: readonly string[];
  }) => void;
  readonly file: (outcome: 'ready' | 'failed' | 'cancelled', bytes: number) => void;
  readonly model: (request: ObservedModelRequest) => void;
  /** As far as the endpoint counts them. */
  readonly tokens: (
    kind: ObservedModelRequest['kind'],
  ) => (tokens: { readonly sent: number; readonly received: number }) => void;
  /** All of them, as Prometheus reads them. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** A store that does not answer for so long is down, and the rest is told without it. */
const storeTimeoutMs = 5000;

/** What one process counts. Of the stores only queue and index are asked, when somebody reads. */
export function createMetrics(stores: Pick<Stores, 'queue' | 'index'>): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  const requests = new Counter({
    name: 'datasherpa_http_requests_total',
    help: 'Requests that were answered, by route and status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const requestTime = new Histogram({
    name: 'datasherpa_http_request_duration_seconds',
    help: 'Time until an answer began.',
    labelNames: ['method', 'route'],
    buckets: seconds,
    registers,
  });
  const tools = new Counter({
    name: 'datasherpa_tool_calls_total',
    help: 'Calls of tools by any face, by the status of their answer or the code of their error.',
    labelNames: ['tool', 'outcome'],
    registers,
  });
  const toolTime = new Histogram({
    name: 'datasherpa_tool_duration_seconds',
    help: 'Time of a call of a tool.',
    labelNames: ['tool'],
    buckets: seconds,
    registers,
  });
  const degraded = new Counter({
    name: 'datasherpa_degraded_answers_total',
    help: 'Answers that had to do without something.',
    labelNames: ['what'],
    registers,
  });
  const files = new Counter({
    name: 'datasherpa_ingestion_files_total',
    help: 'Files whose reading came to an end here.',
    labelNames: ['outcome'],
    registers,
  });
  const bytes = new Counter({
    name: 'datasherpa_ingestion_bytes_total',
    help: 'Unpacked bytes of the files that were read here.',
    registers,
  });
  const queue = new Gauge({
    name: 'datasherpa_queue_jobs',
    help: 'Files that wait or are being read, in the whole installation.',
    labelNames: ['queue', 'state'],
    registers,
  });
  const documents = new Gauge({
    name: 'datasherpa_index_documents',
    help: 'Documents in the search index, of the whole installation.',
    registers,
  });
  const up = new Gauge({
    name: 'datasherpa_store_up',
    help: 'Whether a store answered when these figures were read.',
    labelNames: ['store'],
    registers,
  });
  const modelRequests = new Counter({
    name: 'datasherpa_model_requests_total',
    help: 'Requests to models.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const modelTime = new Histogram({
    name: 'datasherpa_model_duration_seconds',
    help: 'Time until the last word of an answer of a model.',
    labelNames: ['kind'],
    buckets: seconds,
    registers,
  });
  const modelCharacters = new Counter({
    name: 'datasherpa_model_characters_total',
    help: 'Characters sent to models and received from them.',
    labelNames: ['kind', 'direction'],
    registers,
  });
  const modelTokens = new Counter({
    name: 'datasherpa_model_tokens_total',
    help: 'Tokens sent to models and received from them, as far as endpoints count them.',
    labelNames: ['kind', 'direction'],
    registers,
  });
  const countJobs = async (): Promise<void> => {
    for (const name of readingQueues) {
      const { queued, running } = await stores.queue.stats(name);
      queue.set({ queue: name, state: 'queued' }, queued);
      queue.set({ queue: name, state: 'running' }, running);
    }
  };
  const countDocuments = async (): Promise<void> =>
    documents.set(await stores.index.count(logsCollection));
  /** A store that is down must not take the other figures with it: only its own are left out. */
  const askStore = async (store: string, ask: () => Promise<void>, leaveOut: () => void) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('late')), storeTimeoutMs);
    });
    try {
      await Promise.race([ask(), late]);
      up.set({ store }, 1);
    } catch {
      leaveOut();
      up.set({ store }, 0);
    } finally {
      clearTimeout(timer);
    }
  };
  const known = new Set<string>();
  const bounded = (value: string): string => {
    if (!known.has(value) && known.size >= maxValues) return 'other';
    known.add(value);
    return value;
  };
  return {
    request({ method, route, status, ms }) {
      requests.inc({ method, route, status: String(status) });
      requestTime.observe({ method, route }, ms / 1000);
    },
    tool({ tool, outcome, ms, missing }) {
      tools.inc({ tool, outcome });
      toolTime.observe({ tool }, ms / 1000);
      for (const what of new Set(missing)) degraded.inc({ what: bounded(what) });
    },
    file(outcome, read) {
      files.inc({ outcome });
      bytes.inc(read);
    },
    model({ kind, outcome, ms, sent, received }) {
      modelRequests.inc({ kind, outcome });
      modelTime.observe({ kind }, ms / 1000);
      modelCharacters.inc({ kind, direction: 'sent' }, sent);
      modelCharacters.inc({ kind, direction: 'received' }, received);
    },
    tokens:
      (kind) =>
      ({ sent, received }) => {
        modelTokens.inc({ kind, direction: 'sent' }, sent);
        modelTokens.inc({ kind, direction: 'received' }, received);
      },
    async text() {
      await Promise.all([
        askStore('database', countJobs, () => queue.reset()),
        askStore('index', countDocuments, () => documents.remove()),
      ]);
      return register.metrics();
    },
    contentType: register.contentType,
  };
}
