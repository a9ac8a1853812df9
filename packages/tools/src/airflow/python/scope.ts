import type { Scope, Value } from './value.ts';

export const createScope = (parent: Scope | null, isClass = false): Scope => ({
  variables: new Map(),
  parent,
  elsewhere: new Map(),
  isClass,
});

/** The variables of the module that a scope belongs to; those around a module are Python's own names. */
export function moduleScope(scope: Scope): Scope {
  let at = scope;
  while (at.parent?.parent) at = at.parent;
  return at;
}

/** The value of a name, looked up as Python does: own scope, enclosing functions, module. */
export function lookUp(scope: Scope, name: string): Value | undefined {
  const own = scope.elsewhere.get(name) ?? scope;
  for (let at: Scope | null = own; at; at = at.parent) {
    if (at.isClass && at !== own) continue;
    const value = at.variables.get(name);
    if (value) return value;
  }
  return undefined;
}

export function assignName(scope: Scope, name: string, value: Value): void {
  (scope.elsewhere.get(name) ?? scope).variables.set(name, value);
}
