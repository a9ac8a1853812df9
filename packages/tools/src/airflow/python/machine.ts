import { assignTarget } from './assign.ts';
import { attributeOf } from './attributes.ts';
import { createBudget } from './budget.ts';
import { defineBuiltins } from './builtins.ts';
import { callValue } from './call.ts';
import { docOf } from './define.ts';
import { evaluateNode } from './evaluate.ts';
import { filePath, nameOfFile } from './file-path.ts';
import { createModuleLoader, type Modules } from './modules.ts';
import { createScope } from './scope.ts';
import { executeBlock } from './statements.ts';
import { parts, type PythonSyntax, type PythonTree } from './syntax.ts';
import {
  hostValue,
  native,
  none,
  text,
  unknown,
  type Host,
  type Machine,
  type Scope,
  type Value,
} from './value.ts';

/** About a second of work; the largest example DAG of Airflow needs 5,000. */
const maxSteps = 2_000_000;
/** Expressions and blocks inside each other, over all calls. */
const maxDepth = 1200;

/**
 * An abstract interpreter for what a Python file does when it is imported. It carries out assignments, loops, comprehensions and
 * calls of functions of the file; what it cannot know becomes an unknown value with its place.
 */
export function createMachine(path: string, host: Host, modules: Modules | null): Machine {
  const budget = createBudget(maxSteps);
  const module = createModuleScope();
  module.variables.set('__file__', filePath(nameOfFile(path)));
  let depth = 0;
  const loader =
    modules && createModuleLoader(modules, { path, scope: createModuleScope, run: runImported });
  const origins = new WeakMap<Value, PythonSyntax>();
  const machine: Machine = {
    path,
    module,
    host,
    uncertain: null,
    frames: [],
    tries: 0,
    spend: (steps) => budget.spend(steps),
    evaluate(node, scope) {
      if (depth >= maxDepth) return unknown('an expression that is nested too deeply', node);
      depth += 1;
      try {
        const value = evaluateNode(node, scope, machine);
        if (loader && value.kind !== 'none' && !origins.has(value)) origins.set(value, node);
        return value;
      } finally {
        depth -= 1;
      }
    },
    call: (callee, args) => callValue(callee, args, machine),
    getAttribute: (value, name, node) => attributeOf(value, name, node, machine),
    execute(statements, scope) {
      if (depth >= maxDepth) return { kind: 'normal' };
      depth += 1;
      try {
        return executeBlock(statements, scope, machine);
      } finally {
        depth -= 1;
      }
    },
    assign: (target, value, scope) => assignTarget(target, value, scope, machine),
    load: (name) => loader?.load(name) ?? null,
    takesUnknownNames(scope) {
      for (const each of loader?.loaded.values() ?? []) if (each.scope === scope) each.open = true;
    },
    originOf: (value) => origins.get(value),
  };
  return machine;

  /** What a module raises reaches no `try` of its own; an import is taken to succeed. */
  function runImported(tree: PythonTree, scope: Scope): void {
    const { tries } = machine;
    machine.tries = 0;
    runModule(tree.root, scope, machine);
    machine.tries = tries;
  }
}

/** Variables of a module, with Python's own names around them. */
function createModuleScope(): Scope {
  const builtins = createScope(null);
  defineBuiltins(builtins);
  const module = createScope(builtins);
  defineModuleNames(builtins, module);
  return module;
}

/** `globals()` is the variables of the module: DAGs made in a function are often put there. */
function defineModuleNames(builtins: Scope, module: Scope): void {
  const globals = hostValue({
    item: (key) => (key.kind === 'text' ? module.variables.get(key.value) : undefined),
    setItem(key, value) {
      if (key.kind === 'text') module.variables.set(key.value, value);
    },
    attribute: (name) =>
      name === 'update'
        ? native(name, ({ positional: [more], keywords }) => {
            for (const { key, value } of more?.kind === 'dict' ? more.entries.values() : [])
              if (key.kind === 'text') module.variables.set(key.value, value);
            for (const [key, value] of keywords) module.variables.set(key, value);
            return none;
          })
        : undefined,
  });
  builtins.variables.set(
    'globals',
    native('globals', () => globals),
  );
}

/** Runs the statements of a module. Throws BudgetSpent where the file does too much. */
export function runModule(root: PythonSyntax, module: Scope, machine: Machine): void {
  const doc = docOf(root, module, machine);
  module.variables.set('__doc__', doc === null ? none : text(doc));
  machine.execute(parts(root), module);
}
