import type { Answer } from '@datasherpa/agent/plugin';
import { Fragment, lazy, Suspense, type ReactNode } from 'react';
import type { SearchLogsBody } from '@datasherpa/server/client';
import { readDags } from '../airflow/dag.ts';
import { readDocuments } from '../documents/documents.ts';
import { MemoryLine, readMemory } from '../failures/memory-line.tsx';
import { CauseList } from '../log-search/cause-list.tsx';
import { readLogComparison } from '../log-search/log-comparison.ts';
import { readDiagnosis, readSearchResult } from '../log-search/diagnosis.ts';
import { readCommand } from '../shell-command/command.ts';
import { readRunComparison, readSparkAdvice, readSparkTrends } from '../spark/spark.ts';
import { readTimeline } from '../timeline/timeline.ts';

const LogComparisonView = lazy(() => import('../log-search/log-comparison-view.tsx'));
const DocumentsView = lazy(() => import('../documents/documents-view.tsx'));
const RunComparisonView = lazy(() => import('../spark/run-comparison.tsx'));
const SparkView = lazy(() => import('../spark/spark-view.tsx'));
const TrendsView = lazy(() => import('../spark/trends-view.tsx'));
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
  const parts = stepsOf(data) ?? [{ status, data }];
  const drawn = parts
    .map((part, at) => view(part, requests[at], at))
    .filter((part) => part !== null);
  return drawn.length > 0 ? drawn : children;
}

/** The steps of an answer that was put together; what other answers call steps has no status. */
function stepsOf(data: unknown): readonly Step[] | null {
  const { steps } = (data ?? {}) as { readonly steps?: readonly Partial<Step>[] };
  return Array.isArray(steps) && steps.length > 0 && steps.every(({ status }) => status)
    ? (steps as Step[])
    : null;
}

function view({ status, data }: Step, request: unknown, at: number): ReactNode {
  const made = readCommand(data);
  if (made)
    return (
      <Suspense key={at}>
        <CommandView made={made} />
      </Suspense>
    );
  const advice = readSparkAdvice(data);
  if (advice)
    return (
      <Suspense key={at}>
        <SparkView found={advice} request={request} />
      </Suspense>
    );
  const trends = readSparkTrends(data);
  if (trends)
    return (
      <Suspense key={at}>
        <TrendsView trends={trends} />
      </Suspense>
    );
  const runs = readRunComparison(data);
  if (runs)
    return (
      <Suspense key={at}>
        <RunComparisonView compared={runs} />
      </Suspense>
    );
  const written = readDocuments(data);
  if (written)
    return (
      <Suspense key={at}>
        <DocumentsView written={written} />
      </Suspense>
    );
  const logs = readLogComparison(data);
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
  if (!diagnosis && !story && !logs) return null;
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
      {logs && (
        <Suspense>
          <LogComparisonView compared={logs} />
        </Suspense>
      )}
    </Fragment>
  );
}

const isSearch = (request: unknown): request is SearchLogsBody =>
  typeof (request as Partial<SearchLogsBody> | undefined)?.query === 'string';
