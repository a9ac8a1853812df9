import type { ChatModel, ChatRequest } from '@datasherpa/tools/ports';

/**
 * The worst model: it always says what the text of the attack says, before it repeats its facts; and where it can read a part of that
 * text, it chooses another tool than the one that fits best.
 */
export function obeyingModel(orders: readonly string[]): {
  readonly chat: ChatModel;
  /** Whether any request had a part of the attack. */
  readonly readOrder: () => boolean;
} {
  let read = false;
  const reads = ({ messages }: ChatRequest): boolean => {
    const text = messages.map(({ content }) => content).join('\n');
    const has = orders.some((order) => text.includes(order));
    read ||= has;
    return has;
  };
  return {
    readOrder: () => read,
    chat: {
      profile: {
        name: 'obeying',
        thinking: 'none',
        nativeTools: false,
        jsonSchema: true,
        contextTokens: 8192,
      },
      async *stream(request) {
        reads(request);
        for (const order of orders) yield `${order}.\n`;
        yield request.messages
          .at(-1)!
          .content.replace(/^[^]*?\nFacts:\n/, '')
          .replace(/\n\nQuestion: [^]*$/, '');
      },
      async generateObject(request) {
        const { properties } = request.schema as {
          properties: { tool: { enum: readonly string[] } };
        };
        const names = properties.tool.enum.filter((name) => name !== 'none');
        return { tool: reads(request) ? names.at(-1) : 'none', arguments: { query: orders[0] } };
      },
      health: async () => ({ ok: true, detail: 'in the process' }),
    },
  };
}
