import type { Part } from '../document/document.ts';
import { code, referenceOf } from '../document/write-section.ts';
import type { Fact, PipelineFacts, PipelineKind } from '../facts/fact.ts';
import type { Citable, Slot } from './slot.ts';

const kinds: Readonly<Record<PipelineKind, string>> = {
  airflow: 'A DAG',
  spark: 'A Spark job',
  python: 'A Python script',
  sql: 'A SQL script',
  dbt: 'A dbt model',
  shell: 'A shell script',
  notebook: 'A notebook',
  compose: 'A Compose file',
  kubernetes: 'A Kubernetes job',
};

/** Names in one sentence. */
const most = 4;
/** Task sentences in one document. */
const maxTasks = 20;

/**
 * The slots of a pipeline. Comments and docstrings are in none of them: they are quoted as what the code says, and a model that
 * worded them would make their claims ours.
 */
export function slotsOf({ kind, facts }: PipelineFacts): Slot[] {
  const of = (wanted: Fact['kind']): Fact[] => facts.filter((fact) => fact.kind === wanted);
  const [tasks, edges] = [of('task'), of('edge')];
  return [
    ...purposeSlot(kinds[kind], tasks, of('reads'), of('writes')),
    ...flowSlot(tasks, edges),
    ...tasks.flatMap((task) => taskSlot(task, facts)).slice(0, maxTasks),
  ];
}

function purposeSlot(
  kind: string,
  tasks: readonly Fact[],
  reads: readonly Fact[],
  writes: readonly Fact[],
): Slot[] {
  if (tasks.length + reads.length + writes.length === 0) return [];
  const citing = new Citing();
  const counted = tasks.length === 1 ? 'one task' : `${tasks.length} tasks`;
  if (tasks.length > 0) citing.add(`The pipeline has ${tasks.length} tasks.`, [], 'other', tasks);
  const flows = [
    ...citing.datasets('reads', reads, 'read'),
    ...citing.datasets('writes', writes, 'written'),
  ];
  const has = tasks.length > 0 ? ` of ${counted}` : '';
  return [
    {
      id: 'purpose',
      about: 'what the whole pipeline does with data',
      citable: citing.all,
      template: [
        `${kind}${has}`,
        ...(flows.length === 0 ? [] : [' that ', ...joined(flows, ' and ')]),
        '.',
      ],
      reference: null,
    },
  ];
}

/** What it begins and ends with, where there is an order. */
function flowSlot(tasks: readonly Fact[], edges: readonly Fact[]): Slot[] {
  const [first] = edges;
  if (!first) return [];
  const lower = new Set(edges.map(({ value }) => value));
  const upper = new Set(edges.map(({ subject }) => subject));
  const roots = tasks.filter(({ value }) => !lower.has(value) && upper.has(value));
  const leaves = tasks.filter(({ value }) => !upper.has(value) && lower.has(value));
  if (roots.length === 0 || leaves.length === 0) return [];
  const citing = new Citing();
  const begin = citing.names('The first task is', roots, 'first');
  const end = citing.names('The last task is', leaves, 'last');
  return [
    {
      id: 'flow',
      about: 'which tasks come first and last',
      citable: citing.all,
      template: ['It begins with ', ...begin, ' and ends with ', ...end, '.'],
      reference: referenceOf(first),
    },
  ];
}

/** What a task reads, writes, waits for and starts; no slot for a task of which that is not known. */
function taskSlot(task: Fact, facts: readonly Fact[]): Slot[] {
  const own = (kind: Fact['kind']): Fact[] =>
    facts.filter((fact) => fact.kind === kind && fact.subject === task.value);
  const citing = new Citing();
  citing.add(`The task is ${task.value}.`, [task.value], 'other', [task]);
  const flows = [
    ...citing.datasets('reads', own('reads'), 'read'),
    ...citing.datasets('writes', own('writes'), 'written'),
    ...citing.datasets('waits for', own('waits-for'), 'awaited'),
    ...citing.datasets('starts', own('triggers'), 'started'),
  ];
  if (flows.length === 0) return [];
  return [
    {
      id: `task/${task.value}`,
      about: 'what one task does with data',
      citable: citing.all,
      template: [code(task.value), ' ', ...joined(flows, ', '), '.'],
      reference: referenceOf(task),
    },
  ];
}

/** Numbers what a sentence may cite, and makes the pieces of its template on the way. */
class Citing {
  readonly all: Citable[] = [];

  add(words: string, names: string[], role: Citable['role'], facts: readonly Fact[]): void {
    this.all.push({
      id: `F${this.all.length + 1}`,
      words,
      names,
      role,
      facts: facts.map(({ id }) => id),
    });
  }

  /** Each name once, as code; those beyond the fourth are counted. */
  names(words: string, facts: readonly Fact[], role: Citable['role']): Part[] {
    const byName = new Map<string, Fact[]>();
    for (const fact of facts) byName.set(fact.value, [...(byName.get(fact.value) ?? []), fact]);
    for (const [name, same] of byName) this.add(`${words} ${name}.`, [name], role, same);
    const shown = [...byName.keys()].slice(0, most).map((name): Part[] => [code(name)]);
    const more = byName.size - shown.length;
    return [...joined(shown, ', '), ...(more > 0 ? [` and ${more} more`] : [])];
  }

  datasets(verb: string, facts: readonly Fact[], role: Citable['role']): Part[][] {
    if (facts.length === 0) return [];
    return [[`${verb} `, ...this.names(`It ${verb}`, facts, role)]];
  }
}

const joined = (pieces: readonly (readonly Part[])[], by: string): Part[] =>
  pieces.flatMap((piece, at) => (at === 0 ? [...piece] : [by, ...piece]));
