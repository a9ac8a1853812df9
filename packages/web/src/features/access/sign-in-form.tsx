import type { Me } from '@datasherpa/server/client';
import { KeyRound, Mountain } from 'lucide-react';
import { useId, useState } from 'react';
import { signIn } from '../../api/access.ts';
import { failureOf, type RequestFailed } from '../../api/request.ts';
import { Button } from '../../components/ui/button.tsx';

/** Asks for a key. The key itself is not kept in the browser. */
export function SignInForm({ onSignedIn }: { readonly onSignedIn: (me: Me) => void }) {
  const [key, setKey] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const field = useId();
  const problem = useId();
  const send = async () => {
    if (key.trim() === '' || isAsking) return;
    setIsAsking(true);
    setFailure(null);
    try {
      onSignedIn(await signIn(key.trim()));
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setIsAsking(false);
    }
  };
  return (
    <form
      className="w-full max-w-sm space-y-4 p-6"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h1 className="flex items-center gap-2 text-xl font-semibold">
        <Mountain size={22} className="text-accent" aria-hidden /> Sign in to DataSherpa
      </h1>
      <p className="text-muted text-sm">
        This server asks for a key. An admin of your project makes one with{' '}
        <code className="font-mono">sherpa keys create</code>.
      </p>
      <div className="space-y-1">
        <label htmlFor={field} className="block text-sm font-medium">
          Key
        </label>
        <input
          id={field}
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          placeholder="ds_..."
          maxLength={200}
          value={key}
          aria-invalid={failure !== null}
          aria-describedby={failure ? problem : undefined}
          // eslint-disable-next-line jsx-a11y/no-autofocus -- there is nothing else on this page
          autoFocus
          onChange={(event) => setKey(event.target.value)}
          className="border-edge bg-surface placeholder:text-muted block w-full rounded-lg border px-3 py-2 font-mono text-sm"
        />
      </div>
      {failure && (
        <div id={problem} role="alert" className="text-danger text-sm">
          <p className="font-medium">{failure.message}</p>
          <p>{failure.hint}</p>
        </div>
      )}
      <Button type="submit" look="primary" disabled={key.trim() === '' || isAsking}>
        <KeyRound size={15} aria-hidden /> {isAsking ? 'Signing in' : 'Sign in'}
      </Button>
    </form>
  );
}
