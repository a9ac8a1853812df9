import { idsOfPath } from '../../timeline/index.ts';

/** The logs of one task instance, tries in order. */
export interface TaskLogs {
  readonly dagId: string;
  readonly runId: string | null;
  readonly taskId: string;
  readonly mapIndex: number | null;
  readonly tries: readonly {
    readonly number: number | null;
    readonly fileId: string;
    readonly name: string;
  }[];
}

/** Task logs by the ids in their paths (`dag_id=…/run_id=…/task_id=…/[map_index=…/]attempt=N.log`, or `dag/task/date/N.log`). */
export function groupTaskLogs(
  files: readonly { readonly id: string; readonly name: string }[],
): TaskLogs[] {
  const groups = new Map<
    string,
    {
      logs: Omit<TaskLogs, 'tries'>;
      tries: { number: number | null; fileId: string; name: string }[];
    }
  >();
  for (const { id, name } of files) {
    const ids = idsOfPath(name);
    if (!ids.dag || !ids.task) continue;
    const key = [ids.dag, ids.run ?? '', ids.task, ids.map ?? ''].join('\n');
    const group = groups.get(key) ?? {
      logs: {
        dagId: ids.dag,
        runId: ids.run ?? null,
        taskId: ids.task,
        mapIndex: ids.map === undefined ? null : Number(ids.map),
      },
      tries: [],
    };
    group.tries.push({ number: ids.try === undefined ? null : Number(ids.try), fileId: id, name });
    groups.set(key, group);
  }
  return [...groups.values()].map(({ logs, tries }) => ({
    ...logs,
    tries: tries.toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0)),
  }));
}
