import type { ChatModel, Embedder } from '@datasherpa/tools/ports';
import type { Metrics, ObservedModelRequest } from './metrics.ts';

/** A chat model whose requests are counted and timed; their words are not kept. */
export function measuredChatModel(model: ChatModel, metrics: Metrics): ChatModel {
  const lengthOf = ({ messages }: { messages: readonly { content: string }[] }): number =>
    messages.reduce((sum, { content }) => sum + content.length, 0);
  return {
    profile: model.profile,
    health: (signal) => model.health(signal),
    async *stream(request) {
      const started = performance.now();
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
        const ms = performance.now() - started;
        metrics.model({ kind: 'chat', outcome, ms, sent: lengthOf(request), received });
      }
    },
    generateObject: (request) =>
      measured(metrics, 'chat', lengthOf(request), request.signal, async () => {
        const value = await model.generateObject(request);
        return { value, received: JSON.stringify(value)?.length ?? 0 };
      }),
  };
}

/** An embedder whose requests are counted and timed. */
export const measuredEmbedder = (embedder: Embedder, metrics: Metrics): Embedder => ({
  model: embedder.model,
  dimensions: embedder.dimensions,
  embed: (texts, kind, signal) =>
    measured(
      metrics,
      'embedding',
      texts.reduce((sum, text) => sum + text.length, 0),
      signal,
      async () => ({ value: await embedder.embed(texts, kind, signal), received: 0 }),
    ),
});

async function measured<Value>(
  metrics: Metrics,
  kind: ObservedModelRequest['kind'],
  sent: number,
  signal: AbortSignal | undefined,
  ask: () => Promise<{ value: Value; received: number }>,
): Promise<Value> {
  const started = performance.now();
  const end = (outcome: ObservedModelRequest['outcome'], received: number): void =>
    metrics.model({ kind, outcome, ms: performance.now() - started, sent, received });
  try {
    const { value, received } = await ask();
    end('answered', received);
    return value;
  } catch (error) {
    end(signal?.aborted ? 'cancelled' : 'failed', 0);
    throw error;
  }
}
