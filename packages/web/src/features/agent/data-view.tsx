import type { Answer } from '@datasherpa/agent/plugin';
import { Fragment, lazy, Suspense, type ReactNode } from 'react';
import type { SearchLogsBody } from '@datasherpa/server/client';
import { readDags } from '../airflow/dag.ts';
import { MemoryLine, readMemory } from '../failures/memory-line.tsx';
import { CauseList } from '../log-search/cause-list.tsx';
import { readDiagnosis, readSearchResult } from '../log-search/diagnosis.ts';
import { readCommand } from '../shell-command/command.ts';
import { readTimeline } from '../timeline/timeline.ts';

const DagView = lazy(() => import('../airflow/dag-view.tsx'));
const SearchResult = lazy(() => import('../log-search/search-result.tsx'));
const CommandView = lazy(() => import('../shell-command/command-view.tsx'));
const TimelineView = lazy(() => import('../timeline/timeline-view.tsx'));

interface Step {
  readonly status: Answer['status'];
  readonly data: unknown;
}

/** The data of an answer, drawn by the feature that knows its shape; `children` where none does. */
export function DataView({
  status,
  data,
  requests,
  children,
}: {
  readonly status: Answer['status'];
  readonly data: unknown;
  /** What the tools were asked, in the order of the steps. */
  readonly requests: readonly unknown[];
  readonly children: ReactNode;
}) {
  const steps = (data as { readonly steps?: readonly Step[] } | null)?.steps;
  const parts = Array.isArray(steps) ? steps : [{ status, data }];
  const drawn = parts
    .map((part, at) => view(part, requests[at], at))
    .filter((part) => part !== null);
  return drawn.length > 0 ? drawn : children;
}

function view({ status, data }: Step, request: unknown, at: number): ReactNode {
  const made = readCommand(data);
  if (made)
    return (
      <Suspense key={at}>
        <CommandView made={made} />
      </Suspense>
    );
  const diagnosis = readDiagnosis(data);
  const story = readTimeline(data);
  const found = readSearchResult(data);
  if (found && isSearch(request))
    return (
      <Suspense key={at}>
        <SearchResult result={found} request={request} />
      </Suspense>
    );
  const dags = readDags(data);
  if (dags)
    return (
      <Suspense key={at}>
        <DagView dags={dags} />
      </Suspense>
    );
  if (!diagnosis && !story) return null;
  const memory = readMemory(data);
  return (
    <Fragment key={at}>
      {memory && <MemoryLine memory={memory} title={diagnosis?.causes[0]?.title ?? ''} />}
      {story && (
        <Suspense>
          <TimelineView {...story} />
        </Suspense>
      )}
      {diagnosis && <CauseList isProven={status === 'found'} causes={diagnosis.causes} />}
    </Fragment>
  );
}

const isSearch = (request: unknown): request is SearchLogsBody =>
  typeof (request as Partial<SearchLogsBody> | undefined)?.query === 'string';
