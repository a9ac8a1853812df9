import { styleText } from 'node:util';

/** Of a DAG what the command line shows: from `parse`, or from `next-runs`. */
export interface DagView {
  readonly dagId: unknown;
  readonly file: string | null;
  readonly span?: { readonly line: number; readonly file?: string };
  readonly scheduleInWords?: string;
  readonly tasks?: readonly {
    readonly taskId: string;
    readonly operator: string;
    readonly decorator: string | null;
    readonly uncertain: unknown;
  }[];
  readonly edges?: readonly {
    readonly from: string;
    readonly to: string;
    readonly label: string | null;
  }[];
  readonly unknowns?: readonly {
    readonly what: string;
    readonly unknown: string;
    readonly line: number;
    readonly file?: string;
  }[];
  readonly words?: string;
  readonly timezone?: string;
  readonly runs?: readonly { readonly local: string; readonly dataInterval: readonly string[] }[];
  readonly notes?: readonly string[];
}

const maxDags = 50;
const maxTasks = 200;

export function renderDags(dags: readonly DagView[]): string {
  const shown = dags.slice(0, maxDags).map((dag) => (dag.runs ? renderRuns(dag) : renderDag(dag)));
  const more =
    dags.length > maxDags ? `… and ${dags.length - maxDags} more DAGs (--json shows all)\n\n` : '';
  return shown.join('') + more;
}

const nameOf = ({ dagId }: DagView): string =>
  typeof dagId === 'string' ? dagId : 'a DAG whose id is not known';

function renderDag(dag: DagView): string {
  const { tasks = [], edges = [], unknowns = [] } = dag;
  const down = Map.groupBy(edges, ({ from }) => from);
  const lines = tasks.slice(0, maxTasks).map(({ taskId, operator, decorator, uncertain }) => {
    const next = (down.get(taskId) ?? []).map(({ to, label }) =>
      label === null ? to : `${to} (${label})`,
    );
    return `  ${taskId}  ${styleText('dim', decorator ?? operator)}${next.length > 0 ? ` -> ${next.join(', ')}` : ''}${uncertain ? styleText('yellow', '  may not exist') : ''}`;
  });
  if (tasks.length > maxTasks) lines.push(`  … and ${tasks.length - maxTasks} more tasks`);
  for (const { what, unknown, line, file } of unknowns.slice(0, 20))
    lines.push(
      `  ${styleText('yellow', 'unknown')} ${file === undefined ? `line ${line}` : `${file}:${line}`}: ${what}: ${unknown}`,
    );
  if (unknowns.length > 20) lines.push(`  … and ${unknowns.length - 20} more that are not known`);
  return `${styleText('bold', nameOf(dag))}  ${dag.span?.file ?? dag.file}:${dag.span?.line}  ${dag.scheduleInWords}\n${lines.map((line) => `${line}\n`).join('')}\n`;
}

function renderRuns(dag: DagView): string {
  const name = dag.file === null ? '' : `${styleText('bold', nameOf(dag))}  ${dag.file}  `;
  const lines = [
    ...(dag.runs ?? []).map(
      ({ local, dataInterval: [from, to] }) =>
        `  ${local}${from === to ? '' : `  data from ${from} to ${to}`}`,
    ),
    ...(dag.notes ?? []).map((note) => `  ${note}`),
  ];
  return `${name}${dag.words} (${dag.timezone})\n${lines.join('\n')}\n\n`;
}
