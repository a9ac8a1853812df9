import type { Evidence } from '../diagnosis/index.ts';
import type { FileRecord } from '../ports/index.ts';
import type { HitLinks } from './workspace.ts';

/** The addresses of a place; ids never change, so that they can be kept. */
export function linksOf({ id, uploadId }: FileRecord, [from, to]: Evidence['lines']): HitLinks {
  const lines = from === to ? `L${from}` : `L${from}-L${to}`;
  const upload = encodeURIComponent(uploadId);
  const file = encodeURIComponent(id);
  return {
    place: `${uploadId}/${id}#${lines}`,
    page: `#/uploads/${upload}/files/${file}/${lines}`,
    lines: `/uploads/${upload}/lines?file=${file}&from=${from}&to=${to}`,
  };
}
