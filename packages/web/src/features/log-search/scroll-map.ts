/**
 * Scrolling through more lines than a page can be high. Browsers cut elements at 16 to 33 million pixels, so a long file gets a
 * shorter scroll area, in which a small movement still moves the lines pixel by pixel, and a large one (a dragged handle, a click in
 * the track) goes to the same share of the file.
 *
 * `physical` is the `scrollTop` of the element, `virtual` is where that would be if the element could be as high as the file.
 */
export interface ScrollMap {
  readonly rowHeight: number;
  readonly lines: number;
  /** Height of the element that is scrolled, pixels. */
  readonly height: number;
  readonly maxPhysical: number;
  readonly maxVirtual: number;
  /** Movements up to here are small. */
  readonly viewport: number;
}

/** Below the limit of every browser, with room for rounding. */
const maxHeight = 10_000_000;

/** @param openEnd lets the last line be scrolled to the top: for rows that may be higher than `rowHeight` */
export function scrollMap(
  lines: number,
  rowHeight: number,
  viewport: number,
  openEnd: boolean,
): ScrollMap {
  const whole = openEnd ? (lines - 1) * rowHeight + viewport : lines * rowHeight;
  const height = Math.max(viewport, Math.min(whole, maxHeight));
  return {
    rowHeight,
    lines,
    height,
    viewport,
    maxPhysical: height - viewport,
    maxVirtual: Math.max(0, whole - viewport),
  };
}

export interface ScrollPosition {
  readonly physical: number;
  readonly virtual: number;
}

/** Where a scroll event leads. */
export function scrolled(
  map: ScrollMap,
  previous: ScrollPosition,
  physical: number,
): ScrollPosition {
  const moved = physical - previous.physical;
  const atEnd = physical <= 0 || physical >= map.maxPhysical;
  if (atEnd || Math.abs(moved) > map.viewport)
    return { physical, virtual: toVirtual(map, physical) };
  return { physical, virtual: clamp(previous.virtual + moved, map.maxVirtual) };
}

/** The position that shows a line, `share` of the viewport below its top (0..1). */
export function positionOfLine(map: ScrollMap, line: number, share: number): ScrollPosition {
  const virtual = clamp(
    (line - 1) * map.rowHeight - share * (map.viewport - map.rowHeight),
    map.maxVirtual,
  );
  return aligned(map, virtual);
}

/** The same place in the file with the handle of the scroll bar where it belongs: small movements let the two drift apart. */
export const aligned = (map: ScrollMap, virtual: number): ScrollPosition => ({
  physical: map.maxVirtual === 0 ? 0 : (virtual / map.maxVirtual) * map.maxPhysical,
  virtual,
});

/** The first line in view with the share of it that is above the edge. */
export function topLine(map: ScrollMap, virtual: number): { line: number; hidden: number } {
  const rows = virtual / map.rowHeight;
  const line = Math.min(Math.max(1, map.lines), Math.floor(rows) + 1);
  return { line, hidden: rows - (line - 1) };
}

const toVirtual = (map: ScrollMap, physical: number): number =>
  map.maxPhysical === 0 ? 0 : clamp((physical / map.maxPhysical) * map.maxVirtual, map.maxVirtual);

const clamp = (value: number, max: number): number => Math.max(0, Math.min(value, max));
