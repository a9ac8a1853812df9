import { endOfPath } from '../ui/end-of-path.ts';
import { formatCount } from '../ui/format.ts';
import { visibleText } from '../ui/visible-text.ts';
import { useEvidence, type Evidence } from './evidence-context.ts';

/** `airflow/scheduler.log:55` as a button that opens the line; the whole path is its tooltip. */
export function PlaceButton({ evidence }: { readonly evidence: Evidence }) {
  const { open } = useEvidence();
  const { source, lines } = evidence;
  return (
    <button
      type="button"
      title={`${visibleText(source)}:${lines[0]}`}
      onClick={() => open(evidence)}
      className="text-accent max-w-full rounded text-left font-mono text-xs wrap-anywhere hover:underline"
    >
      {visibleText(endOfPath(source))}:{formatCount(lines[0])}
    </button>
  );
}
