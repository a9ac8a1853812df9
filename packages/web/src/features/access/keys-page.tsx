import type { AccessKeyView, UserView } from '@datasherpa/server/client';
import { useCallback, useEffect, useState } from 'react';
import { listKeys, listUsers, revokeKey, rotateKey } from '../../api/access.ts';
import { failureOf, type RequestFailed } from '../../api/request.ts';
import { Button } from '../../components/ui/button.tsx';
import { ProblemNotice } from '../../components/ui/problem-notice.tsx';
import { Spinner } from '../../components/ui/spinner.tsx';
import { useMe } from './me-context.ts';
import { KeyRow } from './key-row.tsx';
import { NewKey } from './new-key.tsx';
import { ShownSecret } from './shown-secret.tsx';
import { UsersSection } from './users-section.tsx';

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
  const [users, setUsers] = useState<readonly UserView[]>([]);
  const [rotated, setRotated] = useState<{ readonly name: string; readonly secret: string } | null>(
    null,
  );
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const fail = useCallback((error: unknown) => setFailure(failureOf(error)), []);
  const load = useCallback(() => {
    setFailure(null);
    listKeys().then(setKeys, fail);
    listUsers().then(setUsers, fail);
  }, [fail]);
  useEffect(load, [load]);
  const rotate = async (id: string, graceHours: number) => {
    try {
      const { key, secret } = await rotateKey(id, graceHours);
      setRotated({ name: key.name, secret });
      load();
    } catch (error) {
      fail(error);
    }
  };
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
        <NewKey users={users.filter(({ disabledAt }) => disabledAt === null)} onCreated={load} />
        {rotated && <ShownSecret {...rotated} onHide={() => setRotated(null)} />}
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
              owner={users.find(({ id }) => id === key.user)?.name ?? null}
              onRevoke={() => void revokeKey(key.id).then(load, fail)}
              onRotate={(graceHours) => void rotate(key.id, graceHours)}
            />
          ))}
        </ul>
        <UsersSection users={users} onChanged={load} onFailed={fail} />
      </div>
    </div>
  );
}
