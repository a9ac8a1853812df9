import { SherpaError } from '../../errors.ts';
import type { ChatMessage, ChatModel, ChatRequest } from '../../ports/chat-model.ts';
import { openEndpoint, EndpointRefusal, type EndpointOptions } from './endpoint.ts';
import { endpointHealth, type EndpointHealth } from './endpoint-health.ts';
import { profileOf } from './model-profiles.ts';
import { realPacing } from './pacing.ts';
import { readJsonObject, type WantedObject } from './read-json-object.ts';
import { shapeMessages } from './shape-messages.ts';
import { streamAnswer, type Patience } from './stream-answer.ts';
import { createThinkingStripper, type ThinkingStripper } from './strip-thinking.ts';

export interface NimChatOptions extends EndpointOptions, Partial<Patience> {
  /** As the endpoint calls it, for example `nvidia/llama-3.1-nemotron-nano-8b-v1`. */
  readonly model: string;
}

const maxResponseBytes = 16 * 1024 ** 2;
const maxAnswerCharacters = 1_000_000;
/** Tokens that thinking may use beside those of the answer. */
const thinkingTokens = 4096;
const healthKeptMs = 15_000;
const healthTimeoutMs = 3000;
const maxRepeated = 2000;

/** How an endpoint can be made to answer with an object, best first. The last needs nothing of the endpoint. */
const ways = ['response_format', 'guided_json', 'prompt'] as const;
type Way = (typeof ways)[number];

const notUnderstood = (status: number): boolean => status === 400 || status === 422;

/**
 * A chat model behind any OpenAI-compatible endpoint: NVIDIA NIM, hosted or in a container, vLLM, a gateway.
 * Opens no connection until it is asked.
 */
export function createNimChatModel(options: NimChatOptions): ChatModel {
  const { model, limit, pacing = realPacing, firstTokenMs = 30_000, idleMs = 20_000 } = options;
  const profile = profileOf(model);
  const endpoint = openEndpoint(options, maxResponseBytes);
  const patience = { firstTokenMs, idleMs };
  const counting = { isRefused: false, ...(options.onTokens && { onTokens: options.onTokens }) };
  let works: Way | null = null;
  let checked: { readonly at: number; readonly health: Promise<EndpointHealth> } | null = null;

  const thinks = ({ thinking = false }: ChatRequest): boolean =>
    thinking && profile.thinking !== 'none';

  const ask = (request: ChatRequest, fields: Readonly<Record<string, unknown>> = {}) => {
    const thinking = thinks(request);
    const shaped = shapeMessages(request.messages, profile, thinking);
    return streamAnswer(
      endpoint,
      {
        model,
        messages: shaped.messages,
        // NVIDIA's advice for its models: greedy without thinking, never greedy with it.
        ...(thinking ? { temperature: 0.6, topP: 0.95 } : { temperature: 0 }),
        ...(request.maxTokens !== undefined && {
          maxTokens: request.maxTokens + (thinking ? thinkingTokens : 0),
        }),
        fields: { ...shaped.fields, ...fields },
        signal: request.signal,
      },
      {
        patience,
        limit,
        pacing,
        counting,
        // With fields that not every endpoint knows, a refusal may be about them.
        ...(Object.keys(fields).length > 0 && { passOn: notUnderstood }),
      },
    );
  };

  async function* stream(request: ChatRequest): AsyncGenerator<string> {
    let stripper: ThinkingStripper | null = null;
    let toldApart = false;
    let length = 0;
    let said = false;
    for await (const { text, reasoning } of ask(request)) {
      length = bounded(length + text.length);
      toldApart ||= reasoning;
      if (reasoning) continue;
      // A server that tells thinking apart leaves none in the text.
      stripper ??= createThinkingStripper(thinks(request) && !toldApart);
      const shown = stripper.push(text);
      said ||= shown !== '';
      if (shown !== '') yield shown;
    }
    const rest = stripper?.end() ?? '';
    if (rest !== '') yield rest;
    if (!said && rest === '') throw new SherpaError('MODEL_BAD_ANSWER', { reason: 'it is empty' });
  }

  const text = async (request: ChatRequest, fields: Readonly<Record<string, unknown>>) => {
    let whole = '';
    for await (const part of ask(request, fields))
      if (!part.reasoning) {
        bounded(whole.length + part.text.length);
        whole += part.text;
      }
    return whole;
  };

  /** Asks in the best way that the endpoint is not known to refuse. */
  async function askForObject(
    request: ChatRequest,
    wanted: WantedObject,
  ): Promise<{ text: string; way: Way }> {
    for (const way of ways.slice(works === null ? 0 : ways.indexOf(works)))
      try {
        const said = await text(
          way === 'prompt'
            ? { ...request, messages: withSchema(request.messages, wanted) }
            : request,
          fieldsFor(way, wanted),
        );
        works = way;
        return { text: said, way };
      } catch (error) {
        if (!(error instanceof EndpointRefusal)) throw error;
      }
    throw new TypeError('the last way is never passed over');
  }

  return {
    profile,
    stream,

    async generateObject({ schema, schemaName, ...request }) {
      const wanted = { schema, schemaName };
      const first = await askForObject(request, wanted);
      const object = readJsonObject(first.text, wanted);
      if (object) return object;
      const second = await text(
        {
          ...request,
          messages: [
            ...request.messages,
            { role: 'assistant', content: first.text.slice(0, maxRepeated) },
            { role: 'user', content: `That was not it. ${schemaRequest(wanted)}` },
          ],
        },
        fieldsFor(first.way, wanted),
      );
      const repaired = readJsonObject(second, wanted);
      if (repaired) return repaired;
      throw new SherpaError('MODEL_BAD_ANSWER', {
        reason: 'it holds no JSON object of the wanted form, not even after it was asked for again',
      });
    },

    async health(signal) {
      const now = pacing.now();
      // Whoever asks next must not get the check that somebody else cancelled: it is not tied to one caller's signal.
      if (!checked || now - checked.at > healthKeptMs)
        checked = {
          at: now,
          health: endpointHealth(endpoint, model, Math.min(healthTimeoutMs, firstTokenMs)),
        };
      return await Promise.race([checked.health, cancelled(signal)]);
    },
  };
}

const cancelled = (signal: AbortSignal | undefined): Promise<EndpointHealth> =>
  new Promise((resolve) => {
    const stop = (): void => resolve({ ok: false, detail: 'the check was cancelled' });
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });

function fieldsFor(way: Way, { schema, schemaName }: WantedObject): Record<string, unknown> {
  if (way === 'response_format')
    return {
      response_format: {
        type: 'json_schema',
        json_schema: { name: schemaName, schema, strict: true },
      },
    };
  return way === 'guided_json' ? { nvext: { guided_json: schema } } : {};
}

const schemaRequest = ({ schema }: WantedObject): string =>
  `Answer with one JSON object and nothing else. It has to fit this JSON schema:\n${JSON.stringify(schema)}`;

/** Some chat templates take no two user turns after each other, so that the request goes into the last one. */
function withSchema(messages: readonly ChatMessage[], wanted: WantedObject): ChatMessage[] {
  const last = messages.at(-1);
  const asked = schemaRequest(wanted);
  return last?.role === 'user'
    ? [...messages.slice(0, -1), { role: 'user', content: `${last.content}\n\n${asked}` }]
    : [...messages, { role: 'user', content: asked }];
}

/** @throws MODEL_BAD_ANSWER */
function bounded(characters: number): number {
  if (characters > maxAnswerCharacters)
    throw new SherpaError('MODEL_BAD_ANSWER', {
      reason: `it has more than ${maxAnswerCharacters} characters`,
    });
  return characters;
}
