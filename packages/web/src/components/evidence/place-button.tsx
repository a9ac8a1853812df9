import { formatCount } from '../ui/format.ts';
import { visibleText } from '../ui/visible-text.ts';
import { useEvidence, type Evidence } from './evidence-context.ts';

/** `scheduler.log:55` as a button that opens the line; the folders are in its tooltip. */
export function PlaceButton({ evidence }: { readonly evidence: Evidence }) {
  const { open } = useEvidence();
  const { source, lines } = evidence;
  const name = visibleText(source.slice(source.lastIndexOf('/') + 1));
  return (
    <button
      type="button"
      title={`${visibleText(source)}:${lines[0]}`}
      onClick={() => open(evidence)}
      className="text-accent max-w-full rounded text-left font-mono text-xs wrap-anywhere hover:underline"
    >
      {name}:{formatCount(lines[0])}
    </button>
  );
}
