export { fuse } from './fuse.ts';
export type { Ranking } from './fuse.ts';
