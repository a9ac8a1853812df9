import type { DagFacts, FileFacts } from '../facts.ts';
import { code, type Finding } from './finding.ts';

/**
 * What shows only across files: the same dag_id in two of them. Airflow then silently keeps one of the DAGs. Of a file and its copy
 * that is worth knowing and no more.
 */
export function lintProject(files: readonly FileFacts[]): Finding[] {
  const places = new Map<string, { file: string; line: number; dag: DagFacts }[]>();
  for (const { file, dags } of files)
    for (const dag of dags) {
      const { dagId, span, uncertain } = dag;
      if (typeof dagId !== 'string' || uncertain) continue;
      const list = places.get(dagId) ?? [];
      list.push({ file, line: span.line, dag });
      places.set(dagId, list);
    }
  return [...places].flatMap(([dagId, all]) =>
    all.length < 2
      ? []
      : all.map(({ file, line, dag }, at): Finding => {
          const other = all[at === 0 ? 1 : 0]!;
          const place = code(`${other.file}:${other.line}`);
          // Which of two copies Airflow shows makes no difference, until one of them is changed.
          const isCopy = other.file !== file && JSON.stringify(other.dag) === JSON.stringify(dag);
          return {
            rule: 'duplicate-dag-id',
            level: isCopy ? 'info' : 'error',
            message: isCopy
              ? `The DAG ${code(dagId)} stands in ${place} too, line for line; Airflow shows only one of them.`
              : `The dag id ${code(dagId)} is also used in ${place}; Airflow shows only one of them, without a word.`,
            hint: isCopy ? 'Keep one of the files.' : 'Give each DAG an id of its own.',
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
