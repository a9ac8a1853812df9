import { z } from 'zod';
import { SherpaError } from '@datasherpa/tools/errors';
import type { AgentHost } from './agent.ts';
import { modelOf } from '../registry/project-settings.ts';
import { plainAnswer } from './plain-answer.ts';
import {
  turnOf,
  type ConversationState,
  type ConversationUpdate,
  type NodeRuntime,
} from './state.ts';

const maxHistory = 6;
const maxTokens = 400;

/**
 * Asks a model once, with a schema, which of the candidates is meant. Without a model, or where its choice does not fit a tool's own
 * schema, the guess of the router is taken; without a guess the user is asked.
 */
export const decide =
  (host: AgentHost) =>
  async (state: ConversationState, runtime: NodeRuntime): Promise<ConversationUpdate> => {
    const { runId, project, signal } = turnOf(runtime);
    const model = await modelOf(host, project);
    const chosen = model ? await choose({ ...host, model }, state, signal) : null;
    if (chosen) return { calls: [{ ...chosen, id: `${runId}-1` }] };
    if (state.calls.length > 0) return {};
    return {
      answer: plainAnswer({ kind: 'clarify' }, [...host.registry.tools.values()], runId),
    };
  };

async function choose(
  { model, registry }: AgentHost,
  state: ConversationState,
  signal: AbortSignal,
): Promise<{ tool: string; input: Record<string, unknown> } | null> {
  const candidates = state.candidates.flatMap((name) => registry.tools.get(name) ?? []);
  const tools = candidates
    .map(
      ({ name, tool }) =>
        `${name}: ${tool.summary}\narguments: ${JSON.stringify(z.toJSONSchema(tool.input, { io: 'input' }))}`,
    )
    .join('\n\n');
  const said = state.history
    .slice(-maxHistory)
    // Answers may quote others; which tool gave them is enough to understand a follow-up.
    .map(({ role, content, tool }) =>
      role === 'user' ? `user: ${content.slice(0, 300)}` : `answered by: ${tool ?? 'no tool'}`,
    )
    .join('\n');
  try {
    const reply = await model!.generateObject({
      messages: [
        {
          role: 'user',
          content: `Choose the tool for the last request of a data engineer and fill in its arguments. Use "none" if no tool fits.\n\n${tools}\n\nConversation so far:\n${said}\n\nLast request: ${state.request}`,
        },
      ],
      schemaName: 'choice',
      schema: {
        type: 'object',
        properties: {
          tool: { type: 'string', enum: [...state.candidates, 'none'] },
          arguments: { type: 'object' },
        },
        required: ['tool', 'arguments'],
        additionalProperties: false,
      },
      maxTokens,
      signal,
    });
    const choice = z
      .object({ tool: z.string(), arguments: z.record(z.string(), z.unknown()) })
      .safeParse(reply);
    const loaded = candidates.find(({ name }) => name === choice.data?.tool);
    if (!choice.success || !loaded) return null;
    // The scope is the user's: a model cannot widen it.
    const { shape } = loaded.tool.input;
    const input = {
      ...withoutMaterial(loaded.tool.input, choice.data.arguments),
      ...('uploads' in shape && { uploads: scopeOrNone(state.scope.uploads) }),
      ...('files' in shape && { files: scopeOrNone(state.scope.files) }),
    };
    return loaded.tool.input.safeParse(input).success ? { tool: loaded.name, input } : null;
  } catch (error) {
    signal.throwIfAborted();
    // The router's guess stands in for a model that does not answer.
    if (error instanceof SherpaError) return null;
    throw error;
  }
}

/** What is looked at comes from the user; with a log of its own making a model would choose the cause. */
const material = new Set<unknown>(['upload-ids', 'log-text']);
const withoutMaterial = (
  { shape }: z.ZodObject,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(given).filter(([name]) => !material.has(formatOf(shape[name]))),
  );

/** The `format` of an argument, also behind `optional` or a default. */
function formatOf(schema: z.core.$ZodType | undefined): unknown {
  return schema && z.toJSONSchema(schema, { io: 'input' }).format;
}

const scopeOrNone = (ids: readonly string[]): string[] | undefined =>
  ids.length > 0 ? [...ids] : undefined;
