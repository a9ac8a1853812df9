import type { Me } from '@datasherpa/server/client';
import { useEffect, useState, type ReactNode } from 'react';
import { getMe } from '../../api/access.ts';
import { failureOf, onSessionEnd } from '../../api/request.ts';
import { Modal } from '../../components/ui/modal.tsx';
import { MeContext } from './me-context.ts';
import { SignInForm } from './sign-in-form.tsx';

type Asker = Me | 'asking' | 'nobody' | 'unknown';

/**
 * Lets in who the server knows, and asks the others for a key. Where a session ends while the page is used, the key is asked for above
 * what is there, so that nothing that was written is lost.
 */
export function Gate({ children }: { readonly children: ReactNode }) {
  const [asker, setAsker] = useState<Asker>('asking');
  const [hasEnded, setHasEnded] = useState(false);
  useEffect(() => {
    getMe().then(setAsker, (error: unknown) => {
      const { code } = failureOf(error);
      setAsker(code === 'KEY_MISSING' || code === 'KEY_REFUSED' ? 'nobody' : 'unknown');
    });
  }, []);
  useEffect(() => onSessionEnd(() => setHasEnded(true)), []);
  const enter = (me: Me) => {
    setAsker(me);
    setHasEnded(false);
  };
  if (asker === 'asking') return <p className="text-muted p-4 font-semibold">DataSherpa</p>;
  if (asker === 'nobody')
    return (
      <main className="grid min-h-dvh place-items-center">
        <SignInForm onSignedIn={enter} />
      </main>
    );
  // Where the server does not answer, the page says so where it asks for something.
  if (asker === 'unknown') return children;
  return (
    <MeContext value={asker}>
      {/* Another key may see other things: the page begins anew. */}
      <div key={`${asker.project} ${asker.name} ${asker.role}`} className="contents">
        {children}
      </div>
      {hasEnded && asker.needsKey && (
        <Modal
          label="Sign in again"
          onClose={() => setHasEnded(false)}
          className="m-auto rounded-2xl border"
        >
          <SignInForm onSignedIn={enter} />
        </Modal>
      )}
    </MeContext>
  );
}
