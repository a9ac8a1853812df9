import type { Embedder } from '@datasherpa/tools/ports';
import { createRedactionSession, type FindOptions } from '@datasherpa/tools/redaction';

/**
 * An embedder that is never shown a secret. Each text has a session of its own, so that its vector does not depend on the texts
 * beside it.
 */
export const redactingEmbedder = (embedder: Embedder, options: FindOptions = {}): Embedder => ({
  model: embedder.model,
  dimensions: embedder.dimensions,
  embed: (texts, kind, signal) =>
    embedder.embed(
      texts.map((text) => createRedactionSession(options).redact(text)),
      kind,
      signal,
    ),
});
