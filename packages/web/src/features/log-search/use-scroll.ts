import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import {
  aligned,
  positionOfLine,
  scrolled,
  topLine,
  type ScrollMap,
  type ScrollPosition,
} from './scroll-map.ts';

/** When the wheel has rested this long, the handle of the scroll bar is put where it belongs. */
const restMs = 200;

/** Ties a scroll element to a map: which line is on top, and how to bring one into view. */
export function useScroll(scroller: RefObject<HTMLDivElement | null>, map: ScrollMap) {
  const position = useRef<ScrollPosition>({ physical: 0, virtual: 0 });
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [virtual, setVirtual] = useState(0);

  const move = useCallback(
    (next: ScrollPosition) => {
      position.current = next;
      scroller.current?.scrollTo({ top: next.physical, behavior: 'instant' });
      setVirtual(next.virtual);
    },
    [scroller],
  );

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    position.current = scrolled(map, position.current, element.scrollTop);
    setVirtual(position.current.virtual);
    clearTimeout(rest.current);
    if (map.maxPhysical !== map.maxVirtual)
      rest.current = setTimeout(() => move(aligned(map, position.current.virtual)), restMs);
  }, [scroller, map, move]);

  /** Brings a line into view; one that is there stays where it is. */
  const show = useCallback(
    (line: number) => {
      const element = scroller.current;
      const row = element?.querySelector(`[data-line="${line}"]`)?.getBoundingClientRect();
      const view = element?.getBoundingClientRect();
      if (row && view && row.top >= view.top && row.bottom <= view.bottom) return;
      move(positionOfLine(map, line, 0.35));
    },
    [scroller, map, move],
  );

  // Another height (a longer file, another window) keeps the lines that were in view.
  useLayoutEffect(
    () => move(aligned(map, Math.min(position.current.virtual, map.maxVirtual))),
    [map, move],
  );
  useLayoutEffect(() => () => clearTimeout(rest.current), []);

  return { ...topLine(map, virtual), onScroll, show };
}
