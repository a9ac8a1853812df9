import { KeyRound, LogOut } from 'lucide-react';
import { signOut } from '../../api/access.ts';
import { Button } from '../../components/ui/button.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import { useMe } from './me-context.ts';

/** Who is signed in, as what, and the way out. Nothing where the server asks for no key. */
export function WhoAsks() {
  const { name, role, project, needsKey } = useMe();
  if (!needsKey) return null;
  const leave = async () => {
    await signOut().catch(() => {});
    // Nothing of what was seen stays in memory.
    location.reload();
  };
  return (
    <div className="border-line flex items-center gap-1 border-t px-2 pt-2 pl-4 text-sm">
      <p className="mr-auto min-w-0">
        <span className="block truncate font-medium" title={visibleText(name)}>
          {visibleText(name)}
        </span>
        <span className="text-muted block truncate text-xs">
          {role} of {visibleText(project)}
        </span>
      </p>
      {role === 'admin' && (
        <a
          href="#/keys"
          aria-label="Keys"
          title="Keys"
          className="text-muted hover:bg-sunken hover:text-ink inline-flex size-8 shrink-0 items-center justify-center rounded-lg"
        >
          <KeyRound size={16} aria-hidden />
        </a>
      )}
      <Button aria-label="Sign out" onClick={() => void leave()}>
        <LogOut size={16} aria-hidden />
      </Button>
    </div>
  );
}
