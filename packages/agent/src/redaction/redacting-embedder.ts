import type { Embedder } from '@datasherpa/tools/ports';
import { createRedactionSession } from '@datasherpa/tools/redaction';

/**
 * An embedder that is never shown a secret. Each text has a session of its own, so that its vector does not depend on the texts
 * beside it.
 */
export const redactingEmbedder = (embedder: Embedder): Embedder => ({
  model: embedder.model,
  dimensions: embedder.dimensions,
  embed: (texts, kind, signal) =>
    embedder.embed(
      texts.map((text) => createRedactionSession().redact(text)),
      kind,
      signal,
    ),
});
