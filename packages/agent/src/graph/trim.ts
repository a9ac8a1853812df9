import type { ConversationState, ConversationUpdate } from './state.ts';

const maxEntries = 40;
const maxCharacters = 2000;

/** Keeps a conversation small, however long it goes on: the whole of it is in the runs. */
export const trim = ({ history }: ConversationState): ConversationUpdate =>
  history.length <= maxEntries && history.every(({ content }) => content.length <= maxCharacters)
    ? {}
    : {
        history: history.slice(-maxEntries).map((entry) => ({
          ...entry,
          content: entry.content.slice(0, maxCharacters),
        })),
      };
