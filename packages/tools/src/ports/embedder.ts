/** Turns texts into unit-length vectors. */
export interface Embedder {
  readonly model: string;
  readonly dimensions: number;
  /**
   * One vector a text, in order, each of length 1.
   * @throws MODEL_UNAVAILABLE, MODEL_RATE_LIMITED, MODEL_STALLED, EMBEDDING_DIMENSION, MODEL_BAD_ANSWER, or the abort reason.
   */
  embed(
    texts: readonly string[],
    kind: 'query' | 'passage',
    signal?: AbortSignal,
  ): Promise<Float32Array[]>;
}
