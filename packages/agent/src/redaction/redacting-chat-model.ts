import type { ChatModel, ChatRequest } from '@datasherpa/tools/ports';
import {
  createRedactionSession,
  type FindOptions,
  type RedactionSession,
} from '@datasherpa/tools/redaction';

/**
 * A chat model that is never shown a secret: messages go out with placeholders, and what comes back has the secrets in their place
 * again, for the owner who asked. Each call has a session of its own. Schemas are sent as they are: they come from code.
 */
export function redactingChatModel(model: ChatModel, options: FindOptions = {}): ChatModel {
  return {
    profile: model.profile,
    health: (signal) => model.health(signal),
    async *stream(request) {
      const session = createRedactionSession(options);
      const restorer = session.restorer();
      for await (const part of model.stream(redacted(request, session))) {
        const text = restorer.push(part);
        if (text !== '') yield text;
      }
      const rest = restorer.end();
      if (rest !== '') yield rest;
    },
    async generateObject(request) {
      const session = createRedactionSession(options);
      return restored(await model.generateObject(redacted(request, session)), session);
    },
  };
}

function redacted<T extends ChatRequest>(request: T, session: RedactionSession): T {
  const messages = request.messages.map(({ role, content }) => ({
    role,
    content: session.redact(content),
  }));
  const report = session.report();
  if (Object.keys(report).length > 0) request.onRedacted?.(report);
  return { ...request, messages };
}

/** The strings of a JSON value, names included. */
function restored(value: unknown, session: RedactionSession): unknown {
  if (typeof value === 'string') return session.restore(value);
  if (Array.isArray(value)) return value.map((each) => restored(each, session));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [session.restore(name), restored(each, session)]),
    );
  return value;
}
