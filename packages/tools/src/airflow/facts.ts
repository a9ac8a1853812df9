import type { Span } from './python/syntax.ts';

export type { Span };

/** What could not be found out without running the file: why, and where it stands. */
export interface Unresolved extends Span {
  readonly unknown: string;
}

/** Where the value of an argument stands, in a file that is imported. */
export interface ValuePlace {
  readonly file: string;
  readonly line: number;
}

/** A value, or that it is not known. */
export type Fact<T> = T | Unresolved;

export function isUnresolved(fact: unknown): fact is Unresolved {
  return typeof fact === 'object' && fact !== null && 'unknown' in fact && 'endLine' in fact;
}

/** Values as JSON; parts that are not known are `Unresolved`, objects of other classes are `{ call }`, functions `{ function }`. */
export type PlainValue =
  | null
  | boolean
  | number
  | string
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

/** Trees of assets as a schedule: `any` and `all` of others. */
export type AssetExpression =
  | AssetReference
  | { readonly kind: 'any' | 'all'; readonly of: readonly AssetExpression[] };

export interface AssetReference {
  readonly kind: 'asset' | 'alias' | 'ref';
  readonly name: Fact<string>;
  readonly uri?: Fact<string>;
  /** Where it is made, in an imported file. */
  readonly at?: ValuePlace;
}

export type Schedule =
  | { readonly kind: 'none' }
  /** `@daily` and so on, also `@once` and `@continuous`. */
  | { readonly kind: 'preset'; readonly value: string }
  | { readonly kind: 'cron'; readonly value: string }
  | { readonly kind: 'timedelta'; readonly seconds: number }
  | { readonly kind: 'assets'; readonly of: readonly AssetReference[] }
  | { readonly kind: 'assets_expr'; readonly expr: AssetExpression }
  | {
      readonly kind: 'timetable';
      /** Class name, without its module. */
      readonly class: string;
      readonly arguments: Readonly<Record<string, PlainValue>>;
    };

/** How a task reads and writes what outside of its own data it needs; names of arguments as in the source. */
export interface TaskFacts {
  /** With the prefix of its groups. */
  readonly taskId: string;
  /** Class that Airflow makes; for TaskFlow tasks that of the decorator, such as `_PythonDecoratedOperator`. */
  readonly operator: string;
  /** Where the class is imported from; null for a class of the file. */
  readonly operatorModule: string | null;
  /** `@task`, `@task.branch` …; null for operators. */
  readonly decorator: string | null;
  /** Name of the function that it runs. */
  readonly callable: string | null;
  /** Lines of that function. */
  readonly callableSpan: Span | null;
  readonly kind: 'task' | 'sensor' | 'branch' | 'short_circuit' | 'empty' | 'asset';
  /** Id of the innermost group; null where it is in none. */
  readonly group: string | null;
  readonly setup: boolean;
  readonly teardown: boolean;
  /** Set for mapped tasks (`expand`): the arguments that are mapped over, and those that are fixed. */
  readonly mapped: { readonly over: readonly string[]; readonly partial: readonly string[] } | null;
  /** Effective values, after default_args and Airflow 3's own defaults. */
  readonly triggerRule: Fact<string>;
  readonly retries: Fact<number>;
  readonly retryDelaySeconds: Fact<number>;
  readonly executionTimeoutSeconds: Fact<number | null>;
  readonly owner: Fact<string>;
  readonly pool: Fact<string | null>;
  readonly poolSlots: Fact<number>;
  readonly queue: Fact<string | null>;
  readonly priorityWeight: Fact<number>;
  readonly dependsOnPast: Fact<boolean>;
  readonly inlets: Fact<readonly AssetReference[]>;
  readonly outlets: Fact<readonly AssetReference[]>;
  /** `on_failure_callback` → name of the function. */
  readonly callbacks: Readonly<Record<string, Fact<string>>>;
  readonly sensor: {
    readonly mode: Fact<string>;
    readonly pokeIntervalSeconds: Fact<number>;
    readonly timeoutSeconds: Fact<number>;
    readonly softFail: Fact<boolean>;
    readonly deferrable: Fact<boolean>;
  } | null;
  readonly displayName: Fact<string | null>;
  readonly docMd: Fact<string | null>;
  /** What the author wrote at the task, without default_args, by argument name. */
  readonly arguments: Readonly<Record<string, PlainValue>>;
  /** Lines of each of those arguments, in the file of `span`. */
  readonly argumentLines: Readonly<Record<string, number>>;
  /** Of arguments, those from default_args too, whose value stands in an imported file. */
  readonly valuePlaces: Readonly<Record<string, ValuePlace>>;
  /** Names of arguments that come from default_args of the DAG or a group. */
  readonly fromDefaults: readonly string[];
  readonly span: Span;
  /** Why it is not certain that the task exists: it stands under a condition that is not known. */
  readonly uncertain: Unresolved | null;
}

export interface EdgeFacts {
  readonly from: string;
  readonly to: string;
  readonly label: string | null;
  /** Lines of the statement that makes it; for return values that are passed on, of the call. */
  readonly span: Span;
  readonly uncertain: Unresolved | null;
}

export interface GroupFacts {
  readonly groupId: string;
  readonly parent: string | null;
  readonly tooltip: Fact<string>;
  readonly prefixGroupId: boolean;
  readonly mapped: boolean;
  /** Ids of tasks and groups directly in it. */
  readonly children: readonly string[];
  readonly span: Span;
}

export interface DagFacts {
  readonly dagId: Fact<string>;
  readonly definedBy: 'context' | 'constructor' | 'decorator' | 'asset' | 'yaml';
  readonly schedule: Fact<Schedule>;
  /** ISO 8601 in UTC. */
  readonly startDate: Fact<string | null>;
  readonly endDate: Fact<string | null>;
  /** IANA zone in which cron schedules count, from the start date; `UTC` where none is given. */
  readonly timezone: Fact<string>;
  /** Effective value; Airflow 3's default is false. */
  readonly catchup: Fact<boolean>;
  readonly maxActiveRuns: Fact<number>;
  readonly maxActiveTasks: Fact<number>;
  readonly dagrunTimeoutSeconds: Fact<number | null>;
  readonly tags: Fact<readonly string[]>;
  readonly description: Fact<string | null>;
  readonly docMd: Fact<string | null>;
  readonly displayName: Fact<string | null>;
  readonly isPausedUponCreation: Fact<boolean | null>;
  readonly renderTemplateAsNativeObj: Fact<boolean>;
  readonly params: Fact<Readonly<Record<string, PlainValue>>>;
  readonly defaultArgs: Fact<Readonly<Record<string, PlainValue>>>;
  readonly callbacks: Readonly<Record<string, Fact<string>>>;
  /** Names of the arguments that the author gave; all other values are Airflow's defaults. */
  readonly given: readonly string[];
  /** In the file of `span`. */
  readonly argumentLines: Readonly<Record<string, number>>;
  /** Of arguments whose value stands in an imported file. */
  readonly valuePlaces: Readonly<Record<string, ValuePlace>>;
  readonly tasks: readonly TaskFacts[];
  readonly edges: readonly EdgeFacts[];
  readonly groups: readonly GroupFacts[];
  /** Labels as Airflow keeps them; at groups with its ids of joints (`group.upstream_join_id`). */
  readonly edgeLabels: readonly (readonly [from: string, to: string, label: string])[];
  /** Everything about this DAG that is not known: what, why, where. */
  readonly unknowns: readonly Unknown[];
  readonly span: Span;
  readonly uncertain: Unresolved | null;
}

/** `what` says which fact is missing, such as `schedule` or `task_id of a BashOperator`. */
export interface Unknown extends Unresolved {
  readonly what: string;
}

/** Something that Airflow would refuse or overlook when it imports the file. */
export interface ImportProblem extends Span {
  readonly kind:
    | 'duplicate_task_id'
    | 'duplicate_group_id'
    | 'duplicate_dag_id'
    | 'dag_not_registered'
    | 'dag_function_not_called'
    | 'edge_between_dags'
    | 'edge_without_dag'
    | 'unsupported_edge'
    | 'relative_import'
    | 'invalid_argument';
  readonly message: string;
  readonly dagId: string | null;
}

/** What the file reads from outside while it is imported or in its tasks. */
export interface OutsideRead {
  readonly kind: 'variable' | 'connection' | 'environment' | 'configuration';
  /** Null where it is not a constant. */
  readonly name: string | null;
  /** At import of the file, or when a task runs. */
  readonly when: 'import' | 'task';
  readonly line: number;
  /** Of an imported file. */
  readonly file?: string;
}

export interface FileFacts {
  readonly file: string;
  readonly dags: readonly DagFacts[];
  readonly problems: readonly ImportProblem[];
  /** Of the whole file, those of the DAGs among them. */
  readonly unknowns: readonly Unknown[];
  readonly reads: readonly OutsideRead[];
  /** Modules that it imports, and `module.name` of what it takes from them. */
  readonly imports: readonly string[];
  /** Paths of the given files that were imported, directly or through others, in order of their paths. */
  readonly importedFiles: readonly string[];
  /** The docstring of the file. */
  readonly doc: string | null;
  /** Lines that are no Python; the rest was read. */
  readonly unreadable: readonly Span[];
  /** What was cut, in words; empty where all was read. */
  readonly cut: readonly string[];
}
