import { createTwoFilesPatch } from 'diff';

/** What `git apply` reads; an empty text where nothing differs. */
export function unifiedDiff(before: string, after: string, path: string): string {
  if (before === after) return '';
  return createTwoFilesPatch(
    before === '' ? '/dev/null' : `a/${path}`,
    `b/${path}`,
    before,
    after,
    '',
    '',
    { context: 2 },
  ).replace(/^=+\n/, '');
}
