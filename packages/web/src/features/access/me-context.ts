import type { Me } from '@datasherpa/server/client';
import { createContext, use } from 'react';

/** Until the server said who asks, nothing is forbidden: it refuses by itself. */
const nobodyKnown: Me = { name: '', role: 'admin', project: '', needsKey: false };

export const MeContext = createContext<Me>(nobodyKnown);

export const useMe = (): Me => use(MeContext);

/** Why whoever asks may not change anything; null where they may. */
export function useRefusal(): string | null {
  const { role } = useMe();
  return role === 'viewer'
    ? 'Your key has the role viewer: it reads and asks. Uploading, changing and deleting take an editor.'
    : null;
}
