import type { Answer } from '@datasherpa/agent/plugin';
import type { ReactNode } from 'react';
import { CauseList } from '../log-search/cause-list.tsx';
import { readDiagnosis, readSearchResult } from '../log-search/diagnosis.ts';
import { HitList } from '../log-search/hit-list.tsx';

interface Step {
  readonly status: Answer['status'];
  readonly data: unknown;
}

/** The data of an answer, drawn by the feature that knows its shape; `children` where none does. */
export function DataView({
  status,
  data,
  children,
}: {
  readonly status: Answer['status'];
  readonly data: unknown;
  readonly children: ReactNode;
}) {
  const steps = (data as { readonly steps?: readonly Step[] } | null)?.steps;
  const parts = Array.isArray(steps) ? steps : [{ status, data }];
  const drawn = parts.map(view).filter((part) => part !== null);
  return drawn.length > 0 ? drawn : children;
}

function view({ status, data }: Step, at: number): ReactNode {
  const diagnosis = readDiagnosis(data);
  if (diagnosis)
    return <CauseList key={at} isProven={status === 'found'} causes={diagnosis.causes} />;
  const found = readSearchResult(data);
  return found ? <HitList key={at} result={found} /> : null;
}
