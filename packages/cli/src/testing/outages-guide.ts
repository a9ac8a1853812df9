import { readFileSync } from 'node:fs';

const guide = new URL('../../../../docs/guides/outages.md', import.meta.url);

/** Whether the guide to outages has a row with these cells. The tests that do what its first cell says make its tables. */
export const isInOutagesGuide = (...cells: readonly string[]): boolean =>
  readFileSync(guide, 'utf8')
    .split('\n')
    .some(
      (line) =>
        line
          .split('|')
          .map((cell) => cell.trim())
          .join('|') === `|${cells.join('|')}|`,
    );
