import { useEffect, type RefObject } from 'react';

/** Listens on an element for what bubbles up from inside it. */
export function useListener<Name extends keyof HTMLElementEventMap>(
  element: RefObject<HTMLElement | null>,
  name: Name,
  act: (event: HTMLElementEventMap[Name]) => void,
): void {
  useEffect(() => {
    const target = element.current;
    target?.addEventListener(name, act);
    return () => target?.removeEventListener(name, act);
  });
}
