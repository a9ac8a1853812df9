import { visibleText } from '../ui/visible-text.ts';
import { useEvidence } from './evidence-context.ts';

/** `E1` as a button that opens the quoted line; what the answer has no evidence for stays text. */
export function Citation({ id }: { readonly id: string }) {
  const { evidence, open } = useEvidence();
  const cited = evidence.find((each) => each.id === id);
  if (!cited) return `[${id}]`;
  return (
    <button
      type="button"
      aria-label={`Evidence ${id}: line ${cited.lines[0]} of ${visibleText(cited.source)}`}
      title={`${visibleText(cited.source)}:${cited.lines[0]}`}
      onClick={() => open(cited)}
      className="bg-accent-soft text-accent mx-0.5 rounded px-1.5 align-baseline text-xs leading-5 font-semibold hover:underline"
    >
      {id}
    </button>
  );
}
