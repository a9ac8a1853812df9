import type { ToolContext } from '@datasherpa/agent/plugin';
import { pythonFiles, type Sources } from './read-sources.ts';

/** Failed task instances whose logs are fetched. */
const maxLogs = 20;
const maxLogLines = 200_000;

type Live = Required<Pick<ToolContext, 'airflow' | 'keepText' | 'workspace' | 'progress'>>;

/** What a connected Airflow knows of a DAG, as the files that one would have sent: source, import errors, task states, failed logs. */
export async function readLive(
  { airflow, keepText, workspace, progress }: Live,
  {
    dagId,
    runId,
    ...scope
  }: {
    readonly dagId: string;
    readonly runId: string | undefined;
    readonly uploads: string[] | undefined;
    readonly files: string[] | undefined;
  },
  signal: AbortSignal,
): Promise<Sources> {
  progress('asking Airflow', null);
  const errors = await airflow.importErrors(signal);
  // A DAG whose file was never imported has no source there, and no run.
  const source = await airflow.dagSource(dagId, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    if (errors.length === 0) throw error;
    return null;
  });
  const texts = [
    {
      name: 'import-errors.json',
      text: JSON.stringify({
        import_errors: errors.map((each) => ({
          filename: each.filename,
          stack_trace: each.stackTrace,
          bundle_name: each.bundle,
        })),
      }),
    },
  ];
  const logs: { id: string; name: string }[] = [];
  let left = 0;
  const run =
    source === null
      ? undefined
      : (runId ?? (await airflow.failedRuns({ dagId, limit: 1 }, signal))[0]?.runId);
  if (run !== undefined) {
    const tasks = await airflow.taskInstances(dagId, run, signal);
    texts.push({
      name: 'task-states.json',
      text: JSON.stringify(
        tasks.map((each) => ({
          dag_id: dagId,
          run_id: run,
          task_id: each.taskId,
          map_index: each.mapIndex,
          state: each.state,
          try_number: each.tryNumber,
          hostname: each.hostname,
          start_date: each.startDate,
          end_date: each.endDate,
        })),
      ),
    });
    const failed = tasks.filter(
      ({ state, startDate }) =>
        (state === 'failed' || state === 'up_for_retry') && startDate !== null,
    );
    left = Math.max(0, failed.length - maxLogs);
    for (const [at, task] of failed.slice(0, maxLogs).entries()) {
      progress(`fetching log ${at + 1} of ${Math.min(failed.length, maxLogs)}`, null);
      for (let number = 1; number <= task.tryNumber; number += 1) {
        const lines: string[] = [];
        for await (const line of airflow.taskLog(
          { dagId, runId: run, taskId: task.taskId, mapIndex: task.mapIndex, tryNumber: number },
          signal,
        )) {
          lines.push(line);
          if (lines.length >= maxLogLines) break;
        }
        if (lines.length === 0) continue;
        const [file] = await workspace.files({
          uploads: [await keepText(`${lines.join('\n')}\n`)],
        });
        const map = task.mapIndex >= 0 ? `map_index=${task.mapIndex}/` : '';
        if (file)
          logs.push({
            id: file.id,
            name: `dag_id=${dagId}/run_id=${run}/task_id=${task.taskId}/${map}attempt=${number}.log`,
          });
      }
    }
  }
  return {
    code: source === null ? [] : [{ name: `${dagId}.py`, text: source }],
    // Airflow gives out no other files than those with DAGs; what was uploaded may hold what it imports.
    beside: await pythonFiles(workspace, scope, signal),
    texts,
    logs,
    left: { count: left, total: left + logs.length },
  };
}
