import type { AccessKeyView } from '@datasherpa/server/client';
import { useId, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { formatAge, formatTime } from '../../components/ui/format.ts';
import { useNow } from '../../components/ui/use-now.ts';
import { visibleText } from '../../components/ui/visible-text.ts';

/** How long the old secret stays good when a key is rotated. */
const graces = [
  { hours: 24, words: 'in a day' },
  { hours: 1, words: 'in an hour' },
  { hours: 0, words: 'at once' },
] as const;

/** A key, with what can be done about it; each asks once more. */
export function KeyRow({
  given: { name, role, createdAt, expiresAt, revokedAt },
  owner,
  onRevoke,
  onRotate,
}: {
  readonly given: AccessKeyView;
  /** Name of the user whose key it is. */
  readonly owner: string | null;
  readonly onRevoke: () => void;
  readonly onRotate: (graceHours: number) => void;
}) {
  const [asked, setAsked] = useState<'revoke' | 'rotate' | null>(null);
  const [grace, setGrace] = useState<number>(graces[0].hours);
  const id = useId();
  const now = useNow();
  const hasEnded = revokedAt !== null || (expiresAt !== null && expiresAt <= now);
  const state =
    revokedAt !== null
      ? `revoked ${formatAge(revokedAt, now)}`
      : expiresAt === null
        ? 'without an end'
        : `${hasEnded ? 'ended' : 'until'} ${formatTime(expiresAt)}`;
  const shown = visibleText(name);
  return (
    <li className="border-line bg-surface flex flex-wrap items-center gap-2 rounded-xl border px-4 py-2">
      <div className="mr-auto min-w-0">
        <p className={`font-medium wrap-anywhere ${hasEnded ? 'line-through' : ''}`}>{shown}</p>
        <p className="text-muted text-sm wrap-anywhere">
          {owner === null ? '' : `${visibleText(owner)}, `}
          {role}, made {formatAge(createdAt, now)}, {state}
        </p>
      </div>
      {!hasEnded && asked === null && (
        <>
          <Button aria-label={`Rotate ${shown}`} onClick={() => setAsked('rotate')}>
            Rotate
          </Button>
          <Button look="danger" aria-label={`Revoke ${shown}`} onClick={() => setAsked('revoke')}>
            Revoke
          </Button>
        </>
      )}
      {!hasEnded && asked === 'revoke' && (
        <>
          <span className="text-sm">Whoever uses it is shut out at once.</span>
          <Button look="danger" onClick={onRevoke}>
            Revoke
          </Button>
          <Button onClick={() => setAsked(null)}>Keep</Button>
        </>
      )}
      {!hasEnded && asked === 'rotate' && (
        <>
          <label className="text-sm" htmlFor={id}>
            The old secret ends{' '}
            <select
              id={id}
              value={grace}
              onChange={(event) => setGrace(Number(event.target.value))}
              className="border-edge bg-surface rounded-lg border px-2 py-1"
            >
              {graces.map(({ hours, words }) => (
                <option key={hours} value={hours}>
                  {words}
                </option>
              ))}
            </select>
          </label>
          <Button
            look="primary"
            onClick={() => {
              setAsked(null);
              onRotate(grace);
            }}
          >
            Make a new secret
          </Button>
          <Button onClick={() => setAsked(null)}>Keep</Button>
        </>
      )}
    </li>
  );
}
