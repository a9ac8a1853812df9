import type { ChatModel, Embedder } from '@datasherpa/tools/ports';
import type { Metrics, ObservedModelRequest } from './metrics.ts';
import type { Traces } from './traces.ts';

/** Counts, times and traces requests to models; their words are not kept. */
interface Observers {
  readonly metrics: Metrics;
  readonly traces: Traces;
}

/** A chat model that is observed. */
export function measuredChatModel(model: ChatModel, observers: Observers): ChatModel {
  const lengthOf = ({ messages }: { messages: readonly { content: string }[] }): number =>
    messages.reduce((sum, { content }) => sum + content.length, 0);
  return {
    profile: model.profile,
    health: (signal) => model.health(signal),
    async *stream(request) {
      const end = begin(observers, 'chat', model.profile.name, lengthOf(request));
      let received = 0;
      let outcome: ObservedModelRequest['outcome'] = 'cancelled';
      try {
        for await (const part of model.stream(request)) {
          received += part.length;
          yield part;
        }
        outcome = 'answered';
      } catch (error) {
        if (!request.signal?.aborted) outcome = 'failed';
        throw error;
      } finally {
        // Also where the reader goes away in the middle.
        end(outcome, received);
      }
    },
    generateObject: (request) =>
      measured(
        begin(observers, 'chat', model.profile.name, lengthOf(request)),
        request.signal,
        async () => {
          const value = await model.generateObject(request);
          return { value, received: JSON.stringify(value)?.length ?? 0 };
        },
      ),
  };
}

/** An embedder that is observed. */
export const measuredEmbedder = (embedder: Embedder, observers: Observers): Embedder => ({
  model: embedder.model,
  dimensions: embedder.dimensions,
  embed: (texts, kind, signal) =>
    measured(
      begin(
        observers,
        'embedding',
        embedder.model,
        texts.reduce((sum, text) => sum + text.length, 0),
      ),
      signal,
      async () => ({ value: await embedder.embed(texts, kind, signal), received: 0 }),
    ),
});

/** Begins to observe a request; the function that comes back ends it. */
function begin(
  { metrics, traces }: Observers,
  kind: ObservedModelRequest['kind'],
  model: string,
  sent: number,
): (outcome: ObservedModelRequest['outcome'], received: number) => void {
  const started = performance.now();
  const span = traces.begin('client');
  return (outcome, received) => {
    metrics.model({ kind, outcome, ms: performance.now() - started, sent, received });
    span.end(
      `${kind} ${model}`,
      {
        'gen_ai.operation.name': kind === 'chat' ? 'chat' : 'embeddings',
        'gen_ai.request.model': model,
        'datasherpa.outcome': outcome,
        'datasherpa.characters.sent': sent,
        'datasherpa.characters.received': received,
      },
      outcome === 'failed',
    );
  };
}

async function measured<Value>(
  end: (outcome: ObservedModelRequest['outcome'], received: number) => void,
  signal: AbortSignal | undefined,
  ask: () => Promise<{ value: Value; received: number }>,
): Promise<Value> {
  try {
    const { value, received } = await ask();
    end('answered', received);
    return value;
  } catch (error) {
    end(signal?.aborted ? 'cancelled' : 'failed', 0);
    throw error;
  }
}
