import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { visibleText } from './visible-text.ts';

/** What went wrong, what to do about it, and the code to look up. */
export function ProblemNotice({
  problem,
  children,
}: {
  readonly problem: { readonly message: string; readonly hint: string; readonly code: string };
  /** What can be done here: a button to try again. */
  readonly children?: ReactNode;
}) {
  return (
    <div role="alert" className="border-danger/40 bg-danger-soft flex gap-3 rounded-xl border p-4">
      <CircleAlert className="text-danger mt-0.5 shrink-0" size={18} aria-hidden />
      <div className="min-w-0 space-y-1">
        <p className="font-medium break-words">{visibleText(problem.message)}</p>
        {problem.hint && <p className="text-sm break-words">{visibleText(problem.hint)}</p>}
        <p className="font-mono text-xs">{visibleText(problem.code)}</p>
        {children && <div className="pt-1">{children}</div>}
      </div>
    </div>
  );
}
