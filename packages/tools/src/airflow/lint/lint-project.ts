import type { FileFacts } from '../facts.ts';
import { code, type Finding } from './finding.ts';

/** What shows only across files: the same dag_id in two of them. Airflow then silently keeps one of the DAGs. */
export function lintProject(files: readonly FileFacts[]): Finding[] {
  const places = new Map<string, { readonly file: string; readonly line: number }[]>();
  for (const { file, dags } of files)
    for (const { dagId, span, uncertain } of dags) {
      if (typeof dagId !== 'string' || uncertain) continue;
      const list = places.get(dagId) ?? [];
      list.push({ file, line: span.line });
      places.set(dagId, list);
    }
  return [...places].flatMap(([dagId, all]) =>
    all.length < 2
      ? []
      : all.map(({ file, line }, at): Finding => {
          const other = all[at === 0 ? 1 : 0]!;
          return {
            rule: 'duplicate-dag-id',
            level: 'error',
            message: `The dag id ${code(dagId)} is also used in ${code(`${other.file}:${other.line}`)}; Airflow shows only one of them, without a word.`,
            hint: 'Give each DAG an id of its own.',
            file,
            line,
            endLine: line,
            dagId,
            taskId: null,
            fix: null,
            migration: false,
          };
        }),
  );
}
