import { SherpaError } from '../../errors.ts';
import type { Embedder } from '../../ports/embedder.ts';
import { EndpointRefusal, openEndpoint, type EndpointOptions } from './endpoint.ts';
import { realPacing } from './pacing.ts';
import { toSherpaError } from './to-sherpa-error.ts';
import { withBackoff } from './with-backoff.ts';

export interface NimEmbedderOptions extends EndpointOptions {
  /** As the endpoint calls it, for example `nvidia/nv-embedqa-e5-v5`. */
  readonly model: string;
  /** Length of its vectors; `nv-embedqa-e5-v5` has 1024. */
  readonly dimensions: number;
  /** Milliseconds that one request may take. */
  readonly timeoutMs?: number;
}

const batchSize = 32;
/** A number in JSON with its comma takes up to 25 characters; the rest is room for names. */
const maxResponseBytes = (dimensions: number): number =>
  batchSize * (dimensions * 32 + 1024) + 65_536;

/** What an endpoint answers to a batch that is too much for it. */
const tooMuch = (status: number): boolean => status === 400 || status === 413 || status === 422;

/**
 * An embedding model behind an OpenAI-compatible endpoint that knows NVIDIA's fields. An own client, because the common ones cannot
 * send `input_type` (without it recall drops) and `truncate` (without it one long line fails the whole batch).
 */
export function createNimEmbedder(options: NimEmbedderOptions): Embedder {
  const { model, dimensions, limit, pacing = realPacing, timeoutMs = 60_000 } = options;
  const endpoint = openEndpoint(options, maxResponseBytes(dimensions));
  /** What the endpoint is known to take. */
  let most = batchSize;

  async function request(
    input: readonly string[],
    kind: 'query' | 'passage',
    signal: AbortSignal | undefined,
  ): Promise<Float32Array[]> {
    const late = AbortSignal.timeout(timeoutMs);
    try {
      const response = await endpoint.fetch(`${endpoint.url}/embeddings`, {
        method: 'POST',
        body: JSON.stringify({
          model,
          input,
          input_type: kind,
          truncate: 'END',
          encoding_format: 'float',
        }),
        signal: signal ? AbortSignal.any([signal, late]) : late,
      });
      const answer: unknown = await response.json();
      const vectors = vectorsOf(answer, input.length, dimensions);
      const { usage } = answer as { usage?: { prompt_tokens?: unknown } };
      if (Number.isSafeInteger(usage?.prompt_tokens))
        options.onTokens?.({ sent: Number(usage?.prompt_tokens), received: 0 });
      return vectors;
    } catch (error) {
      signal?.throwIfAborted();
      if (late.aborted) throw new SherpaError('MODEL_STALLED', { seconds: timeoutMs / 1000 });
      throw error;
    }
  }

  /** A batch that is refused is sent in halves: the endpoint may take fewer texts or bytes than it is said to. */
  async function embedBatch(
    texts: readonly string[],
    kind: 'query' | 'passage',
    signal: AbortSignal | undefined,
  ): Promise<Float32Array[]> {
    try {
      return await withBackoff(() => request(texts, kind, signal), {
        limit,
        pacing,
        urgency: kind === 'query' ? 'interactive' : 'bulk',
        signal,
        passOn: tooMuch,
      });
    } catch (error) {
      if (!(error instanceof EndpointRefusal)) throw error;
      if (texts.length === 1) throw toSherpaError(error);
      const half = Math.ceil(texts.length / 2);
      const vectors = [
        ...(await embedBatch(texts.slice(0, half), kind, signal)),
        ...(await embedBatch(texts.slice(half), kind, signal)),
      ];
      // Both halves were taken, so that it was the size and not one of the texts.
      most = Math.min(most, half);
      return vectors;
    }
  }

  return {
    model,
    dimensions,
    async embed(texts, kind, signal) {
      const vectors: Float32Array[] = [];
      while (vectors.length < texts.length)
        vectors.push(
          ...(await embedBatch(texts.slice(vectors.length, vectors.length + most), kind, signal)),
        );
      return vectors;
    },
  };
}

/**
 * Reads a response into vectors of length 1, in the order of the texts whatever the order of the response.
 * @throws EMBEDDING_DIMENSION, MODEL_BAD_ANSWER
 */
function vectorsOf(response: unknown, count: number, dimensions: number): Float32Array[] {
  const { data } = (response ?? {}) as { data?: unknown };
  const vectors: (Float32Array | undefined)[] = Array.from({ length: count });
  if (!Array.isArray(data) || data.length !== count)
    throw badAnswer(`it does not hold ${count} embeddings`);
  for (const item of data) {
    const { index, embedding } = (item ?? {}) as { index?: unknown; embedding?: unknown };
    if (typeof index !== 'number' || !(index in vectors) || vectors[index] !== undefined)
      throw badAnswer('its embeddings are not numbered');
    if (!Array.isArray(embedding)) throw badAnswer('an embedding is not a list of numbers');
    if (embedding.length !== dimensions)
      throw new SherpaError('EMBEDDING_DIMENSION', {
        actual: embedding.length,
        expected: dimensions,
      });
    vectors[index] = unitLength(embedding);
  }
  return vectors as Float32Array[];
}

/** @throws MODEL_BAD_ANSWER where there is no direction. */
function unitLength(embedding: readonly unknown[]): Float32Array {
  let squares = 0;
  for (const value of embedding) {
    if (typeof value !== 'number') throw badAnswer('an embedding is not a list of numbers');
    squares += value * value;
  }
  const length = Math.sqrt(squares);
  if (!(length > 0 && Number.isFinite(length))) throw badAnswer('an embedding has no direction');
  return Float32Array.from(embedding, (value) => (value as number) / length);
}

const badAnswer = (reason: string): SherpaError => new SherpaError('MODEL_BAD_ANSWER', { reason });
