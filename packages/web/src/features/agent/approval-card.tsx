import { Hand } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import type { ToolStep } from './reduce-run.ts';

/** A call that waits: exactly what would run, and the two answers. */
export const ApprovalCard = ({
  step,
  onDecide,
}: {
  readonly step: ToolStep;
  readonly onDecide: (decision: 'approve' | 'reject') => void;
}) => (
  <section
    aria-label="Approval"
    className="border-warn/50 bg-warn-soft space-y-3 rounded-xl border p-4"
  >
    <h3 className="flex items-center gap-2 font-semibold">
      <Hand size={17} className="text-warn" aria-hidden />
      May <code className="font-mono text-sm">{visibleText(step.tool)}</code> run with this?
    </h3>
    <pre className="bg-surface max-h-72 overflow-auto rounded-lg p-3 font-mono text-xs whitespace-pre-wrap">
      {visibleText(JSON.stringify(step.input, null, 2))}
    </pre>
    <p className="text-sm">Nothing has been done yet. Only this exact call is allowed, once.</p>
    <div className="flex gap-2">
      <Button look="primary" onClick={() => onDecide('approve')}>
        Allow it
      </Button>
      <Button look="outline" onClick={() => onDecide('reject')}>
        Do not allow
      </Button>
    </div>
  </section>
);
