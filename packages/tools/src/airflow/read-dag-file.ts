import type { FileFacts, Unknown } from './facts.ts';
import { BudgetSpent } from './python/budget.ts';
import { createMachine, runModule } from './python/machine.ts';
import type { Modules } from './python/modules.ts';
import { readableTree } from './python/readable-tree.ts';
import type { PythonParser, PythonTree } from './python/syntax.ts';
import { addProblem, createContext, type AirflowContext } from './model/context.ts';
import { createHost } from './model/host.ts';
import { airflowObject } from './model/model.ts';
import { unresolved } from './model/plain-value.ts';
import { writeDag } from './model/write-dag.ts';
import { importsOf } from './imports-of.ts';
import { readsBehind, readsOf } from './outside-reads.ts';

export interface DagSource {
  /** Path or name; its last part is what `__file__` ends with. */
  readonly name: string;
  readonly text: string;
}

/** Source and parse tree of a file that was read, for lint rules. */
export interface ReadDagFile {
  readonly facts: FileFacts;
  readonly tree: PythonTree;
  /** Of the imported files, by their paths. */
  readonly imported: ReadonlyMap<string, PythonTree>;
}

/**
 * DAGs, tasks and edges of a Python file, as Airflow would find them, without running it. Throws PYTHON_TOO_COMPLEX where the
 * parser gives up; a file that does too much at import is reported with what was found until then, and says so in `cut`.
 * @param modules files that it may import; without them all that it imports is unknown.
 */
export function readDagFile(
  source: DagSource,
  parser: PythonParser,
  modules: Modules | null = null,
): ReadDagFile {
  const { tree, unreadable } = readableTree(source.text, parser);
  const context = createContext();
  const imported = new Map<string, PythonTree>();
  const machine = createMachine(
    source.name.replaceAll('\\', '/'),
    createHost(context),
    modules && {
      finder: modules.finder,
      tree(path, module) {
        const read = modules.tree(path, module);
        if (read) imported.set(path, read.tree);
        return read;
      },
    },
  );
  const cut: string[] = [];
  try {
    runModule(tree.root, machine.module, machine);
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
    .map((dag) => writeDag(dag, machine));
  const own: Unknown[] = context.unknowns.map(({ what, value }) => ({
    what,
    ...unresolved(value),
  }));
  const doc = machine.module.variables.get('__doc__');
  const paths = [...imported.keys()].toSorted();
  return {
    tree,
    imported,
    facts: {
      file: source.name,
      dags,
      // A module of a package may import so; only files with DAGs are loaded by Airflow itself.
      problems: context.problems.filter(
        ({ kind }) => kind !== 'relative_import' || dags.length > 0,
      ),
      unknowns: [...own, ...dags.flatMap(({ unknowns }) => unknowns)].toSorted(
        (a, b) => a.line - b.line,
      ),
      reads: [...readsOf(tree), ...paths.flatMap((path) => readsBehind(imported.get(path)!, dags))],
      imports: importsOf(tree),
      importedFiles: paths,
      doc: doc?.kind === 'text' ? doc.value : null,
      unreadable,
      cut,
    },
  };
}

function noteWhatIsNotRegistered(context: AirflowContext): void {
  for (const dag of context.dags)
    // Of an imported file it may be the base of others, or found with that file.
    if (!dag.registered && dag.site.origin.file === null)
      addProblem(
        context,
        'dag_not_registered',
        'The DAG is not among the variables of the module, so Airflow does not find it.',
        dag,
        dag.site,
      );
  for (const { name, site, called } of context.dagFunctions)
    if (!called && site.origin.file === null)
      addProblem(
        context,
        'dag_function_not_called',
        `The @dag function ${name} is never called, so it makes no DAG.`,
        null,
        site,
      );
}
