import type { Answer } from '@datasherpa/agent/plugin';
import { CircleAlert, CircleCheck, CircleHelp, CircleMinus, Hand } from 'lucide-react';
import { plural } from '../../components/ui/format.ts';
import { Confidence } from '../log-search/confidence.tsx';
import { readDiagnosis } from '../log-search/diagnosis.ts';

const looks = {
  found: { icon: CircleCheck, look: 'bg-accent-soft text-accent', words: 'Found' },
  nothing_found: { icon: CircleMinus, look: 'bg-sunken text-muted', words: 'Nothing found' },
  inconclusive: { icon: CircleHelp, look: 'bg-warn-soft text-warn', words: 'Not certain' },
  needs_approval: { icon: Hand, look: 'bg-warn-soft text-warn', words: 'Waits for approval' },
  failed: { icon: CircleAlert, look: 'bg-danger-soft text-danger', words: 'Failed' },
} as const;

/** The status of an answer in a word, with the confidence of a diagnosis. What was said without a tool has none: its words say it all. */
export function StatusLine({ answer }: { readonly answer: Answer }) {
  const { icon: Icon, look, words } = looks[answer.status];
  if (isPlain(answer.data)) return null;
  const diagnosis = readDiagnosis(answer.data);
  const [best] = diagnosis?.causes ?? [];
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      <span
        className={`inline-flex items-center gap-1.5 rounded-full px-2.5 py-1 font-semibold ${look}`}
      >
        <Icon size={15} aria-hidden />
        {diagnosis && answer.status === 'found' ? 'Cause found' : words}
      </span>
      {best && answer.status === 'found' && <Confidence value={best.confidence} />}
      {diagnosis && <Searched {...diagnosis.searched} />}
    </p>
  );
}

/** A question back, what can be asked, a polite no. */
const isPlain = (data: unknown): boolean =>
  data !== null && typeof data === 'object' && 'kind' in data && 'options' in data;

const Searched = ({ files, lines }: { readonly files: number; readonly lines: number }) => (
  <span className="text-muted">
    {plural(files, 'file')}, {plural(lines, 'line')} read
  </span>
);
