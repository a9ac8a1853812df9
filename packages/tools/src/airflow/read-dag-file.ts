import type { FileFacts, Unknown } from './facts.ts';
import { BudgetSpent } from './python/budget.ts';
import { createMachine, runModule } from './python/machine.ts';
import { readableTree } from './python/readable-tree.ts';
import type { PythonParser, PythonTree } from './python/syntax.ts';
import { addProblem, createContext, type AirflowContext } from './model/context.ts';
import { createHost } from './model/host.ts';
import { airflowObject } from './model/model.ts';
import { unresolved } from './model/plain-value.ts';
import { writeDag } from './model/write-dag.ts';
import { importsOf } from './imports-of.ts';
import { readsOf } from './outside-reads.ts';

export interface DagSource {
  /** Path or name; its last part is what `__file__` ends with. */
  readonly name: string;
  readonly text: string;
}

/** Source and parse tree of a file that was read, for lint rules. */
export interface ReadDagFile {
  readonly facts: FileFacts;
  readonly tree: PythonTree;
}

/**
 * DAGs, tasks and edges of a Python file, as Airflow would find them, without running it. Throws PYTHON_TOO_COMPLEX where the
 * parser gives up; a file that does too much at import is reported with what was found until then, and says so in `cut`.
 */
export function readDagFile(source: DagSource, parser: PythonParser): ReadDagFile {
  const { tree, unreadable } = readableTree(source.text, parser);
  const context = createContext();
  const fileName = source.name.slice(
    Math.max(source.name.lastIndexOf('/'), source.name.lastIndexOf('\\')) + 1,
  );
  const machine = createMachine({ source: tree.source, fileName }, createHost(context));
  const cut: string[] = [];
  try {
    runModule(tree.root, machine);
  } catch (error) {
    // A RangeError is a stack that ran out on values inside values.
    if (!(error instanceof BudgetSpent) && !(error instanceof RangeError)) throw error;
    cut.push(
      'The file does more work at import than is evaluated; the facts are those found until then.',
    );
  }
  for (const value of machine.module.variables.values()) {
    const object = airflowObject(value);
    if (object?.type === 'dag') object.registered = true;
  }
  noteWhatIsNotRegistered(context);
  const dags = context.dags
    .filter(({ registered }) => registered)
    .map((dag) => writeDag(dag, tree.source));
  const own: Unknown[] = context.unknowns.map(({ what, value }) => ({
    what,
    ...unresolved(value),
  }));
  const doc = machine.module.variables.get('__doc__');
  return {
    tree,
    facts: {
      file: source.name,
      dags,
      problems: context.problems,
      unknowns: [...own, ...dags.flatMap(({ unknowns }) => unknowns)].toSorted(
        (a, b) => a.line - b.line,
      ),
      reads: readsOf(tree),
      imports: importsOf(tree),
      doc: doc?.kind === 'text' ? doc.value : null,
      unreadable,
      cut,
    },
  };
}

function noteWhatIsNotRegistered(context: AirflowContext): void {
  for (const dag of context.dags)
    if (!dag.registered)
      addProblem(
        context,
        'dag_not_registered',
        'The DAG is not among the variables of the module, so Airflow does not find it.',
        dag,
        dag.site,
      );
  for (const { name, site, called } of context.dagFunctions)
    if (!called)
      addProblem(
        context,
        'dag_function_not_called',
        `The @dag function ${name} is never called, so it makes no DAG.`,
        null,
        site,
      );
}
