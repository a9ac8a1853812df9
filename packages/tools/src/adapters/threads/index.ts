export { collectInThread } from './collect-in-thread.ts';
