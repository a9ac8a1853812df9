/**
 * The HTTP surface: every path with the JSON that goes in and comes out, and a small typed client over it.
 * The CLI runs this client over the network or, without a server, over `createApp().request`; the page takes the types only.
 */
import type { AgentChunk } from '@datasherpa/agent';
import type { Answer, Degraded } from '@datasherpa/agent/plugin';
import type { LiveAlert, LiveCounts } from '@datasherpa/tools/ingestion';
import type { FormatId, Level } from '@datasherpa/tools/logs';
import { SherpaError, type ErrorCode } from '@datasherpa/tools/errors';
import { multipartBody, type OutgoingFile } from './multipart-body.ts';
import { sendResumable, type OutgoingBody } from './send-resumable.ts';
import { readServerSentEvents } from './read-server-sent-events.ts';

/** RFC 9457 problem details, `application/problem+json`: the body of every answer with a status of 400 or more. */
export interface Problem {
  /** Where the error is described. */
  readonly type: string;
  /** Permanent; what programs compare. */
  readonly code: ErrorCode;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** What the reader can do now. */
  readonly hint: string;
  /** The request field at fault, as a dotted path. */
  readonly field?: string;
  readonly requestId: string;
}

/** What is wrong with one file of an upload; the other files go on. */
export interface FileProblem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

export interface FileView {
  readonly id: string;
  readonly uploadId: string;
  readonly name: string;
  /** `failed` and `cancelled` files cannot be searched; `problem` says why. A `ready` file with a `problem` was read in part. */
  readonly status: 'stored' | 'ingesting' | 'ready' | 'failed' | 'cancelled';
  /** Hash and size of the unpacked bytes: what lines and byte ranges refer to. */
  readonly sha256: string;
  readonly bytes: number;
  /** Bytes as sent, before unpacking. */
  readonly receivedBytes: number;
  /** Id of an earlier file with the same content, whose digest is shared. */
  readonly duplicateOf: string | null;
  /** Its place, the oldest first, among files that were rotated; null where it was not. */
  readonly rotation: {
    /** Name of the log that is written to now. */
    readonly log: string;
    readonly part: number;
    readonly parts: number;
    /** What the order rests on where names do not prove it. */
    readonly assumed: string | null;
  } | null;
  readonly problem: FileProblem | null;
  /** Reading and indexing: 0..1, a word, and the milliseconds it still takes at its rate; null before it started and after it ended. */
  readonly progress: {
    readonly fraction: number;
    readonly note: string;
    readonly etaMs: number | null;
  } | null;
  /** What reading found; null before. */
  readonly digest: FileDigestView | null;
}

export interface FileDigestView {
  readonly format: string;
  /** 0..1: share of the first events that are of the format. */
  readonly formatConfidence: number;
  /** True where the format was given with `PUT /uploads/:id/format`. */
  readonly formatGiven: boolean;
  readonly lines: number;
  readonly events: number;
  readonly templates: number;
  /** Events by level; levels without events are left out. */
  readonly levels: Readonly<Partial<Record<Level, number>>>;
  /** First and last time in epoch milliseconds, or null where the file has none. */
  readonly firstTime: number | null;
  readonly lastTime: number | null;
  readonly degraded: readonly Degraded[];
}

/** `GET /spark-plots/ID`. */
export interface SparkPlots {
  readonly plots: readonly {
    /** `/spark-plots/ID/NAME.svg` is the picture alone. */
    readonly name: string;
    readonly title: string;
    readonly description: string;
    readonly svg: string;
  }[];
}

/** `PUT /uploads/:id/format`. */
export interface ReadAsBody {
  /** `auto` detects it again. */
  readonly format: FormatId | 'auto';
  /** One file of the upload; all without it. */
  readonly file?: string;
}

/** `GET /me`: who asks. */
export interface Me {
  readonly name: string;
  readonly role: 'viewer' | 'editor' | 'admin';
  readonly project: string;
  /** Whether this server asks for keys at all. */
  readonly needsKey: boolean;
}

/** `GET /keys`, for admins. The secret is only in the answer that made it. */
export interface AccessKeyView {
  readonly id: string;
  readonly name: string;
  readonly role: 'viewer' | 'editor' | 'admin';
  readonly project: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  /** Id of the user whose key it is; null for a key of a program. */
  readonly user: string | null;
}

/** `GET /users?limit=&offset=`, by name, for admins. */
export interface UserView {
  readonly id: string;
  readonly name: string;
  /** What the keys of the user may do at most. */
  readonly role: 'viewer' | 'editor' | 'admin';
  readonly createdAt: number;
  readonly disabledAt: number | null;
}

export interface UserList {
  readonly users: readonly UserView[];
  readonly total: number;
}

/** `GET /projects?limit=&offset=`: for the key that opens projects all, for others their own. */
export interface ProjectList {
  readonly projects: readonly {
    readonly id: string;
    readonly createdAt: number;
    readonly uploads: number;
    readonly users: number;
  }[];
  readonly total: number;
}

/** `GET /pipelines?limit=&offset=`, the one that ran last first. */
export interface PipelineView {
  readonly id: string;
  readonly kind: 'airflow' | 'spark' | 'dbt';
  readonly name: string;
  readonly runs: number;
  /** Among the last 30 runs. */
  readonly lastSuccess: { readonly run: string; readonly at: number | null } | null;
  readonly lastFailure: { readonly run: string; readonly at: number | null } | null;
}

/** `GET /pipelines/:id/runs?limit=&offset=`, the last first. */
export interface PipelineRunView {
  readonly run: string;
  /** Null where no upload says how it ended. */
  readonly status: 'success' | 'failed' | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly tries: number;
  readonly failedParts: readonly string[];
  /** That tell of it, at most 20. */
  readonly uploads: readonly string[];
  /** What was diagnosed in them, of a run that is not known to have ended well. */
  readonly causes: readonly { readonly fingerprint: string; readonly title: string }[];
}

export interface PipelineList {
  readonly pipelines: readonly PipelineView[];
  readonly total: number;
}

export interface PipelineRunList {
  readonly pipeline: Pick<PipelineView, 'id' | 'kind' | 'name'>;
  readonly runs: readonly PipelineRunView[];
  readonly total: number;
}

/** `GET /settings`, for admins: what requests of the project are taken to say where they say nothing. */
export interface SettingList {
  readonly settings: readonly {
    readonly name: string;
    readonly description: string;
    /** JSON schema of its values. */
    readonly schema: unknown;
    /** What counts now; null where nothing is set. */
    readonly value: unknown;
    readonly from: 'project' | 'environment' | 'default';
    readonly changedAt: number | null;
    /** Name of the user or key. */
    readonly changedBy: string | null;
  }[];
}

/** `GET /audit`, for admins: what was changed, by which key. */
export interface AuditView {
  readonly id: string;
  readonly at: number;
  readonly actor: string;
  /** Name of the user whose key it was. */
  readonly user: string | null;
  readonly action: string;
  readonly target: string;
  readonly status: number;
  readonly requestId: string;
}

export interface UploadView {
  readonly id: string;
  readonly status: 'uploading' | 'ingesting' | 'ready' | 'failed';
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly problem: FileProblem | null;
  readonly files: readonly FileView[];
}

/** `GET /jobs/:id`: the reading of a file; a job has the id of its file. */
export interface JobView {
  readonly id: string;
  readonly uploadId: string;
  /** Of the file. */
  readonly name: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  /** 0..1 */
  readonly fraction: number;
  readonly bytesRead: number;
  /** After unpacking. */
  readonly bytes: number;
  /** Measured since the present try began; null where nothing was measured yet, and where nothing runs. */
  readonly bytesPerSecond: number | null;
  /** Milliseconds to its end at that rate. */
  readonly etaMs: number | null;
  /** Epoch milliseconds; null before it began and after it ended. */
  readonly startedAt: number | null;
  /** 1 on the first try; null after it ended. */
  readonly attempt: number | null;
  readonly problem: FileProblem | null;
}

/** 202 of `POST /upload-logs`; 200 where exactly these files were there already (`existing`). */
export interface UploadReceipt {
  readonly upload: UploadView;
  /** True where an earlier upload holds the same files under the same names: it is returned and nothing is stored twice. */
  readonly existing: boolean;
}

/** `GET /upload-logs/resumable/:id`; the same as headers with HEAD. */
export interface ResumableView {
  readonly id: string;
  /** Bytes that are stored: what is sent next is what stands behind them. */
  readonly offset: number;
  readonly length: number;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** Id of what it became, when all bytes are there. */
  readonly upload: string | null;
  /** True where an earlier upload has exactly these files. */
  readonly existing: boolean;
}

/** `GET /uploads?limit=&offset=`, newest first. */
export interface UploadList {
  readonly uploads: readonly UploadView[];
  readonly total: number;
}

/** `GET /uploads/:id/lines?file=&from=&to=`: lines [from, to], 1-based, inclusive, at most 2,000 at once. */
export interface LinesView {
  readonly file: { readonly id: string; readonly name: string; readonly bytes: number };
  readonly from: number;
  readonly lines: readonly {
    readonly number: number;
    readonly text: string;
    /** True where a very long line was cut; `bytes` is its whole length. */
    readonly cut: boolean;
    readonly bytes: number;
    readonly level: Level;
  }[];
  readonly totalLines: number;
}

/** `POST /search-logs`. Without `uploads` and `files` everything in the project is searched. */
export interface SearchLogsBody {
  /** Words, `"phrases"`, `/patterns/i`, `level:error`, `after:-2h` and more; see `docs/guides/search.md`. */
  readonly query: string;
  /** Without it the query decides. `exact`, `regex`: all of the query is one text or pattern. */
  readonly mode?: 'ranked' | 'exact' | 'regex';
  readonly uploads?: readonly string[];
  readonly files?: readonly string[];
  readonly levels?: readonly Level[];
  /** Epoch milliseconds; events of [after, before]. */
  readonly after?: number;
  readonly before?: number;
  readonly limit?: number;
  /** Lines before and behind each hit, at most 20. */
  readonly context?: number;
  /** Counts the values of up to 200,000 matching lines instead of the first 1,000. */
  readonly values?: boolean;
  /** A question about the values of the lines: "which host most?". */
  readonly ask?: string;
}

/** What `data` of `POST /search-logs` is. */
export type { SearchLogsAnswer } from '@datasherpa/tools/ingestion';

/** `POST /debug`. `text` is log text sent along; it is stored as an upload and only that text is looked at. */
export interface DebugBody {
  readonly question: string;
  readonly uploads?: readonly string[];
  readonly files?: readonly string[];
  readonly text?: string;
}

/** `GET /tools`: what can be called at `POST /tools/:plugin/:tool`, with JSON schemas of input and output. */
export interface ToolView {
  /** `log-search.diagnose` */
  readonly name: string;
  readonly plugin: string;
  readonly tool: string;
  readonly summary: string;
  readonly risk: 'read' | 'write' | 'exec';
  /** REST paths that call it, the short one first. */
  readonly routes: readonly string[];
  readonly cli: { readonly command: string; readonly positional: readonly string[] } | null;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, unknown>>;
  readonly examples: readonly { readonly request: string; readonly input: unknown }[];
}

/** `GET /plugins`: those that run and those that were refused, with the reason. */
export interface PluginView {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  readonly status: 'active' | 'disabled';
  /** Why it is disabled; null where it runs. */
  readonly reason: string | null;
  readonly capabilities: readonly string[];
  readonly tools: readonly string[];
}

/**
 * `POST /agent`. The answer is a UI message stream (`text/event-stream`, `x-vercel-ai-ui-message-stream: v1`), one JSON chunk an event,
 * `data: [DONE]` at the end. Its `start` chunk has `messageMetadata: { runId, threadId }`. With `accept: application/json` it is one `Answer`.
 */
export interface AgentBody {
  readonly message: string;
  /** Goes on with a conversation; a new one is begun without. */
  readonly threadId?: string;
  readonly uploads?: readonly string[];
  readonly files?: readonly string[];
}

/** One event of `/agent` and of `GET /runs/:id/stream?after=n`; the SSE `id` is its sequence number inside the run. */
export type { AgentChunk };

export interface ThreadView {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** `GET /threads?limit=&offset=`, most recently used first. */
export interface ThreadList {
  readonly threads: readonly ThreadView[];
  readonly total: number;
}

export interface RunView {
  readonly id: string;
  readonly status: 'running' | 'waiting' | 'done' | 'failed' | 'cancelled';
  readonly createdAt: number;
  readonly endedAt: number | null;
  /** What the user said. */
  readonly message: string;
  /** The chunks of the answer, as the stream had them. */
  readonly chunks: readonly AgentChunk[];
}

/** `GET /threads/:id`: the whole conversation, the oldest run first. */
export interface ThreadDetail {
  readonly thread: ThreadView;
  readonly runs: readonly RunView[];
  /** Runs of the thread; `runs` holds the newest of them (`?limit=`, 50 by default). */
  readonly total: number;
}

/** `GET /approvals`: what waits for a decision. */
export interface ApprovalView {
  readonly id: string;
  readonly runId: string;
  readonly threadId: string;
  readonly tool: string;
  /** Exactly what will run. */
  readonly input: unknown;
  readonly risk: 'write' | 'exec';
  readonly status: 'pending' | 'approved' | 'rejected' | 'expired' | 'used';
  readonly createdAt: number;
}

/** `POST /approvals/:id` */
export interface ApprovalDecision {
  readonly decision: 'approve' | 'reject';
}

/** Its answer. */
export interface ApprovalReceipt {
  readonly approval: ApprovalView;
  /** The run that goes on; null where a tool was called directly: repeat that call with `?approval=ID`. */
  readonly runId: string | null;
}

/** One kind of failure of the project, and what is remembered of it. */
export interface FailureView {
  readonly fingerprint: string;
  readonly cause: string;
  readonly title: string;
  /** `regressed`: it happened again after a note said what fixed it. */
  readonly status: 'new' | 'recurring' | 'regressed';
  /** The decisive line without its values; '' where its uploads were deleted. */
  readonly template: string;
  readonly component: string;
  /** How often it happened; the same occurrence in two uploads is one. */
  readonly occurrences: number;
  /** Epoch milliseconds; null where its uploads were deleted. */
  readonly firstSeen: number | null;
  readonly lastSeen: number | null;
  /** Text of a user, as it was written: never markup. */
  readonly note: { readonly text: string; readonly at: number } | null;
  /** Ids of uploads that have it, the newest first, at most 20 of `uploadsTotal`. */
  readonly uploads: readonly string[];
  readonly uploadsTotal: number;
}

/** `GET /failures?limit=&offset=`, the last seen first. */
export interface FailureList {
  readonly failures: readonly FailureView[];
  readonly total: number;
}

/** `PUT /failures/:fingerprint/note`: what fixed it, at most 4,000 characters. An empty text removes the note. */
export interface FailureNoteBody {
  readonly text: string;
}

/**
 * What the server sends over `WS /logs/live?name=FILE` (a new session) or `?session=ID&offset=N&alerts=M` (goes on with one: the last
 * acknowledged offset and alert). Binary frames of the sender are the bytes of the log, in order, from the offset of `ready` on; its
 * one text frame `{"type":"end"}` says that nothing more comes. A session is an upload, and its file, once it is sealed.
 */
export type LiveMessage =
  | {
      readonly type: 'ready';
      readonly session: string;
      readonly file: string;
      /** Bytes that are stored: what is sent next is what stands behind them. */
      readonly offset: number;
    }
  | { readonly type: 'ack'; readonly offset: number }
  /** Numbers count from 1 without gaps; after a reconnect those behind `alerts` come again. */
  | { readonly type: 'alert'; readonly number: number; readonly alert: LiveAlert }
  /** Every 15 seconds, also where nothing came: a sender that hears nothing for a minute is cut off. */
  | {
      readonly type: 'rates';
      readonly linesPerMinute: number;
      readonly errorsPerMinute: number;
      readonly counts: LiveCounts;
      /** Alerts beyond the first 1,000, which are only counted. */
      readonly untoldAlerts: number;
    }
  /** Everything is stored as an upload and can be diagnosed as soon as it was read. */
  | {
      readonly type: 'sealed';
      readonly upload: string;
      readonly file: string;
      readonly bytes: number;
    }
  /** The server stops: connect again, to it or to the next one. */
  | { readonly type: 'stopping' }
  | {
      readonly type: 'error';
      readonly code: ErrorCode;
      readonly message: string;
      readonly hint: string;
    };

/** `GET /health` */
export interface Health {
  readonly status: 'ok' | 'degraded' | 'down';
  readonly version: string;
  readonly components: Readonly<
    Record<string, { readonly status: 'ok' | 'off' | 'down'; readonly detail: string }>
  >;
}

/** Whether requests can be served, and what answers have to do without: `GET /health/ready`. */
export interface Ready {
  readonly status: 'ok' | 'degraded';
  readonly without: readonly string[];
}

/** The server's limits, so that a face can warn before it sends: `GET /limits`. */
export interface ServerLimits {
  readonly maxUploadBytes: number;
  readonly maxUnpackedBytes: number;
  readonly maxFiles: number;
  readonly maxJsonBytes: number;
  readonly maxLinesAtOnce: number;
  /** Formats that a file can be read as. */
  readonly formats: readonly FormatId[];
}

interface Call {
  readonly signal?: AbortSignal | undefined;
}

export interface Client {
  /** Whether a connection lies between, which may break. */
  readonly isRemote: boolean;
  health(call?: Call): Promise<Health>;
  /** Streams the files with back-pressure; they are never held in memory. */
  upload(files: AsyncIterable<OutgoingFile>, call?: Call): Promise<UploadReceipt>;
  /** The server reads a file from an address, where it is allowed to: `POST /upload-logs` as JSON. */
  uploadUrl(url: string, call?: Call): Promise<UploadReceipt>;
  /** Sends in parts and goes on after a break, also where an earlier sender stopped. For what is too much to be sent twice. */
  uploadResumable(
    body: OutgoingBody,
    call?: Call & { readonly onStored?: (bytes: number) => void },
  ): Promise<UploadView>;
  uploads(page?: { limit?: number; offset?: number }, call?: Call): Promise<UploadList>;
  /** Reads files of an upload again, as a format and not as what they were detected to be: `PUT /uploads/:id/format`, 202. */
  readAs(id: string, body: ReadAsBody, call?: Call): Promise<UploadView>;
  /** Deletes an upload with all that was made from it: `DELETE /uploads/:id`, 204. */
  deleteUpload(id: string, call?: Call): Promise<void>;
  /** The upload as it changes, until every file is `ready` or `failed`: `GET /uploads/:id/events` (SSE, event `upload`). */
  watchUpload(id: string, call?: Call): AsyncGenerator<UploadView>;
  /** Stops the reading of a file: `POST /jobs/:id/cancel`. What has ended stays as it is. */
  cancelJob(id: string, call?: Call): Promise<JobView>;
  failures(page?: { limit?: number; offset?: number }, call?: Call): Promise<FailureList>;
  /** Writes what fixed a failure; an empty text removes it. */
  noteFailure(fingerprint: string, text: string, call?: Call): Promise<FailureView>;
  /** Calls a tool by its REST path (`/debug`, `/tools/log-search/diagnose`). */
  callTool(path: string, input: unknown, call?: Call): Promise<Answer>;
  tools(call?: Call): Promise<readonly ToolView[]>;
  /** Drawings of a Spark run: `GET /spark-plots/ID`. */
  sparkPlots(
    run: { readonly id: string; readonly attempt: string | null },
    call?: Call,
  ): Promise<SparkPlots>;
  /** Free-form question: the chunks of the answer as they come. */
  agent(body: AgentBody, call?: Call): AsyncGenerator<AgentChunk>;
  /** Parts of a run after a sequence number, as they come. */
  followRun(id: string, after: number, call?: Call): AsyncGenerator<AgentChunk>;
  /** Stops a run; false where it had ended. */
  cancelRun(id: string, call?: Call): Promise<boolean>;
  /** Gives or refuses an approval; the run that waited for it goes on under its id. */
  decideApproval(
    id: string,
    decision: ApprovalDecision['decision'],
    call?: Call,
  ): Promise<ApprovalReceipt>;
  keys(call?: Call): Promise<readonly AccessKeyView[]>;
  /** The secret is only in this answer. */
  createKey(
    key: { name: string; role?: Me['role']; project?: string; days?: number; user?: string },
    call?: Call,
  ): Promise<{ readonly key: AccessKeyView; readonly secret: string }>;
  /** A new secret in the place of a key, which ends after the hours, or at once: `POST /keys/:id/rotate`. */
  rotateKey(
    id: string,
    graceHours: number,
    call?: Call,
  ): Promise<{ readonly key: AccessKeyView; readonly secret: string }>;
  revokeKey(id: string, call?: Call): Promise<void>;
  pipelines(page?: { limit?: number; offset?: number }, call?: Call): Promise<PipelineList>;
  pipelineRuns(
    id: string,
    page?: { limit?: number; offset?: number },
    call?: Call,
  ): Promise<PipelineRunList>;
  settings(call?: Call): Promise<SettingList>;
  /** Values by name; null goes back to what counts without it. */
  changeSettings(values: Readonly<Record<string, unknown>>, call?: Call): Promise<SettingList>;
  users(page?: { limit?: number; offset?: number }, call?: Call): Promise<UserList>;
  createUser(user: { name: string; role: Me['role'] }, call?: Call): Promise<UserView>;
  changeUser(
    id: string,
    change: { role?: Me['role']; disabled?: boolean },
    call?: Call,
  ): Promise<UserView>;
}

export interface ClientOptions {
  /** For example `http://127.0.0.1:7171`. */
  readonly baseUrl: string;
  /** Sent with every request, to servers that ask for one. */
  readonly key?: string;
  /** Default: the global one. The CLI passes the app's own `request` to work without a socket. */
  readonly fetch?: (request: Request) => Response | Promise<Response>;
}

/** @throws (each method) the `SherpaError` of the server's problem document, or SERVER_UNREACHABLE. */
export function createClient(options: ClientOptions): Client {
  const fetched = options.fetch ?? ((request: Request) => fetch(request));
  const send = (request: Request): Promise<Response> | Response => {
    if (options.key !== undefined) request.headers.set('authorization', `Bearer ${options.key}`);
    return fetched(request);
  };

  /** What fails on the way, or is not what a DataSherpa server sends, becomes SERVER_UNREACHABLE. */
  async function reach<T>(work: () => Promise<T>, signal?: AbortSignal | null): Promise<T> {
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof SherpaError) throw error;
      throw new SherpaError('SERVER_UNREACHABLE', { url: options.baseUrl }, { cause: error });
    }
  }

  const exchange = (method: string, path: string, init: RequestInit): Promise<Response> =>
    reach(
      async () => send(new Request(new URL(path, options.baseUrl), { ...init, method })),
      init.signal,
    );

  async function request(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const response = await exchange(method, path, init);
    if (!response.ok) throw await readProblem(response, options.baseUrl);
    return response;
  }

  const json = async <T>(method: string, path: string, body?: unknown, call?: Call): Promise<T> => {
    const response = await request(method, path, {
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(call?.signal && { signal: call.signal }),
    });
    return (await reach(() => response.json(), call?.signal)) as T;
  };

  async function* events<T>(response: Response, signal?: AbortSignal): AsyncGenerator<T> {
    const parts = readServerSentEvents(response.body);
    try {
      for (;;) {
        const { value, done } = await reach(() => parts.next(), signal);
        if (done || value.data === '[DONE]') return;
        yield JSON.parse(value.data) as T;
      }
    } finally {
      await parts.return(undefined);
    }
  }

  return {
    isRemote: options.fetch === undefined,
    async health(call) {
      const response = await exchange('GET', '/health', {
        headers: { accept: 'application/json' },
        ...(call?.signal && { signal: call.signal }),
      });
      const health = (await reach(() => response.json(), call?.signal)) as Health | null;
      // A server that is down says so with 503 and the same document.
      if (typeof health?.components === 'object') return health;
      throw new SherpaError('SERVER_UNREACHABLE', { url: options.baseUrl });
    },
    async upload(files, call) {
      const { body, contentType } = multipartBody(files);
      const response = await request('POST', '/upload-logs', {
        headers: { accept: 'application/json', 'content-type': contentType },
        body,
        duplex: 'half',
        ...(call?.signal && { signal: call.signal }),
      } as RequestInit);
      return (await reach(() => response.json(), call?.signal)) as UploadReceipt;
    },
    uploadUrl: (url, call) => json('POST', '/upload-logs', { url }, call),
    async uploadResumable(body, call) {
      const id = await sendResumable(body, { request, ...call });
      return json('GET', `/uploads/${encodeURIComponent(id)}`, undefined, call);
    },
    uploads: ({ limit = 50, offset = 0 } = {}, call) =>
      json('GET', `/uploads?limit=${limit}&offset=${offset}`, undefined, call),
    readAs: (id, body, call) =>
      json('PUT', `/uploads/${encodeURIComponent(id)}/format`, body, call),
    async deleteUpload(id, call) {
      await request('DELETE', `/uploads/${encodeURIComponent(id)}`, {
        ...(call?.signal && { signal: call.signal }),
      });
    },
    async *watchUpload(id, call) {
      const response = await request('GET', `/uploads/${encodeURIComponent(id)}/events`, {
        headers: { accept: 'text/event-stream' },
        ...(call?.signal && { signal: call.signal }),
      });
      yield* events<UploadView>(response, call?.signal);
    },
    cancelJob: (id, call) =>
      json('POST', `/jobs/${encodeURIComponent(id)}/cancel`, undefined, call),
    failures: ({ limit = 50, offset = 0 } = {}, call) =>
      json('GET', `/failures?limit=${limit}&offset=${offset}`, undefined, call),
    noteFailure: (fingerprint, text, call) =>
      json('PUT', `/failures/${encodeURIComponent(fingerprint)}/note`, { text }, call),
    callTool: (path, input, call) => json('POST', path, input, call),
    sparkPlots: ({ id, attempt }, call) =>
      json(
        'GET',
        `/spark-plots/${encodeURIComponent(id)}${attempt === null ? '' : `?attempt=${encodeURIComponent(attempt)}`}`,
        undefined,
        call,
      ),
    tools: async (call) =>
      (await json<{ tools: ToolView[] }>('GET', '/tools', undefined, call)).tools,
    async *agent(body, call) {
      const response = await request('POST', '/agent', {
        headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
        body: JSON.stringify(body),
        ...(call?.signal && { signal: call.signal }),
      });
      yield* events<AgentChunk>(response, call?.signal);
    },
    async *followRun(id, after, call) {
      const response = await request(
        'GET',
        `/runs/${encodeURIComponent(id)}/stream?after=${after}`,
        {
          headers: { accept: 'text/event-stream' },
          ...(call?.signal && { signal: call.signal }),
        },
      );
      yield* events<AgentChunk>(response);
    },
    cancelRun: async (id, call) =>
      (
        await json<{ cancelled: boolean }>(
          'POST',
          `/runs/${encodeURIComponent(id)}/cancel`,
          undefined,
          call,
        )
      ).cancelled,
    decideApproval: (id, decision, call) =>
      json('POST', `/approvals/${encodeURIComponent(id)}`, { decision }, call),
    keys: async (call) =>
      (await json<{ keys: readonly AccessKeyView[] }>('GET', '/keys', undefined, call)).keys,
    createKey: (key, call) => json('POST', '/keys', key, call),
    rotateKey: (id, graceHours, call) =>
      json(
        'POST',
        `/keys/${encodeURIComponent(id)}/rotate?graceHours=${graceHours}`,
        undefined,
        call,
      ),
    pipelines: ({ limit = 20, offset = 0 } = {}, call) =>
      json('GET', `/pipelines?limit=${limit}&offset=${offset}`, undefined, call),
    pipelineRuns: (id, { limit = 20, offset = 0 } = {}, call) =>
      json(
        'GET',
        `/pipelines/${encodeURIComponent(id)}/runs?limit=${limit}&offset=${offset}`,
        undefined,
        call,
      ),
    settings: (call) => json('GET', '/settings', undefined, call),
    changeSettings: (settings, call) => json('PUT', '/settings', { settings }, call),
    users: ({ limit = 200, offset = 0 } = {}, call) =>
      json('GET', `/users?limit=${limit}&offset=${offset}`, undefined, call),
    createUser: (user, call) => json('POST', '/users', user, call),
    changeUser: (id, change, call) =>
      json('PATCH', `/users/${encodeURIComponent(id)}`, change, call),
    async revokeKey(id, call) {
      await request('DELETE', `/keys/${encodeURIComponent(id)}`, {
        ...(call?.signal && { signal: call.signal }),
      });
    },
  };
}

/** Makes the server's problem an error again, with its own words. */
async function readProblem(response: Response, url: string): Promise<SherpaError> {
  const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
  if (problem?.code === undefined) return new SherpaError('SERVER_UNREACHABLE', { url });
  return SherpaError.fromProblem(problem as Problem);
}

export type { OutgoingBody, OutgoingFile };
export { formHead, formTail } from './multipart-body.ts';
