import type { DagFacts, FileFacts } from '../facts.ts';
import { code, type Finding } from './finding.ts';

interface Made {
  /** The file that Airflow loads. */
  readonly file: string;
  /** Where the DAG stands: in that file, or in one that it imports. */
  readonly place: { readonly file: string; readonly line: number };
  readonly dag: DagFacts;
}

/**
 * What shows only across files: the same dag_id in two of them. Airflow then silently keeps one of the DAGs. Of a file and its copy,
 * and of a DAG that another file imports, that is worth knowing and no more.
 */
export function lintProject(files: readonly FileFacts[]): Finding[] {
  const made = new Map<string, Made[]>();
  for (const { file, dags } of files)
    for (const dag of dags) {
      const { dagId, span, uncertain } = dag;
      if (typeof dagId !== 'string' || uncertain) continue;
      const place = { file: span.file ?? file, line: span.line };
      made.set(dagId, [...(made.get(dagId) ?? []), { file, place, dag }]);
    }
  return [...made].flatMap(([dagId, all]) => (all.length < 2 ? [] : ofId(dagId, all)));
}

function ofId(dagId: string, all: readonly Made[]): Finding[] {
  return all.flatMap((each, at): Finding[] => {
    const other = all[at === 0 ? 1 : 0]!;
    const { file, place } = each;
    const where = code(`${other.place.file}:${other.place.line}`);
    const tell = (level: Finding['level'], message: string, hint: string): Finding => ({
      rule: 'duplicate-dag-id',
      level,
      message,
      hint,
      ...place,
      endLine: place.line,
      dagId,
      taskId: null,
      fix: null,
      migration: false,
    });
    const own =
      all.filter((one) => one.file === file).length === 1 &&
      all.some((one) => one.file === place.file && samePlace(one, each));
    // Told once, where it is imported.
    if (own && file === place.file && all.every((one) => samePlace(one, each))) return [];
    if (own && file !== place.file)
      return [
        tell(
          'info',
          `The DAG ${code(dagId)} is also found through ${code(file)}, which imports it; Airflow shows it under one of the files.`,
          'Import what the file needs from a module without DAGs.',
        ),
      ];
    // Two files, or one twice, let a function of a third make it.
    if (samePlace(each, other))
      return [
        {
          ...tell(
            'error',
            `The dag id ${code(dagId)} is also used in ${code(other.file)}; Airflow shows only one of them, without a word.`,
            'Give each DAG an id of its own.',
          ),
          ...(file !== other.file && { file, line: 1, endLine: 1 }),
        },
      ];
    // Which of two copies Airflow shows makes no difference, until one of them is changed.
    const isCopy = other.file !== file && JSON.stringify(other.dag) === JSON.stringify(each.dag);
    return [
      isCopy
        ? tell(
            'info',
            `The DAG ${code(dagId)} stands in ${where} too, line for line; Airflow shows only one of them.`,
            'Keep one of the files.',
          )
        : tell(
            'error',
            `The dag id ${code(dagId)} is also used in ${where}; Airflow shows only one of them, without a word.`,
            'Give each DAG an id of its own.',
          ),
    ];
  });
}

const samePlace = (a: Made, b: Made): boolean =>
  a.place.file === b.place.file && a.place.line === b.place.line;
