import type { Invocation } from '../flags/read-invocation.ts';
import type { Tool } from '../flags/tool.ts';
import type { Argument } from '../syntax/argument.ts';
import type { Scope } from '../syntax/scope.ts';
import type { Span } from '../syntax/span.ts';
import type { Flow } from './flow.ts';
import type { ReasonCodeName, RiskLevel } from './reason-codes.ts';

/** One program about to run, as a rule sees it. */
export interface Call {
  /** Base name, without folder. */
  readonly name: string;
  readonly program: Argument;
  /** After the name. */
  readonly words: readonly Argument[];
  readonly stdin: Flow;
  /** More words follow that are not known here, as behind `xargs`. */
  readonly open: boolean;
  /** Of the whole command: where reasons point that are about no single word. */
  readonly span: Span;
  readonly machine: Machine;
  readonly tool: Tool | undefined;
  /** The words told apart with the tool's grammar. */
  readonly invocation: Invocation;
  readonly report: (code: ReasonCodeName, at?: Argument | Span, about?: About) => void;
}

interface About {
  readonly text?: string;
  readonly level?: RiskLevel;
}

/** What a rule may ask of the interpreter. */
export interface Machine {
  readonly scope: Scope;
  /** Inside a loop that may turn many times. */
  readonly repeats: boolean;
  /** What files hold that the script itself has written, by path. */
  readonly contents: Map<string, Flow>;
  /** Runs words as a command, in thought. */
  runWords(words: readonly Argument[], stdin: Flow, about?: { open?: boolean }): Flow;
  /** Runs the text of an argument as a shell script. `extra`: its `$0`, `$1` …. */
  runText(argument: Argument, stdin: Flow, extra?: readonly Argument[]): Flow;
  /** Notes that the running pipeline reads this file. */
  reads(path: Argument): void;
  /** Notes that the running pipeline writes this file, and reports devices and system files. `truncates`: before it is read. */
  writes(path: Argument, about: { truncates: boolean }): void;
  /** The flow of a `$(…)`, `<(…)` or backquotes that stand in the argument. */
  substituted(argument: Argument): Flow | undefined;
}

/** Tells the effects of one program; what it prints is known (a flow) or not (undefined). */
export type Rule = (call: Call) => Flow | undefined;
export type Rules = Readonly<Record<string, Rule>>;
