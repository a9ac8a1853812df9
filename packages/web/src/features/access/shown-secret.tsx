import { Button } from '../../components/ui/button.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';

/** The secret of a key, which can be seen this once. */
export function ShownSecret({
  name,
  secret,
  onHide,
}: {
  readonly name: string;
  readonly secret: string;
  readonly onHide: () => void;
}) {
  return (
    <div role="status" className="bg-accent-soft space-y-1 rounded-xl p-3 text-sm">
      <p>
        The key of <strong className="wrap-anywhere">{visibleText(name)}</strong>. It is shown this
        once; the server keeps only its hash.
      </p>
      <p className="flex items-center gap-2">
        <code className="min-w-0 flex-1 font-mono wrap-anywhere">{secret}</code>
        <CopyButton showLabel label="Copy the key" text={secret} />
      </p>
      <Button onClick={onHide}>I have it, hide it</Button>
    </div>
  );
}
