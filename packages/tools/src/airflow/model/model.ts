import type { PythonSyntax, Span } from '../python/syntax.ts';
import type {
  CallArguments,
  FunctionValue,
  HostObject,
  UnknownValue,
  Value,
} from '../python/value.ts';

/** Objects of Airflow while a file is evaluated: what its own classes would hold, as far as tasks and edges need it. */
export type AirflowObject = Dag | Task | Group | Xcom | Label | Asset;

/** What `>>` takes. */
export type Dependency = Task | Group | Xcom | Label;

export interface Dag extends HostObject {
  readonly type: 'dag';
  readonly id: Value;
  readonly args: Map<string, Value>;
  definedBy: 'context' | 'constructor' | 'decorator' | 'asset';
  readonly root: Group;
  /** By full id, in the order of creation. */
  readonly tasks: Map<string, Task>;
  readonly edges: Map<string, Edge>;
  readonly groups: Group[];
  readonly labels: Map<string, readonly [string, string, string]>;
  readonly unknowns: { readonly what: string; readonly value: UnknownValue }[];
  readonly site: PythonSyntax;
  readonly uncertain: UnknownValue | null;
  registered: boolean;
}

interface Edge {
  readonly from: Task;
  readonly to: Task;
  readonly site: Span;
  uncertain: UnknownValue | null;
}

export interface Task extends HostObject {
  readonly type: 'task';
  /** With the prefix of the groups; null where it is not known. */
  readonly id: string | null;
  dag: Dag | null;
  group: Group | null;
  readonly operator: string;
  readonly decorator: string | null;
  readonly callable: FunctionValue | null;
  /** Arguments of the operator, those of default_args included. */
  readonly args: Map<string, Value>;
  readonly given: ReadonlySet<string>;
  readonly mapped: { readonly over: readonly string[]; readonly partial: readonly string[] } | null;
  readonly upstream: Set<Task>;
  readonly downstream: Set<Task>;
  setup: boolean;
  teardown: boolean;
  readonly site: PythonSyntax;
  readonly places: ReadonlyMap<string, Span>;
  readonly uncertain: UnknownValue | null;
}

export interface Group extends HostObject {
  readonly type: 'group';
  /** With the prefix of its parents; null for the root of a DAG and where it is not known. */
  readonly id: string | null;
  readonly isRoot: boolean;
  readonly parent: Group | null;
  readonly dag: Dag | null;
  readonly prefix: boolean;
  readonly defaultArgs: Value | null;
  tooltip: Value;
  readonly mapped: boolean;
  readonly children: (Task | Group)[];
  /** Ids of groups below the root, shared by all groups of a DAG. */
  readonly usedIds: Set<string>;
  readonly upstreamTasks: Set<Task>;
  readonly site: PythonSyntax;
}

/** A return value that is passed on: the tasks that it comes from. */
export interface Xcom extends HostObject {
  readonly type: 'xcom';
  readonly operators: readonly Task[];
}

export interface Label extends HostObject {
  readonly type: 'label';
  readonly caption: Value;
  upstream: Dependency[];
  downstream: Dependency[];
}

export interface Asset extends HostObject {
  readonly type: 'asset';
  readonly form: 'asset' | 'alias' | 'ref' | 'any' | 'all';
  readonly name: Value;
  readonly uri: Value | null;
  readonly of: readonly Value[];
  /** Null for trees of others. */
  readonly site: PythonSyntax | null;
}

export const airflowObject = (value: Value | undefined): AirflowObject | null =>
  value?.kind === 'host' && 'type' in value.host ? (value.host as AirflowObject) : null;

export const asDependency = (value: Value): Dependency | null => {
  const object = airflowObject(value);
  return object && object.type !== 'dag' && object.type !== 'asset' ? object : null;
};

/** An argument by keyword or place. */
export const argument = (args: CallArguments, name: string, place: number): Value | undefined =>
  args.keywords.get(name) ?? args.positional[place];
