import type { Me, UserView } from '@datasherpa/server/client';
import { useId, useState } from 'react';
import { addUser, changeUser } from '../../api/access.ts';
import { Button } from '../../components/ui/button.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';

const roles: readonly Me['role'][] = ['viewer', 'editor', 'admin'];
const fieldLook = 'border-edge bg-surface rounded-lg border px-3 py-1.5 text-sm';

/** The people of the project: who they are, what their keys may do at most, and the way to shut one out. */
export function UsersSection({
  users,
  onChanged,
  onFailed,
}: {
  readonly users: readonly UserView[];
  readonly onChanged: () => void;
  readonly onFailed: (error: unknown) => void;
}) {
  const [name, setName] = useState('');
  const id = useId();
  return (
    <section aria-labelledby={id} className="space-y-3">
      <h2 id={id} className="text-lg font-semibold">
        Users
      </h2>
      <p className="text-muted text-sm">
        Keys of a user may do at most what the user may, and end with the user.
      </p>
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void addUser(name.trim()).then(() => {
            setName('');
            onChanged();
          }, onFailed);
        }}
      >
        <label className="min-w-40 flex-1 text-sm" htmlFor={`${id}-name`}>
          Name
          <input
            id={`${id}-name`}
            value={name}
            maxLength={190}
            onChange={(event) => setName(event.target.value)}
            className={`${fieldLook} block w-full`}
          />
        </label>
        <Button type="submit" look="outline" disabled={name.trim() === ''}>
          Add a user
        </Button>
      </form>
      <ul className="space-y-2 empty:hidden">
        {users.map((user) => (
          <UserRow
            key={user.id}
            user={user}
            onChange={(change) => void changeUser(user.id, change).then(onChanged, onFailed)}
          />
        ))}
      </ul>
    </section>
  );
}

function UserRow({
  user: { name, role, disabledAt },
  onChange,
}: {
  readonly user: UserView;
  readonly onChange: (change: { readonly role?: Me['role']; readonly disabled?: boolean }) => void;
}) {
  const [isDoomed, setIsDoomed] = useState(false);
  const shown = visibleText(name);
  return (
    <li className="border-line bg-surface flex flex-wrap items-center gap-2 rounded-xl border px-4 py-2">
      <p className={`mr-auto min-w-0 wrap-anywhere ${disabledAt === null ? '' : 'line-through'}`}>
        {shown}
      </p>
      <select
        aria-label={`Role of ${shown}`}
        value={role}
        onChange={(event) => onChange({ role: roles[event.target.selectedIndex] ?? 'viewer' })}
        className={fieldLook}
      >
        {roles.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
      {disabledAt !== null ? (
        <Button aria-label={`Enable ${shown}`} onClick={() => onChange({ disabled: false })}>
          Enable
        </Button>
      ) : isDoomed ? (
        <>
          <span className="text-sm">All keys of the user end at once.</span>
          <Button
            look="danger"
            onClick={() => {
              setIsDoomed(false);
              onChange({ disabled: true });
            }}
          >
            Disable
          </Button>
          <Button onClick={() => setIsDoomed(false)}>Keep</Button>
        </>
      ) : (
        <Button look="danger" aria-label={`Disable ${shown}`} onClick={() => setIsDoomed(true)}>
          Disable
        </Button>
      )}
    </li>
  );
}
