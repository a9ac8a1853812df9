import { useMemo, useSyncExternalStore } from 'react';
import { parsePlace, placeAddress, type Place } from './place.ts';

/**
 * Browsers refuse to change an address more than about 20 times a second, and a key that is held down moves faster. The place is
 * therefore kept here, and the address follows when the movement has rested.
 */
const restMs = 150;

let current = '';
let writing: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function show(address: string): void {
  current = address;
  for (const listener of listeners) listener();
}

function onHashChange(): void {
  clearTimeout(writing);
  show(location.hash);
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    addEventListener('hashchange', onHashChange);
    current = location.hash;
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener('hashchange', onHashChange);
  };
}

/** Where the page is, as the address says. */
export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, () =>
    listeners.size === 0 ? location.hash : current,
  );
  return useMemo(() => parsePlace(hash), [hash]);
}

/** @param replace changes the address without a step in the history: for what happens while moving about in one view. */
export function goTo(place: Place, replace = false): void {
  const address = placeAddress(place);
  if (address === current) return;
  clearTimeout(writing);
  if (replace) {
    show(address);
    writing = setTimeout(() => history.replaceState(null, '', address), restMs);
  } else {
    // The step back leads to where the movement ended, not to where it began.
    if (current !== location.hash) history.replaceState(null, '', current || '#/');
    location.hash = address;
  }
}
