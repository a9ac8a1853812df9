import { SherpaError } from '@datasherpa/tools/errors';
import type { ChatModel, ChatRequest, ModelProfile } from '@datasherpa/tools/ports';

/** One answer: text, whole or in the parts that are streamed; an object for `generateObject`; or an error that is thrown. */
export type ScriptedChatReply =
  | string
  | readonly string[]
  | Readonly<Record<string, unknown>>
  | Error;

export interface ScriptedChatModel extends ChatModel {
  /** What was asked, oldest first. */
  readonly requests: readonly ChatRequest[];
}

/**
 * A chat model in the process that says what it is told, for tests of plugins and of the agent.
 * @throws from its methods: MODEL_UNAVAILABLE when no reply is left, the abort reason, a TypeError where the next reply is of the
 * other kind.
 *
 * @example
 * const model = createScriptedChatModel(['It ran out of memory [E1].'])
 */
export function createScriptedChatModel(
  replies: readonly ScriptedChatReply[],
  profile: Partial<ModelProfile> = {},
): ScriptedChatModel {
  const requests: ChatRequest[] = [];
  const left = [...replies];
  const next = (request: ChatRequest): ScriptedChatReply => {
    request.signal?.throwIfAborted();
    requests.push(request);
    const reply = left.shift();
    if (reply instanceof Error) throw reply;
    if (reply === undefined)
      throw new SherpaError('MODEL_UNAVAILABLE', { reason: 'its script has no reply left' });
    return reply;
  };
  return {
    requests,
    profile: {
      name: 'scripted',
      thinking: 'none',
      nativeTools: false,
      jsonSchema: true,
      contextTokens: 8192,
      ...profile,
    },
    async *stream(request) {
      const reply = next(request);
      if (typeof reply !== 'string' && !isParts(reply))
        throw new TypeError('the next reply of the script is an object, but text was asked for');
      for (const part of typeof reply === 'string' ? [reply] : reply) {
        request.signal?.throwIfAborted();
        yield part;
      }
    },
    async generateObject(request) {
      const reply = next(request);
      if (typeof reply === 'string' || isParts(reply))
        throw new TypeError('the next reply of the script is text, but an object was asked for');
      return reply;
    },
    health: async () => ({ ok: true, detail: 'scripted' }),
  };
}

const isParts = (reply: ScriptedChatReply): reply is readonly string[] => Array.isArray(reply);
