import type { Me, UserView } from '@datasherpa/server/client';
import { useId, useState } from 'react';
import { createKey } from '../../api/access.ts';
import { failureOf, type RequestFailed } from '../../api/request.ts';
import { Button } from '../../components/ui/button.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import { ShownSecret } from './shown-secret.tsx';

const roles: readonly Me['role'][] = ['viewer', 'editor', 'admin'];
const lasting = [30, 90, 365] as const;
const fieldLook = 'border-edge bg-surface block w-full rounded-lg border px-3 py-1.5 text-sm';

/** Makes a key, for one of the users or for a program, and shows its secret, this once. */
export function NewKey({
  users,
  onCreated,
}: {
  readonly users: readonly UserView[];
  readonly onCreated: () => void;
}) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Me['role']>('viewer');
  const [user, setUser] = useState('');
  const [days, setDays] = useState<number>(90);
  const [isMaking, setIsMaking] = useState(false);
  const [made, setMade] = useState<{ readonly name: string; readonly secret: string } | null>(null);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const id = useId();
  const make = async () => {
    if (name.trim() === '' || isMaking) return;
    setIsMaking(true);
    setFailure(null);
    try {
      const { key, secret } = await createKey({
        name: name.trim(),
        role,
        ...(user !== '' && { user }),
        ...(days > 0 && { days }),
      });
      setMade({ name: key.name, secret });
      setName('');
      onCreated();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setIsMaking(false);
    }
  };
  return (
    <section className="border-line bg-surface space-y-3 rounded-2xl border p-4">
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <label className="min-w-40 flex-1 text-sm" htmlFor={`${id}-name`}>
          For whom or what
          <input
            id={`${id}-name`}
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.target.value)}
            className={fieldLook}
          />
        </label>
        {users.length > 0 && (
          <label className="text-sm" htmlFor={`${id}-user`}>
            Ends with
            <select
              id={`${id}-user`}
              value={user}
              onChange={(event) => setUser(event.target.value)}
              className={fieldLook}
            >
              <option value="">no user</option>
              {users.map((each) => (
                <option key={each.id} value={each.id}>
                  {visibleText(each.name)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="text-sm" htmlFor={`${id}-role`}>
          Role
          <select
            id={`${id}-role`}
            value={role}
            onChange={(event) => setRole(roles[event.target.selectedIndex] ?? 'viewer')}
            className={fieldLook}
          >
            {roles.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <label className="text-sm" htmlFor={`${id}-days`}>
          Lasts
          <select
            id={`${id}-days`}
            value={days}
            onChange={(event) => setDays(Number(event.target.value))}
            className={fieldLook}
          >
            {lasting.map((each) => (
              <option key={each} value={each}>
                {each} days
              </option>
            ))}
            <option value={0}>until it is revoked</option>
          </select>
        </label>
        <Button type="submit" look="primary" disabled={name.trim() === '' || isMaking}>
          Make a key
        </Button>
      </form>
      {failure && (
        <p role="alert" className="text-danger text-sm">
          {visibleText(`${failure.message} ${failure.hint}`)}
        </p>
      )}
      {made && <ShownSecret {...made} onHide={() => setMade(null)} />}
    </section>
  );
}
