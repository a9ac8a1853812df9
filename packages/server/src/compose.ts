import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import {
  createAgent,
  createTurns,
  loadPlugins,
  redactingChatModel,
  redactingEmbedder,
  type Agent,
  type AgentHost,
} from '@datasherpa/agent';
import { builtInPlugins } from '@datasherpa/plugins';
import { collectInThread } from '@datasherpa/tools/adapters/threads';
import { openEmbeddedStores } from '@datasherpa/tools/adapters/embedded';
import type { EmbeddedCheckpointer } from '@datasherpa/tools/adapters/embedded/checkpointer';
import type { MysqlCheckpointer } from '@datasherpa/tools/adapters/mysql/checkpointer';
import {
  createNimChatModel,
  createNimEmbedder,
  createRequestLimit,
} from '@datasherpa/tools/adapters/nim';
import { openRemoteFiles } from '@datasherpa/tools/adapters/outbound';
import { createDagReader, openPythonParser } from '@datasherpa/tools/adapters/python';
import { createAirflowServer } from '@datasherpa/tools/adapters/airflow';
import { createSqlParser } from '@datasherpa/tools/adapters/sql';
import { createWorkspace, logsCollection } from '@datasherpa/tools/ingestion';
import type { Presence, Stores } from '@datasherpa/tools/ports';
import { createApp, type App } from './app.ts';
import type { Config } from './config.ts';
import { ingestionElsewhere, startIngestion, type Ingestion } from './ingestion-worker.ts';
import { incomingFrom, type Sources } from './incoming-from.ts';
import { keepText, keepUpload } from './keep-text.ts';
import { startLive, type Live } from './live/live.ts';
import { InFlight } from './middleware/in-flight.ts';
import type { Log } from './observability/log.ts';
import { measuredChatModel, measuredEmbedder } from './observability/measured-models.ts';
import { createMetrics, type Metrics } from './observability/metrics.ts';
import { noTraces, type Traces } from './observability/traces.ts';
import { traceCalls } from './observability/trace-calls.ts';
import { startResumableUploads } from './resumable/resumable-uploads.ts';
import { sweepUploads } from './sweep-uploads.ts';

/** Of one process. More at once would only make each of them slower, and health checks with them. */
const toolCallsAtOnce = 16;

/** For the steps of runs that are under way when all is closed. A server has waited before. */
const lastStepMs = 1000;

export interface Composed {
  readonly app: App;
  readonly stores: Stores;
  readonly agent: Agent;
  readonly live: Live;
  readonly inFlight: InFlight;
  /** Stops runs and ingestion at their next safe point and closes the stores. */
  close(): Promise<void>;
}

/**
 * Puts the product together: stores, plugins, agent, worker, routes. The only place that names an adapter.
 * @param log where requests are written; nowhere where the product runs inside another program
 */
export async function compose(config: Config, log: Log = () => {}): Promise<Composed> {
  const stores = await openStores(config);
  await sweepUploads(stores);
  const metrics = createMetrics(stores);
  const traces = await openTraces(config);
  const ingestion: Ingestion = config.ingests
    ? startIngestion(stores, {
        onEnd: metrics.file,
        traces,
        log,
        ...(availableParallelism() > 1 && { collectBeside: collectInThread }),
      })
    : ingestionElsewhere;
  const sources = await openSources(config);
  let checkpointer: EmbeddedCheckpointer | MysqlCheckpointer | undefined;
  const sql = createSqlParser();
  const dags = createDagReader();
  const host: AgentHost = {
    registry: loadPlugins(builtInPlugins),
    metadata: stores.metadata,
    presence: stores.presence,
    workspaceFor: (project) =>
      createWorkspace(stores, {
        project,
        sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
        now: Date.now,
      }),
    keepText: (project, text, signal) =>
      keepText({ stores, config, ingestion }, project, text, signal),
    readAddress: async (project, url, signal) =>
      keepUpload(
        { stores, config, ingestion },
        project,
        await incomingFrom(url, sources, config, signal),
      ),
    async openCheckpointer() {
      checkpointer ??= await openCheckpointer(config);
      return checkpointer.saver;
    },
    parsers: { python: openPythonParser, dags, sql },
    ...(config.airflow && { airflow: createAirflowServer(config.airflow) }),
    ...openModels(config, { metrics, traces }),
    settings: async (project) =>
      new Map(
        (await stores.metadata.settings.list(project)).map(({ name, value }) => [
          name,
          JSON.parse(value) as unknown,
        ]),
      ),
    turns: createTurns(toolCallsAtOnce),
    onCall: metrics.tool,
    trace: traceCalls(traces),
    now: Date.now,
  };
  const agent = createAgent(host);
  const live = startLive({ stores, config, ingestion });
  const resumable = startResumableUploads(stores, config, ingestion);
  const inFlight = new InFlight();
  const app = createApp({
    config,
    stores,
    host,
    agent,
    ingestion,
    live,
    resumable,
    sources,
    metrics,
    log,
    traces,
    inFlight,
  });
  return {
    app,
    stores,
    agent,
    live,
    inFlight,
    async close() {
      await agent.drain('the process stops', lastStepMs);
      await live.stop();
      await resumable.stop();
      await ingestion.stop();
      await checkpointer?.close();
      await sql.close();
      await dags.close();
      sources.objects?.close();
      await stores.close();
      await traces.stop();
    },
  };
}

async function openTraces({ traces }: Config): Promise<Traces> {
  if (!traces) return noTraces;
  const { openTraces: open } = await import('./observability/open-traces.ts');
  return open(traces);
}

/** Stores that are servers, as far as they are configured, and the data directory for the rest. */
async function openStores(config: Config): Promise<Stores> {
  const { dataDirectory: directory, blobs } = config;
  const database = config.database && (await openDatabase(config, config.database));
  try {
    const index = config.qdrant && (await openIndex(config, config.qdrant));
    return await openEmbeddedStores({
      directory,
      instead: {
        ...database,
        ...(index && { index }),
        ...(blobs && { openBlobs: (presence: Presence) => openBlobs(blobs, presence) }),
      },
    });
  } catch (error) {
    // What holds the process: its other servers cannot be used, and it should end.
    await database?.presence.close();
    await database?.queue.close();
    await database?.metadata.close();
    throw error;
  }
}

async function openDatabase(
  { databaseReplica: replica }: Config,
  database: NonNullable<Config['database']>,
) {
  const { openMysqlStores } = await import('@datasherpa/tools/adapters/mysql');
  return openMysqlStores(database, replica ? { replica } : {});
}

async function openIndex(config: Config, qdrant: NonNullable<Config['qdrant']>) {
  const { checkCollections, connectQdrant, createQdrantSearchIndex } =
    await import('@datasherpa/tools/adapters/qdrant');
  const connection = connectQdrant({ ...qdrant, vectors: vectorsOf(config) });
  await checkCollections(connection, [logsCollection]);
  return createQdrantSearchIndex(connection);
}

async function openBlobs(blobs: NonNullable<Config['blobs']>, presence: Presence) {
  const { openS3BlobStore } = await import('@datasherpa/tools/adapters/s3');
  return openS3BlobStore(blobs, presence);
}

/** What reads addresses, as far as the operator allows it. */
async function openSources({
  urlHosts: hosts,
  urlPrivateHosts: privateHosts,
  objectSources,
}: Config): Promise<Sources> {
  const isOn = hosts.length + privateHosts.length > 0;
  return {
    remote: isOn ? openRemoteFiles({ hosts, privateHosts }) : null,
    objects: objectSources.length > 0 ? await openObjects(objectSources) : null,
  };
}

async function openObjects(sources: Config['objectSources']) {
  const { openS3Objects } = await import('@datasherpa/tools/adapters/s3');
  return openS3Objects(sources);
}

const vectorsOf = ({ embedder }: Config) =>
  embedder && { model: embedder.model, dimensions: embedder.dimensions };

async function openCheckpointer(config: Config): Promise<EmbeddedCheckpointer | MysqlCheckpointer> {
  if (config.database) {
    const { openMysqlCheckpointer } = await import('@datasherpa/tools/adapters/mysql/checkpointer');
    return openMysqlCheckpointer(config.database);
  }
  const embedded = await import('@datasherpa/tools/adapters/embedded/checkpointer');
  return embedded.openCheckpointer({ directory: config.dataDirectory });
}

/**
 * Brings the stores that are servers to this version.
 * @returns what was prepared, as a person would name it
 * @throws STORE_UNAVAILABLE, STORE_TOO_NEW
 */
export async function migrateStores(config: Config): Promise<string[]> {
  const prepared: string[] = [];
  if (config.database) {
    const { migrateMysql } = await import('@datasherpa/tools/adapters/mysql');
    await migrateMysql(config.database);
    prepared.push(`the database "${config.database.database}" at ${config.database.host}`);
  }
  if (config.qdrant) {
    const { connectQdrant, prepareCollections } = await import('@datasherpa/tools/adapters/qdrant');
    const connection = connectQdrant({ ...config.qdrant, vectors: vectorsOf(config) });
    await prepareCollections(connection, [logsCollection]);
    prepared.push(`Qdrant at ${config.qdrant.host}`);
  }
  return prepared;
}

/**
 * Copies what this installation keeps to another place and compares the two; see `moveStores` in the adapters.
 * @throws MOVE_REFUSED, MOVE_DIFFERS, STORE_UNAVAILABLE, STORE_TOO_NEW
 */
export async function moveTo(
  config: Config,
  target: Pick<Config, 'dataDirectory' | 'database' | 'qdrant' | 'blobs'>,
  onDone: (moved: { readonly what: string; readonly count: number }) => void,
): Promise<void> {
  const { moveStores } = await import('@datasherpa/tools/adapters/moving');
  const placeOf = ({ dataDirectory, database, qdrant, blobs }: typeof target) => ({
    directory: dataDirectory,
    database,
    qdrant: qdrant && { ...qdrant, vectors: vectorsOf(config) },
    blobs,
  });
  await moveStores(placeOf(config), placeOf(target), [logsCollection], onDone);
}

/** Models see no secret, and no connection is opened before the first question. */
function openModels(
  { model, embedder, requestsPerMinute, redactAddresses: addresses }: Config,
  observers: { readonly metrics: Metrics; readonly traces: Traces },
): Pick<AgentHost, 'model' | 'embedder'> {
  const limit = createRequestLimit(requestsPerMinute);
  // Two models behind one key share its limit.
  const shared =
    model && embedder && model.baseUrl === embedder.baseUrl && model.key === embedder.key;
  return {
    ...(model && {
      model: redactingChatModel(
        measuredChatModel(
          createNimChatModel({ ...model, limit, onTokens: observers.metrics.tokens('chat') }),
          observers,
        ),
        { addresses },
      ),
    }),
    ...(embedder && {
      embedder: redactingEmbedder(
        measuredEmbedder(
          createNimEmbedder({
            ...embedder,
            onTokens: observers.metrics.tokens('embedding'),
            limit: shared ? limit : createRequestLimit(requestsPerMinute),
          }),
          observers,
        ),
        { addresses },
      ),
    }),
  };
}
