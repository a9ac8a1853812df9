import { SherpaError } from '@datasherpa/tools/errors';
import type { Workspace } from '@datasherpa/tools/ingestion';
import type { AirflowServer, ChatModel, Embedder, MetadataStore } from '@datasherpa/tools/ports';
import { v7 as timeOrderedId } from 'uuid';
import type { z } from 'zod';
import { answerSchema, type Answer, type ToolResult } from '../plugin/answer.ts';
import type { Capability, Risk, SourceParsers, ToolContext } from '../plugin/define-plugin.ts';
import { needsApprovalAnswer, requestApproval, useApproval } from './approvals.ts';
import type { LoadedTool, Registry } from './load-plugins.ts';
import { nearestName } from './nearest-name.ts';
import { modelUnder, withSettings, type SettingValues } from './project-settings.ts';
import type { Turns } from './turns.ts';
import { evidenceInside, evidenceKey, withoutEvidence } from './verified-output.ts';

/** What a host can give to tools. */
export interface ToolHost {
  readonly registry: Registry;
  readonly workspaceFor: (project: string) => Workspace;
  /**
   * Stores log text as an upload of its own and waits until it was read; resolves to the upload's id. Without it text that comes
   * with a message is only read as part of the question.
   */
  readonly keepText?: (project: string, text: string, signal: AbortSignal) => Promise<string>;
  /** Reads what an address stands for as an upload, under the policy of the host; resolves to the upload's id. */
  readonly readAddress?: (project: string, url: string, signal: AbortSignal) => Promise<string>;
  readonly model?: ChatModel;
  readonly embedder?: Embedder;
  readonly parsers?: SourceParsers;
  readonly airflow?: AirflowServer;
  /** Where approvals are kept; without it tools that need one are refused. */
  readonly metadata?: MetadataStore;
  /** Lets only so many calls run at once, so that one process serves each of many in good time and its memory stays bounded. */
  readonly turns?: Turns;
  /** Told of each call that was made: its tool, how it ended (status of the answer or code of the error), and what the answer had to do without. */
  readonly onCall?: (call: {
    tool: string;
    outcome: string;
    ms: number;
    missing: readonly string[];
  }) => void;
  /** Stands around each call and each run: its name, the ids it is known by, and the work itself. */
  readonly trace?: <Ended extends { readonly status: string }>(
    what: { readonly name: string; readonly requestId?: string; readonly runId?: string },
    work: () => Promise<Ended>,
  ) => Promise<Ended>;
  /** What a project set for requests that do not say it themselves. */
  readonly settings?: (project: string) => Promise<SettingValues>;
  readonly now: () => number;
}

export interface CallOptions {
  readonly project: string;
  readonly requestId: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (note: string, fraction: number | null) => void;
  /** Id of an approval that was given for exactly this call. It is used up. */
  readonly approval?: string;
}

/** What runs without being asked about. */
export const needsApproval = (risk: Risk): risk is 'write' | 'exec' => risk !== 'read';

/**
 * The one gate to every tool, whatever face asks: input schema, risk, capabilities, time limit, output schema, and the check
 * of all evidence against the stored bytes. A tool that writes or executes answers `needs_approval` with the id of an approval
 * in `data`, unless the call carries one.
 * @throws TOOL_UNKNOWN, INPUT_INVALID, APPROVAL_NEEDED, APPROVAL_DECIDED, TIMED_OUT, CANCELLED, TOOL_OUTPUT_INVALID, and what the
 * tool throws; errors outside the catalogue come as INTERNAL with the cause.
 */
export async function callTool(
  host: ToolHost,
  name: string,
  input: unknown,
  options: CallOptions,
): Promise<Answer> {
  const loaded = findTool(host.registry, name);
  const started = host.now();
  const tell = (outcome: string, missing: readonly string[]): void =>
    host.onCall?.({ tool: name, outcome, ms: host.now() - started, missing });
  try {
    const make = (): Promise<Answer> => makeCall(host, loaded, input, options);
    const answer = await (host.trace?.({ name, requestId: options.requestId }, make) ?? make());
    tell(
      answer.status,
      answer.degraded.map(({ what }) => what),
    );
    return answer;
  } catch (error) {
    tell(error instanceof SherpaError ? error.code : 'INTERNAL', []);
    throw error;
  }
}

async function makeCall(
  host: ToolHost,
  loaded: LoadedTool,
  input: unknown,
  options: CallOptions,
): Promise<Answer> {
  const { name } = loaded;
  const { tool } = loaded;
  const values = (await host.settings?.(options.project)) ?? new Map<string, unknown>();
  // What waits for an approval runs exactly as it was shown.
  const parsed = parseInput(
    loaded,
    needsApproval(tool.risk) ? input : withSettings(loaded, input, values),
  );
  const started = host.now();
  if (needsApproval(tool.risk)) {
    if (!host.metadata) throw new SherpaError('APPROVAL_NEEDED', { tool: name });
    const call = { project: options.project, tool: name, input: parsed, now: started };
    if (options.approval === undefined) return await askFirst(host, loaded, parsed, options);
    await useApproval(host.metadata, options.approval, call);
  }

  const run = (): Promise<ToolResult<unknown>> =>
    withTimeLimit(loaded, options, (signal) =>
      tool.run(contextOf(host, loaded, options, signal, values), parsed),
    );
  const result = host.turns ? await inTurn(host.turns, name, run, options.signal) : await run();
  const output = tool.output.safeParse(result.data);
  if (!output.success)
    throw new SherpaError('TOOL_OUTPUT_INVALID', { tool: name }, { cause: output.error });
  const ran = host.now();
  // Quotes inside the output are shown too: they pass the same check.
  const listed = result.evidence ?? [];
  const quoted = new Map(
    [...listed, ...evidenceInside(output.data)].map((each) => [evidenceKey(each), each]),
  );
  const { dropped } =
    quoted.size === 0
      ? { dropped: [] }
      : await host.workspaceFor(options.project).verify([...quoted.values()]);
  const unproved = new Set(dropped.map(evidenceKey));
  const answer = answerSchema.safeParse({
    ...shape(result, dropped.length),
    data: withoutEvidence(output.data, unproved),
    evidence: listed.filter((each) => !unproved.has(evidenceKey(each))),
    timings: { run: ran - started, verify: host.now() - ran },
    model: null,
    requestId: options.requestId,
  });
  if (!answer.success)
    throw new SherpaError('TOOL_OUTPUT_INVALID', { tool: name }, { cause: answer.error });
  return answer.data;
}

/** @throws TOOL_UNKNOWN with the nearest name. */
export function findTool(registry: Registry, name: string): LoadedTool {
  const loaded = registry.tools.get(name);
  if (loaded) return loaded;
  const near = nearestName(name, [...registry.tools.keys()]);
  throw new SherpaError('TOOL_UNKNOWN', {
    tool: name.slice(0, 100),
    nearest: near ? ` Did you mean "${near}"?` : '',
  });
}

/** @throws INPUT_INVALID with the field at fault. */
export function parseInput({ tool }: LoadedTool, input: unknown): Record<string, unknown> {
  const parsed = tool.input.safeParse(input);
  if (!parsed.success) throw invalidInput(parsed.error);
  return parsed.data;
}

/** The answer that stands in for the tool's own until somebody approved the call. */
async function askFirst(
  host: ToolHost,
  { name, tool }: LoadedTool,
  input: Record<string, unknown>,
  options: CallOptions,
): Promise<Answer> {
  const { id } = await requestApproval(host.metadata!, {
    id: timeOrderedId(),
    runId: '',
    threadId: '',
    project: options.project,
    tool: name,
    input,
    risk: tool.risk as 'write' | 'exec',
    createdAt: host.now(),
  });
  return needsApprovalAnswer({ id, tool: name, input, requestId: options.requestId });
}

/** Evidence that is not in the bytes takes the certainty of the answer with it. */
function shape(result: ToolResult<unknown>, dropped: number) {
  const degraded = [...(result.degraded ?? [])];
  if (dropped > 0)
    degraded.push({
      what: 'evidence',
      why: `${dropped} ${dropped === 1 ? 'quote was' : 'quotes were'} not found in the stored bytes.`,
      effect: 'They were left out, and the answer counts as inconclusive.',
    });
  return {
    status: dropped > 0 && result.status === 'found' ? 'inconclusive' : result.status,
    summary: result.summary,
    degraded,
    limits: result.limits ?? [],
    next: result.next ?? [],
  };
}

function contextOf(
  host: ToolHost,
  { plugin }: LoadedTool,
  options: CallOptions,
  signal: AbortSignal,
  values: SettingValues,
): ToolContext {
  const may = (capability: Capability): boolean => plugin.capabilities.includes(capability);
  return {
    project: options.project,
    requestId: options.requestId,
    signal,
    now: host.now,
    // A tool that reports after its end is not listened to.
    progress: (note, fraction) => {
      if (!signal.aborted) options.onProgress?.(note, fraction);
    },
    ...(may('model') && host.model && { model: modelUnder(host.model, values) }),
    ...(may('embedder') && host.embedder && { embedder: host.embedder }),
    ...(may('airflow') && host.airflow && { airflow: host.airflow }),
    ...(may('parsers') && host.parsers && { parsers: host.parsers }),
    ...(may('workspace') && {
      workspace: host.workspaceFor(options.project),
      ...(host.keepText && {
        keepText: (text: string) => host.keepText!(options.project, text, signal),
      }),
      ...(host.readAddress && {
        readAddress: (url: string) => host.readAddress!(options.project, url, signal),
      }),
    }),
  };
}

/** @throws CANCELLED where the caller went away while the call waited for its turn */
async function inTurn<T>(
  turns: Turns,
  name: string,
  run: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  try {
    return await turns.take(run, signal);
  } catch (error) {
    if (signal?.aborted && !(error instanceof SherpaError))
      throw new SherpaError('CANCELLED', { what: name }, { cause: error });
    throw error;
  }
}

async function withTimeLimit<T>(
  { name, tool }: LoadedTool,
  options: CallOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  // No `AbortSignal.timeout`: Node keeps its timer until the time is over, and with it the run of the agent that the call was made in.
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), tool.timeoutMs);
  const stopping = options.signal ? AbortSignal.any([options.signal, limit.signal]) : limit.signal;
  const stopped = new Promise<never>((_, reject) => {
    const stop = (): void => {
      reject(
        limit.signal.aborted
          ? new SherpaError('TIMED_OUT', { what: name, seconds: tool.timeoutMs / 1000 })
          : new SherpaError('CANCELLED', { what: name }),
      );
    };
    if (stopping.aborted) stop();
    else stopping.addEventListener('abort', stop, { once: true, signal: ended.signal });
  });
  const working = async (): Promise<T> => {
    stopping.throwIfAborted();
    try {
      return await work(AbortSignal.any([stopping, ended.signal]));
    } catch (error) {
      if (error instanceof SherpaError) throw error;
      throw new SherpaError('INTERNAL', { requestId: options.requestId }, { cause: error });
    }
  };
  try {
    return await Promise.race([stopped, working()]);
  } finally {
    clearTimeout(timer);
    ended.abort();
  }
}

function invalidInput(error: z.ZodError): SherpaError {
  const [issue] = error.issues;
  const field = issue?.path.join('.') ?? '';
  const reason = field === '' ? (issue?.message ?? 'unreadable') : `${field}: ${issue!.message}`;
  return new SherpaError('INPUT_INVALID', { reason }, field === '' ? {} : { field });
}
