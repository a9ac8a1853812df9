import { SherpaError } from '@datasherpa/tools/errors';
import type { Workspace } from '@datasherpa/tools/ingestion';
import type { ChatModel, Embedder } from '@datasherpa/tools/ports';
import type { z } from 'zod';
import { answerSchema, type Answer, type ToolResult } from '../plugin/answer.ts';
import type { Capability, ToolContext } from '../plugin/define-plugin.ts';
import type { LoadedTool, Registry } from './load-plugins.ts';
import { nearestName } from './nearest-name.ts';

/** What a host can give to tools. */
export interface ToolHost {
  readonly registry: Registry;
  readonly workspaceFor: (project: string) => Workspace;
  readonly model?: ChatModel;
  readonly embedder?: Embedder;
  readonly now: () => number;
}

export interface CallOptions {
  readonly project: string;
  readonly requestId: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (note: string, fraction: number | null) => void;
}

/**
 * The one gate to every tool, whatever face asks: input schema, risk, capabilities, time limit, output schema, and the check
 * of all evidence against the stored bytes.
 * @throws TOOL_UNKNOWN, INPUT_INVALID, APPROVAL_NEEDED, TIMED_OUT, CANCELLED, TOOL_OUTPUT_INVALID, and what the tool throws.
 */
export async function callTool(
  host: ToolHost,
  name: string,
  input: unknown,
  options: CallOptions,
): Promise<Answer> {
  const loaded = host.registry.tools.get(name);
  if (!loaded) {
    const near = nearestName(name, [...host.registry.tools.keys()]);
    throw new SherpaError('TOOL_UNKNOWN', {
      tool: name,
      nearest: near ? ` Did you mean "${near}"?` : '',
    });
  }
  const { tool } = loaded;
  const parsed = tool.input.safeParse(input);
  if (!parsed.success) throw invalidInput(parsed.error);
  if (tool.risk !== 'read') throw new SherpaError('APPROVAL_NEEDED', { tool: name });

  const started = host.now();
  const result = await withTimeLimit(loaded, options.signal, (signal) =>
    tool.run(contextOf(host, loaded, options, signal), parsed.data),
  );
  const output = tool.output.safeParse(result.data);
  if (!output.success)
    throw new SherpaError('TOOL_OUTPUT_INVALID', { tool: name }, { cause: output.error });
  const ran = host.now();
  const { kept, dropped } = await host.workspaceFor(options.project).verify(result.evidence ?? []);
  return answerSchema.parse({
    ...shape(result, dropped.length),
    data: output.data,
    evidence: kept,
    timings: { run: ran - started, verify: host.now() - ran },
    model: null,
    requestId: options.requestId,
  });
}

/** Evidence that is not in the bytes takes the certainty of the answer with it. */
function shape(result: ToolResult<unknown>, dropped: number) {
  const degraded = [...(result.degraded ?? [])];
  if (dropped > 0)
    degraded.push({
      what: 'evidence',
      why: `${dropped} quotes were not found in the stored bytes.`,
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
): ToolContext {
  const may = (capability: Capability): boolean => plugin.capabilities.includes(capability);
  return {
    project: options.project,
    requestId: options.requestId,
    signal,
    now: host.now,
    progress: (note, fraction) => options.onProgress?.(note, fraction),
    ...(may('model') && host.model && { model: host.model }),
    ...(may('embedder') && host.embedder && { embedder: host.embedder }),
    ...(may('workspace') && { workspace: host.workspaceFor(options.project) }),
  };
}

async function withTimeLimit<T>(
  { name, tool }: LoadedTool,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = AbortSignal.timeout(tool.timeoutMs);
  const signal = outer ? AbortSignal.any([outer, limit]) : limit;
  const stopped = new Promise<never>((_, reject) => {
    const stop = (): void => {
      reject(
        limit.aborted
          ? new SherpaError('TIMED_OUT', { what: name, seconds: tool.timeoutMs / 1000 })
          : new SherpaError('CANCELLED', { what: name }),
      );
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work(signal), stopped]);
}

function invalidInput(error: z.ZodError): SherpaError {
  const [issue] = error.issues;
  const field = issue?.path.join('.') ?? '';
  const reason = field === '' ? (issue?.message ?? 'unreadable') : `${field}: ${issue!.message}`;
  return new SherpaError('INPUT_INVALID', { reason }, field === '' ? {} : { field });
}
