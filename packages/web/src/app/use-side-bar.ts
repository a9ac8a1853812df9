import { useEffect, useState } from 'react';
import { useMedia } from '../components/ui/use-media.ts';
import type { Place } from '../navigation/place.ts';

/**
 * Whether the side bar is shown. Where it covers the page, going somewhere closes it; where it stands beside a conversation and a
 * file is opened too, it makes room if there is little.
 */
export function useSideBar(
  place: Place,
  isWide: boolean,
): readonly [boolean, (isShown: boolean) => void] {
  const [isShown, setIsShown] = useState(isWide);
  const isRoomy = useMedia('(min-width: 80rem)');
  const thread = place.view === 'chat' ? place.thread : null;
  const isBeside = place.view === 'chat' && place.file !== null;
  useEffect(() => setIsShown(isWide), [isWide]);
  useEffect(() => {
    if (!isWide || (isBeside && !isRoomy)) setIsShown(false);
  }, [place.view, thread, isBeside, isWide, isRoomy]);
  return [isShown, setIsShown];
}
