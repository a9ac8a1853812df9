import { useMemo, useSyncExternalStore } from 'react';
import { parsePlace, placeAddress, type Place } from './place.ts';

const subscribe = (changed: () => void): (() => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

/** Where the page is, kept in the address. */
export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => parsePlace(hash), [hash]);
}

/** @param replace changes the address without a step in the history: for what happens while moving about in one view. */
export function goTo(place: Place, replace = false): void {
  const address = placeAddress(place);
  if (address === location.hash) return;
  if (replace) {
    history.replaceState(null, '', address);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else location.hash = address;
}
