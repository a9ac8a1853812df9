import type { Function as ShellFunction } from 'unbash';

/** What is known of a variable. */
export interface Variable {
  readonly items: readonly string[];
  /** Some of it is only known when the command runs, or another branch may have set it. */
  readonly dynamic: boolean;
}

/** A function together with the text that its positions count in. */
interface DefinedFunction {
  readonly node: ShellFunction;
  readonly source: string;
  called: boolean;
}

/** Names that a script has set so far. Scripts inside a script see the names of the outer one. */
export interface Scope {
  readonly variables: Map<string, Variable>;
  readonly functions: Map<string, DefinedFunction>;
  readonly aliases: Map<string, string>;
  /** `$1`, `$2` …; undefined where a script does not know its arguments. */
  positional: Variable | undefined;
}

export function createScope(): Scope {
  return {
    variables: new Map(),
    functions: new Map(),
    aliases: new Map(),
    positional: undefined,
  };
}
