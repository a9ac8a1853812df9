import type { Scan } from '../scan.ts';

/** The one file that a request names, with the words around it; null where none is left. */
export const takeOneFile = (scan: Scan): string | null =>
  scan
    .take(
      '(?:(?:in|of|from|to|for|into|at|inside|within|at the (?:beginning|start|end) of) )?(?:the )?(?:(?:config(?:uration)?|text|log|csv|tsv|properties|env|settings) )?(?:file )?<P>(?: file| itself)?',
    )
    ?.literals.find(({ kind }) => kind === 'P')?.value ?? null;
