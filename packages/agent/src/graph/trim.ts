import type { ConversationState, ConversationUpdate } from './state.ts';

const maxEntries = 40;
const maxCharacters = 2000;

export const isLong = ({ history }: ConversationState): boolean =>
  history.length > maxEntries || history.some(({ content }) => content.length > maxCharacters);

/** Keeps a conversation small, however long it goes on: the whole of it is in the runs. */
export const trim = ({ history }: ConversationState): ConversationUpdate => ({
  history: history.slice(-maxEntries).map((entry) => ({
    ...entry,
    content: entry.content.slice(0, maxCharacters),
  })),
});
