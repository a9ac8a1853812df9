export { openCheckpointer, type EmbeddedCheckpointer } from './open-checkpointer.ts';
