import { createScope } from './scope.ts';
import { iterate } from './iterate.ts';
import { field, parts, type PythonSyntax } from './syntax.ts';
import {
  dict,
  keyOf,
  list,
  truthOf,
  unknown,
  type DictValue,
  type ListValue,
  type Machine,
  type Scope,
  type Value,
} from './value.ts';

/** `[… for x in xs if …]` and its kin. Where a list or condition is not known the result stays open. */
export function evaluateComprehension(node: PythonSyntax, scope: Scope, machine: Machine): Value {
  const body = field(node, 'body')!;
  const clauses = parts(node).filter(
    ({ type }) => type === 'for_in_clause' || type === 'if_clause',
  );
  const result: ListValue | DictValue =
    node.type === 'dictionary_comprehension'
      ? dict()
      : list([], node.type === 'set_comprehension' ? 'set' : 'list');
  run(0, createScope(scope));
  return result;

  function run(at: number, inner: Scope): void {
    const clause = clauses[at];
    if (!clause) {
      collect(inner);
      return;
    }
    if (clause.type === 'if_clause') {
      const truth = truthOf(machine.evaluate(parts(clause)[0]!, inner));
      if (truth === null) uncertainly(clause, () => run(at + 1, inner));
      else if (truth) run(at + 1, inner);
      return;
    }
    const left = field(clause, 'left')!;
    const { items, open } = iterate(
      machine.evaluate(field(clause, 'right')!, inner),
      clause,
      machine,
    );
    for (const item of items) {
      machine.spend(1);
      machine.assign(left, item, inner);
      run(at + 1, inner);
    }
    if (open)
      uncertainly(clause, () => {
        machine.assign(left, open, inner);
        run(at + 1, inner);
      });
  }

  function uncertainly(site: PythonSyntax, action: () => void): void {
    const before = machine.uncertain;
    machine.uncertain ??= unknown('how often this runs is not known', site);
    action();
    machine.uncertain = before;
    result.open ??= unknown('how many items there are is not known', site);
  }

  function collect(inner: Scope): void {
    if (result.kind === 'dict') {
      const [keyNode, valueNode] = parts(body);
      const key = machine.evaluate(keyNode!, inner);
      const value = machine.evaluate(valueNode!, inner);
      const id = keyOf(key);
      if (id === null || machine.uncertain)
        result.open ??= unknown('a key that is not known', body);
      else result.entries.set(id, { key, value });
      return;
    }
    const value = machine.evaluate(body, inner);
    if (!machine.uncertain || value.kind === 'host') result.items.push(value);
    else result.open ??= unknown('how many items there are is not known', body);
  }
}
