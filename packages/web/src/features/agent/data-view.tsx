import type { ReactNode } from 'react';
import { CauseList } from '../log-search/cause-list.tsx';
import { readDiagnosis, readSearchResult } from '../log-search/diagnosis.ts';
import { HitList } from '../log-search/hit-list.tsx';

interface Step {
  readonly tool: string;
  readonly data: unknown;
}

/** The data of an answer, drawn by the feature that knows its shape; `children` where none does. */
export function DataView({
  data,
  children,
}: {
  readonly data: unknown;
  readonly children: ReactNode;
}) {
  const steps = (data as { readonly steps?: readonly Step[] } | null)?.steps;
  const parts = Array.isArray(steps) ? steps.map((step) => step.data) : [data];
  const drawn = parts.map(view).filter((part) => part !== null);
  return drawn.length > 0 ? drawn : children;
}

function view(data: unknown, at: number): ReactNode {
  const diagnosis = readDiagnosis(data);
  if (diagnosis) return <CauseList key={at} causes={diagnosis.causes} />;
  const found = readSearchResult(data);
  return found ? <HitList key={at} result={found} /> : null;
}
