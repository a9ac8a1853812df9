import type { ImportProblem } from '../facts.ts';
import { spanOf, type PythonSyntax } from '../python/syntax.ts';
import type { UnknownValue } from '../python/value.ts';
import type { Dag, Group, Task } from './model.ts';

/** What Airflow keeps while it imports a file: the DAGs and groups whose blocks are open, and what was made. */
export interface AirflowContext {
  readonly dags: Dag[];
  readonly openDags: Dag[];
  readonly openGroups: Group[];
  readonly problems: ImportProblem[];
  readonly unknowns: { readonly what: string; readonly value: UnknownValue }[];
  readonly dagFunctions: { readonly name: string; readonly site: PythonSyntax; called: boolean }[];
  readonly setupTeardown: SetupTeardown;
}

/** State of `with setup_task >> teardown_task:` blocks, as `airflow.utils.setup_teardown` keeps it. */
export interface SetupTeardown {
  active: boolean;
  setup: Task[];
  readonly previousSetups: Task[][];
  teardown: Task[];
  readonly previousTeardowns: Task[][];
  teardownOfSetup: Task[];
  readonly previousTeardownsOfSetup: Task[][];
  setupOfTeardown: Task[];
  readonly previousSetupsOfTeardown: Task[][];
  /** Work tasks by the setup or teardown (first of them) whose block they were made in. */
  readonly work: Map<Task, Task[]>;
}

export const createContext = (): AirflowContext => ({
  dags: [],
  openDags: [],
  openGroups: [],
  problems: [],
  unknowns: [],
  dagFunctions: [],
  setupTeardown: {
    active: false,
    setup: [],
    previousSetups: [],
    teardown: [],
    previousTeardowns: [],
    teardownOfSetup: [],
    previousTeardownsOfSetup: [],
    setupOfTeardown: [],
    previousSetupsOfTeardown: [],
    work: new Map(),
  },
});

/** At most so many of each are kept of one file. */
const maxNotes = 1000;

export function addProblem(
  context: AirflowContext,
  kind: ImportProblem['kind'],
  message: string,
  dag: Dag | null,
  site: PythonSyntax,
): void {
  if (context.problems.length >= maxNotes) return;
  const dagId = dag?.id.kind === 'text' ? dag.id.value : null;
  context.problems.push({ kind, message, dagId, ...spanOf(site) });
}

export function addUnknown(
  context: AirflowContext,
  what: string,
  value: UnknownValue,
  dag: Dag | null = context.openDags.at(-1) ?? null,
): void {
  const list = dag ? dag.unknowns : context.unknowns;
  const isThere = list.some(
    (each) => each.what === what && each.value.span.line === value.span.line,
  );
  if (list.length < maxNotes && !isThere) list.push({ what, value });
}
