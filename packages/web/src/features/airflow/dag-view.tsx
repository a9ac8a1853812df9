import { useId, useLayoutEffect, useRef, useState } from 'react';
import { moveAlongRow } from '../../components/ui/arrow-keys.ts';
import { formatCount } from '../../components/ui/format.ts';
import { Section } from '../../components/ui/section.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import type { Dag, DagTask, Place } from './dag.ts';
import { EdgeLines } from './edge-lines.tsx';
import { partsOfName } from './short-name.ts';
import { layOutDag, nodeHeight, nodeWidth } from './lay-out-dag.ts';

/** More are too small to read; the data below has all of them. */
const maxTasks = 300;

const kindStyles: Readonly<Record<string, string>> = {
  sensor: 'border-warn',
  branch: 'border-accent',
  short_circuit: 'border-accent',
};

/** The DAGs of an answer; one of them as a graph from left to right. */
export default function DagView({ dags }: { readonly dags: readonly Dag[] }) {
  const [at, setAt] = useState(0);
  const dag = dags[Math.min(at, dags.length - 1)]!;
  return (
    <Section
      title={dags.length === 1 ? 'DAG' : `${formatCount(dags.length)} DAGs`}
      beside={
        dags.length > 1 && (
          <select
            aria-label="DAG to show"
            value={at}
            onChange={({ target }) => setAt(Number(target.value))}
            className="border-line bg-surface max-w-64 rounded-lg border px-2 py-1 text-sm"
          >
            {[...dags.keys()].map((place) => (
              <option key={place} value={place}>
                {visibleText(nameOf(dags[place]!))}
              </option>
            ))}
          </select>
        )
      }
    >
      <p className="text-sm break-words">
        <strong>{visibleText(nameOf(dag))}</strong>{' '}
        <span className="text-muted">
          {visibleText(`${dag.span.file ?? dag.file}:${dag.span.line}`)},{' '}
          {visibleText(dag.scheduleInWords)}
        </span>
      </p>
      {/* Another DAG begins at its own first task. */}
      <DagGraph key={at} dag={dag} />
      {dag.unknowns.length > 0 && (
        <details className="text-sm">
          <summary className="cursor-pointer">
            {formatCount(dag.unknowns.length)} not known without running the code
          </summary>
          <ul className="text-muted mt-1 space-y-1">
            {dag.unknowns.slice(0, 50).map(({ what, unknown, line, file }) => (
              <li key={`${file}:${line}:${what}`} className="break-words">
                {visibleText(placeOf({ line, file }))}: {visibleText(what)}: {visibleText(unknown)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

const nameOf = ({ dagId }: Dag): string =>
  typeof dagId === 'string' ? dagId : 'DAG with an id that is not known';

function DagGraph({ dag }: { readonly dag: Dag }) {
  const [at, setAt] = useState(0);
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // Columns are centred: beside sixty tasks in one, the first task stands far below the top.
    const first = frame.current?.querySelector('button');
    if (frame.current && first)
      frame.current.scrollTop = first.offsetTop - (frame.current.clientHeight - nodeHeight) / 2;
  }, []);
  if (dag.tasks.length === 0) return <p className="text-muted text-sm">It has no task.</p>;
  const tasks = dag.tasks.slice(0, maxTasks);
  const { nodes, edges, width, height } = layOutDag({ tasks, edges: dag.edges });
  const byId = new Map(tasks.map((task) => [task.taskId, task]));
  const shown = byId.get(nodes[at]!.taskId)!;
  return (
    <div className="border-line bg-surface overflow-hidden rounded-xl border">
      <div ref={frame} className="max-h-[28rem] overflow-auto">
        <div className="relative" style={{ width, height }}>
          <svg
            xmlns="http://www.w3.org/2000/svg"
            width={width}
            height={height}
            className="absolute inset-0"
            aria-hidden
          >
            <EdgeLines
              id={id}
              edges={edges}
              isLit={({ from, to }) => from === shown.taskId || to === shown.taskId}
            />
          </svg>
          <div
            role="toolbar"
            tabIndex={-1}
            aria-label="Tasks"
            onKeyDown={moveAlongRow}
            className="absolute inset-0"
          >
            {nodes.map(({ taskId, x, y }, index) => {
              const task = byId.get(taskId)!;
              return (
                <button
                  key={taskId}
                  type="button"
                  tabIndex={index === at ? 0 : -1}
                  aria-label={wordsOf(task, dag)}
                  onFocus={() => setAt(index)}
                  onClick={() => setAt(index)}
                  className={`bg-canvas absolute flex items-center rounded-lg border px-2 text-left text-xs ${kindStyles[task.kind] ?? 'border-edge'} ${task.uncertain ? 'border-dashed' : ''} ${task.mapped ? 'shadow-[3px_3px_0_var(--color-edge)]' : ''} ${index === at ? 'outline-accent outline-2 outline-offset-1' : ''}`}
                  style={{ left: x, top: y, width: nodeWidth, height: nodeHeight }}
                  title={taskId}
                >
                  <BoxName name={taskId} />
                </button>
              );
            })}
          </div>
        </div>
      </div>
      <p className="border-line border-t px-3 py-2 text-sm break-words" aria-live="polite">
        {visibleText(wordsOf(shown, dag))}
      </p>
      {dag.tasks.length > maxTasks && (
        <p className="text-muted px-3 pb-2 text-xs">
          {formatCount(maxTasks)} of {formatCount(dag.tasks.length)} tasks are drawn.
        </p>
      )}
    </div>
  );
}

/** The whole name is there for those who hear it; the picture leaves out its middle. */
function BoxName({ name }: { readonly name: string }) {
  const [start, end] = partsOfName(name);
  return (
    <>
      <span className="truncate">{start}</span>
      <span className="shrink-0">{end}</span>
    </>
  );
}

/** A place in the file of the DAG, or in one that it imports. */
const placeOf = ({ file, line }: Place): string =>
  file === undefined ? `line ${line}` : `line ${line} of ${file}`;

/** What the picture shows of a task, in words. */
function wordsOf(task: DagTask, { edges }: Dag): string {
  const before = edges.filter(({ to }) => to === task.taskId).map(({ from }) => from);
  const behind = edges.filter(({ from }) => from === task.taskId).map(({ to }) => to);
  return [
    `${task.taskId} (${task.decorator ?? task.operator}), ${placeOf(task.span)}`,
    task.uncertain ? `may not exist (${placeOf(task.uncertain)})` : '',
    task.mapped ? `mapped over ${task.mapped.over.join(', ')}` : '',
    task.setup ? 'setup' : '',
    task.teardown ? 'teardown' : '',
    typeof task.triggerRule === 'string' && task.triggerRule !== 'all_success'
      ? `trigger rule ${task.triggerRule}`
      : '',
    typeof task.retries === 'number' && task.retries > 0 ? `${task.retries} retries` : '',
    before.length > 0 ? `after ${few(before)}` : 'at the start',
    behind.length > 0 ? `before ${few(behind)}` : 'at the end',
  ]
    .filter((part) => part !== '')
    .join('; ');
}

const few = (ids: readonly string[]): string =>
  ids.length > 5 ? `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more` : ids.join(', ');
