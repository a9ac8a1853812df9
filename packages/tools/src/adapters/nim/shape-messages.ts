import type { ChatMessage, ModelProfile } from '../../ports/chat-model.ts';

/**
 * Puts the thinking switch of the model where the model expects it.
 * @returns the messages to send, and fields for the request body.
 */
export function shapeMessages(
  messages: readonly ChatMessage[],
  { thinking: how }: Pick<ModelProfile, 'thinking'>,
  thinking: boolean,
): { readonly messages: ChatMessage[]; readonly fields: Readonly<Record<string, unknown>> } {
  const instructions = messages
    .filter(({ role }) => role === 'system')
    .map(({ content }) => content)
    .join('\n\n');
  const turns = messages.filter(({ role }) => role !== 'system');
  if (how === 'system')
    // The model card: the switch is the whole system message, all other instructions belong to the user turn.
    return {
      messages: [
        { role: 'system', content: `detailed thinking ${thinking ? 'on' : 'off'}` },
        ...withInstructions(turns, instructions),
      ],
      fields: {},
    };
  const system =
    how === 'slash'
      ? [thinking ? '/think' : '/no_think', instructions].filter((part) => part !== '').join('\n\n')
      : instructions;
  return {
    messages: [...(system === '' ? [] : [{ role: 'system' as const, content: system }]), ...turns],
    fields: how === 'template' ? { chat_template_kwargs: { enable_thinking: thinking } } : {},
  };
}

function withInstructions(turns: readonly ChatMessage[], instructions: string): ChatMessage[] {
  if (instructions === '') return [...turns];
  const at = turns.findIndex(({ role }) => role === 'user');
  if (at === -1) return [{ role: 'user', content: instructions }, ...turns];
  return turns.map((turn, index) =>
    index === at ? { ...turn, content: `${instructions}\n\n${turn.content}` } : turn,
  );
}
