import type { AccessKeyView } from '@datasherpa/server/client';
import { useCallback, useEffect, useState } from 'react';
import { listKeys, revokeKey } from '../../api/access.ts';
import { failureOf, type RequestFailed } from '../../api/request.ts';
import { Button } from '../../components/ui/button.tsx';
import { formatAge, formatTime } from '../../components/ui/format.ts';
import { ProblemNotice } from '../../components/ui/problem-notice.tsx';
import { Spinner } from '../../components/ui/spinner.tsx';
import { useNow } from '../../components/ui/use-now.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import { useMe } from './me-context.ts';
import { NewKey } from './new-key.tsx';

/** The keys of the project, for its admins: who may come in, as what, until when. Others are told so and nothing is asked. */
export default function KeysPage() {
  const { role } = useMe();
  return role === 'admin' ? (
    <Keys />
  ) : (
    <p className="text-muted mx-auto max-w-3xl px-4 py-6 sm:px-6">
      Keys are given out by admins; your key has the role {role}.
    </p>
  );
}

function Keys() {
  const [keys, setKeys] = useState<readonly AccessKeyView[] | null>(null);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const fail = useCallback((error: unknown) => setFailure(failureOf(error)), []);
  const load = useCallback(() => {
    setFailure(null);
    listKeys().then(setKeys, fail);
  }, [fail]);
  useEffect(load, [load]);
  return (
    <div
      className="relative h-full overflow-y-auto px-4 sm:px-6"
      tabIndex={0}
      role="region"
      aria-label="Keys"
    >
      <div className="mx-auto max-w-3xl space-y-6 py-6">
        <header>
          <h1 className="text-2xl font-semibold tracking-tight">Keys</h1>
          <p className="text-muted mt-1">
            A viewer reads and asks, an editor also uploads and deletes, an admin also gives out
            keys.
          </p>
        </header>
        <NewKey onCreated={load} />
        {failure && (
          <ProblemNotice problem={failure}>
            <Button look="outline" onClick={load}>
              Try again
            </Button>
          </ProblemNotice>
        )}
        {!keys && !failure && (
          <p className="text-muted flex items-center gap-2">
            <Spinner /> Loading
          </p>
        )}
        {keys?.length === 0 && <p className="text-muted">No key was made in this project yet.</p>}
        <ul className="space-y-2 empty:hidden">
          {keys?.map((key) => (
            <KeyRow
              key={key.id}
              given={key}
              onRevoke={() => void revokeKey(key.id).then(load, fail)}
            />
          ))}
        </ul>
      </div>
    </div>
  );
}

function KeyRow({
  given: { name, role, createdAt, expiresAt, revokedAt },
  onRevoke,
}: {
  readonly given: AccessKeyView;
  readonly onRevoke: () => void;
}) {
  const [isDoomed, setIsDoomed] = useState(false);
  const now = useNow();
  const hasEnded = revokedAt !== null || (expiresAt !== null && expiresAt <= now);
  const state =
    revokedAt !== null
      ? `revoked ${formatAge(revokedAt, now)}`
      : expiresAt === null
        ? 'without an end'
        : `${hasEnded ? 'ended' : 'until'} ${formatTime(expiresAt)}`;
  return (
    <li className="border-line bg-surface flex flex-wrap items-center gap-2 rounded-xl border px-4 py-2">
      <div className="mr-auto min-w-0">
        <p className={`font-medium wrap-anywhere ${hasEnded ? 'line-through' : ''}`}>
          {visibleText(name)}
        </p>
        <p className="text-muted text-sm">
          {role}, made {formatAge(createdAt, now)}, {state}
        </p>
      </div>
      {!hasEnded &&
        (isDoomed ? (
          <>
            <span className="text-sm">Whoever uses it is shut out at once.</span>
            <Button look="danger" onClick={onRevoke}>
              Revoke
            </Button>
            <Button onClick={() => setIsDoomed(false)}>Keep</Button>
          </>
        ) : (
          <Button
            look="danger"
            aria-label={`Revoke ${visibleText(name)}`}
            onClick={() => setIsDoomed(true)}
          >
            Revoke
          </Button>
        ))}
    </li>
  );
}
