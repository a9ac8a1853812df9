import type { AirflowServer, AirflowTaskInstance } from '../../ports/airflow-server.ts';
import { textsOfHosts } from './texts-of-hosts.ts';
import { createAirflowApi, type AirflowConnection } from './airflow-api.ts';

export type { AirflowConnection };

const pageSize = 100;
/** Pages of one list or log; a server that never ends its pages is not believed. */
const maxPages = 10_000;

interface Listed {
  readonly total_entries?: number;
}

/** A read-only client of Airflow's REST API: `/api/v2` of Airflow 3, `/api/v1` of Airflow 2. Nothing is connected before the first call. */
export function createAirflowServer(connection: AirflowConnection): AirflowServer {
  const api = createAirflowApi(connection);

  async function* pages<T extends Listed>(
    path: string,
    query: Record<string, string>,
    signal?: AbortSignal,
  ): AsyncGenerator<T> {
    let offset = 0;
    for (let page = 0; page < maxPages; page += 1) {
      const found = await api.get<T>(
        path,
        { ...query, limit: String(pageSize), offset: String(offset) },
        signal,
      );
      yield found;
      offset += pageSize;
      if (offset >= (found.total_entries ?? 0)) return;
    }
  }

  return {
    async importErrors(signal) {
      const all = [];
      for await (const { import_errors: errors } of pages<
        Listed & {
          import_errors: { filename: string; stack_trace: string; bundle_name?: string | null }[];
        }
      >('importErrors', {}, signal))
        all.push(
          ...errors.map(({ filename, stack_trace: stackTrace, bundle_name: bundle }) => ({
            filename,
            stackTrace,
            bundle: bundle ?? null,
          })),
        );
      return all;
    },
    async failedRuns({ dagId, limit }, signal) {
      const { dag_runs: runs } = await api.get<{
        dag_runs: {
          dag_id: string;
          dag_run_id: string;
          state: string;
          start_date: string | null;
          end_date: string | null;
        }[];
      }>(
        `dags/${encodeURIComponent(dagId ?? '~')}/dagRuns`,
        { state: 'failed', order_by: '-start_date', limit: String(limit) },
        signal,
      );
      return runs.map((run) => ({
        dagId: run.dag_id,
        runId: run.dag_run_id,
        state: run.state,
        startDate: run.start_date,
        endDate: run.end_date,
      }));
    },
    async taskInstances(dagId, runId, signal) {
      const all: AirflowTaskInstance[] = [];
      type Row = {
        task_id: string;
        map_index: number;
        state: string | null;
        try_number: number;
        start_date: string | null;
        end_date: string | null;
        hostname: string | null;
      };
      for await (const { task_instances: rows } of pages<Listed & { task_instances: Row[] }>(
        `dags/${encodeURIComponent(dagId)}/dagRuns/${encodeURIComponent(runId)}/taskInstances`,
        {},
        signal,
      ))
        all.push(
          ...rows.map((row) => ({
            taskId: row.task_id,
            mapIndex: row.map_index,
            state: row.state,
            tryNumber: row.try_number,
            startDate: row.start_date,
            endDate: row.end_date,
            hostname: row.hostname || null,
          })),
        );
      return all;
    },
    async *taskLog({ dagId, runId, taskId, mapIndex, tryNumber }, signal) {
      const path = `dags/${encodeURIComponent(dagId)}/dagRuns/${encodeURIComponent(runId)}/taskInstances/${encodeURIComponent(taskId)}/logs/${tryNumber}`;
      let token: string | null | undefined;
      for (let page = 0; page < maxPages; page += 1) {
        const found = await api.get<{ content: unknown; continuation_token?: string | null }>(
          path,
          { map_index: String(mapIndex), ...(token ? { token } : {}) },
          signal,
        );
        yield* linesOf(found.content);
        // The server repeats its token where there is no more.
        if (
          !found.continuation_token ||
          found.continuation_token === token ||
          isEmpty(found.content)
        )
          return;
        token = found.continuation_token;
      }
    },
    async dagSource(dagId, signal) {
      const name = encodeURIComponent(dagId);
      if ((await api.version(signal)) === 2) {
        const { content } = await api.get<{ content: string }>(`dagSources/${name}`, {}, signal);
        return content;
      }
      const { file_token: token } = await api.get<{ file_token: string }>(
        `dags/${name}`,
        {},
        signal,
      );
      const { content } = await api.get<{ content: string }>(
        `dagSources/${encodeURIComponent(token)}`,
        {},
        signal,
      );
      return content;
    },
  };
}

const isEmpty = (content: unknown): boolean => linesOf(content).next().done === true;

/** Airflow 3 gives events or lines, Airflow 2 one text, often as a Python list of host and text. */
function* linesOf(content: unknown): Generator<string> {
  if (typeof content === 'string') {
    const texts = textsOfHosts(content) ?? [content];
    for (const text of texts) yield* text.split('\n').filter((line) => line !== '');
  } else if (Array.isArray(content))
    for (const each of content as unknown[])
      yield typeof each === 'string' ? each : JSON.stringify(each);
}
