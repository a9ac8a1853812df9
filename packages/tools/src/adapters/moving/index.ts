export { moveStores, type Moved } from './move-stores.ts';
export type { Place } from './open-side.ts';
