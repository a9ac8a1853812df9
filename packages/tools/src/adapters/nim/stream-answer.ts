import { SherpaError } from '../../errors.ts';
import type { ChatMessage } from '../../ports/chat-model.ts';
import type { Endpoint, EndpointOptions } from './endpoint.ts';
import type { Pacing } from './pacing.ts';
import type { RequestLimit } from './request-limit.ts';
import { refusalIn, toSherpaError } from './to-sherpa-error.ts';
import { withBackoff } from './with-backoff.ts';

/** How long an endpoint may be silent. */
export interface Patience {
  /** Milliseconds until the first part of the answer. */
  readonly firstTokenMs: number;
  /** Milliseconds between two parts. */
  readonly idleMs: number;
}

export interface AnswerRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly temperature: number;
  readonly topP?: number;
  readonly maxTokens?: number;
  /** Sent in the body as they are. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal | undefined;
}

/** A part of an answer. `reasoning`: the server has told thinking and answer apart, and this is thinking. */
export interface AnswerPart {
  readonly text: string;
  readonly reasoning: boolean;
}

/**
 * Asks and streams what comes, thinking included. Nothing is asked again after the first part. The request is closed when the
 * caller stops reading, aborts, or loses patience.
 * @throws MODEL_STALLED, MODEL_RATE_LIMITED, MODEL_UNAVAILABLE, MODEL_BAD_ANSWER, the abort reason, or an EndpointRefusal that
 * `passOn` names.
 */
export async function* streamAnswer(
  endpoint: Endpoint,
  request: AnswerRequest,
  options: {
    readonly patience: Patience;
    readonly limit: RequestLimit;
    readonly pacing: Pacing;
    readonly passOn?: (status: number) => boolean;
    readonly counting: Counting;
  },
): AsyncGenerator<AnswerPart> {
  const { signal } = request;
  signal?.throwIfAborted();
  const hangUp = new AbortController();
  const next = async (iterator: Parts, patienceMs: number) =>
    await nextWithin(iterator, patienceMs, () => hangUp.abort());
  let iterator: Parts | undefined;
  try {
    let { result, parts } = await withBackoff(
      async () => {
        const stop = signal ? AbortSignal.any([signal, hangUp.signal]) : hangUp.signal;
        const begin = async (streamUsage: boolean) => {
          const parts = await ask(endpoint, request, streamUsage, stop);
          return { parts, result: await next(parts, options.patience.firstTokenMs) };
        };
        const { counting } = options;
        const counts = counting.onTokens !== undefined && !counting.isRefused;
        try {
          return await begin(counts);
        } catch (error) {
          // Tokens are no reason to go without an answer.
          if (!counts || !/stream_options|include_usage/.test(refusalIn(error)?.message ?? ''))
            throw error;
          counting.isRefused = true;
          return begin(false);
        }
      },
      { ...options, urgency: 'interactive', signal },
    );
    iterator = parts;
    let finished = false;
    while (!result.done) {
      const { message, generationInfo } = result.value;
      finished ||= generationInfo?.['finish_reason'] !== undefined;
      const { usage_metadata: usage } = message as Counted;
      if (usage)
        options.counting.onTokens?.({ sent: usage.input_tokens, received: usage.output_tokens });
      const { reasoning_content: thought } = message.additional_kwargs;
      if (typeof thought === 'string' && thought !== '') yield { text: thought, reasoning: true };
      if (message.text !== '') yield { text: message.text, reasoning: false };
      result = await next(iterator, options.patience.idleMs);
    }
    signal?.throwIfAborted();
    // Proxies close an idle stream as if it had ended.
    if (!finished) throw new SherpaError('MODEL_BAD_ANSWER', { reason: 'it stops before its end' });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof SherpaError || iterator === undefined) throw error;
    throw toSherpaError(error);
  } finally {
    hangUp.abort();
    iterator?.return(undefined).catch(() => {});
  }
}

/** The library's type of a part leaves it out. */
interface Counted {
  readonly usage_metadata?: { readonly input_tokens: number; readonly output_tokens: number };
}

/** Whether the endpoint counts tokens in streams, and who is told. */
interface Counting extends Pick<EndpointOptions, 'onTokens'> {
  isRefused: boolean;
}

type Parts = Awaited<ReturnType<typeof ask>>;

/** The library takes half a second to load, so that it is loaded with the first question only. */
async function ask(
  endpoint: Endpoint,
  request: AnswerRequest,
  streamUsage: boolean,
  signal: AbortSignal,
) {
  const [{ ChatOpenAICompletions }, { AIMessage, HumanMessage, SystemMessage }] = await Promise.all(
    [import('@langchain/openai'), import('@langchain/core/messages')],
  );
  const model = new ChatOpenAICompletions({
    model: request.model,
    // The endpoint adds the key; without one here the library would look for it in the environment.
    apiKey: 'set-by-the-endpoint',
    temperature: request.temperature,
    ...(request.topP !== undefined && { topP: request.topP }),
    ...(request.maxTokens !== undefined && { maxTokens: request.maxTokens }),
    modelKwargs: { ...request.fields },
    maxRetries: 0,
    streamUsage,
    configuration: {
      baseURL: endpoint.url,
      fetch: endpoint.fetch,
      organization: null,
      project: null,
      logLevel: 'off',
    },
  });
  const messages = request.messages.map(({ role, content }) =>
    role === 'system'
      ? new SystemMessage(content)
      : role === 'user'
        ? new HumanMessage(content)
        : new AIMessage(content),
  );
  // Not `stream`: that goes through callbacks, which send prompts to a tracing service where the environment names one.
  // oxlint-disable-next-line no-underscore-dangle
  return model._streamResponseChunks(messages, { signal });
}

async function nextWithin<T>(
  iterator: AsyncGenerator<T>,
  milliseconds: number,
  hangUp: () => void,
): Promise<IteratorResult<T, unknown>> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new SherpaError('MODEL_STALLED', { seconds: milliseconds / 1000 }));
    hangUp();
  }, milliseconds);
  try {
    return await Promise.race([iterator.next(), late]);
  } finally {
    clearTimeout(timer);
  }
}
