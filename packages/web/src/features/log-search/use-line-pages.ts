import { useEffect, useMemo, useReducer } from 'react';
import { getLines } from '../../api/uploads.ts';
import { createLinePages, type LinePages } from './line-pages.ts';

/** The lines of a file, drawn again when some have come. */
export function useLinePages(upload: string, file: string): LinePages {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const pages = useMemo(
    () => createLinePages((range) => getLines(upload, file, range), redraw),
    [upload, file],
  );
  useEffect(() => () => pages.close(), [pages]);
  return pages;
}
