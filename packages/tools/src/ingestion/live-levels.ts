import type { Level } from '../logs/event.ts';

/** Events that are looked at together, and blocks that make an average. */
const block = 100;
const fewestBlocks = 2;
/** A rise: so many errors in a block, and so many times the share of before. */
const fewestErrors = 5;
const risesBy = 3;

export interface LevelChange {
  readonly change: 'first' | 'rise' | 'fall';
  readonly share: number;
  readonly before: number;
}

/** Watches the share of errors in blocks of 100 events. */
export function createLevelWatch(): { add(level: Level): LevelChange | null } {
  let inBlock = 0;
  let errorsInBlock = 0;
  let blocks = 0;
  /** Share of errors in ordinary blocks: one that rose does not become the measure. */
  let usual = 0;
  let risen = false;
  let seen = false;
  return {
    add(level) {
      const isError = level === 'error' || level === 'fatal';
      inBlock += 1;
      if (isError) errorsInBlock += 1;
      if (isError && !seen) {
        seen = true;
        return { change: 'first', share: errorsInBlock / inBlock, before: 0 };
      }
      const many = errorsInBlock >= fewestErrors && errorsInBlock / block >= usual * risesBy;
      // Told at once, not only when the block is full.
      if (many && !risen && blocks >= fewestBlocks) {
        risen = true;
        return { change: 'rise', share: errorsInBlock / inBlock, before: usual };
      }
      if (inBlock < block) return null;
      const share = errorsInBlock / block;
      const before = usual;
      inBlock = 0;
      errorsInBlock = 0;
      if (!many || blocks < fewestBlocks) {
        usual = (usual * blocks + share) / (blocks + 1);
        blocks += 1;
      }
      if (!risen || many) return null;
      risen = false;
      return { change: 'fall', share, before };
    },
  };
}
