import { Ban, ChevronRight, CircleAlert, CircleCheck, Hand } from 'lucide-react';
import { formatDuration } from '../../components/ui/format.ts';
import { Spinner } from '../../components/ui/spinner.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import type { ToolStep } from './reduce-run.ts';

const icons = {
  running: <Spinner size={15} />,
  waiting: <Hand size={15} className="text-warn shrink-0" aria-label="waits for approval" />,
  done: <CircleCheck size={15} className="text-accent shrink-0" aria-label="done" />,
  failed: <CircleAlert size={15} className="text-danger shrink-0" aria-label="failed" />,
  denied: <Ban size={15} className="text-muted shrink-0" aria-label="not allowed" />,
} as const;

/** The tools that worked on an answer, as they go. Each can be opened to see exactly what it was asked. */
export const ToolSteps = ({ steps }: { readonly steps: readonly ToolStep[] }) =>
  steps.length > 0 && (
    <ul aria-label="Steps" className="space-y-1">
      {steps.map((step) => (
        <li key={step.callId}>
          <details className="group text-sm">
            <summary className="text-muted hover:text-ink flex list-none items-center gap-2">
              {icons[step.state]}
              <span className="font-mono text-xs">{visibleText(step.tool)}</span>
              {step.state === 'running' && (
                <span className="truncate">
                  {visibleText(step.note ?? '')}
                  {step.fraction !== null && ` ${Math.round(step.fraction * 100)} %`}
                </span>
              )}
              {step.milliseconds !== null && <span>{formatDuration(step.milliseconds)}</span>}
              <ChevronRight
                size={14}
                className="transition-transform group-open:rotate-90"
                aria-hidden
              />
            </summary>
            <pre className="bg-sunken mt-1 max-h-60 overflow-auto rounded-lg p-3 font-mono text-xs whitespace-pre-wrap">
              {visibleText(JSON.stringify(step.input, null, 2))}
            </pre>
          </details>
          {step.problem && (
            <p className="text-danger pl-6 text-sm wrap-anywhere">{visibleText(step.problem)}</p>
          )}
        </li>
      ))}
    </ul>
  );
