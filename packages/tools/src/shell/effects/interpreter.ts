import {
  parse,
  type ArithmeticCommandExpansion,
  type CommandExpansionPart,
  type DoubleQuotedPart,
  type ProcessSubstitutionPart,
  type Script,
} from 'unbash';
import type { Invocation } from '../flags/read-invocation.ts';
import type { Tool } from '../flags/tool.ts';
import type { Argument } from '../syntax/argument.ts';
import { expandToOne, expandWord, type Expansion } from '../syntax/expand-word.ts';
import type { Scope } from '../syntax/scope.ts';
import { createScope } from '../syntax/scope.ts';
import type { Span } from '../syntax/span.ts';
import type { Machine } from './call.ts';
import { derived, flowOf, noFlow, type Flow } from './flow.ts';
import { isDevice, isHarmless, isSchedule, isSetting, isVital, tidy } from './paths.ts';
import type { Report } from './report.ts';
import { runWords } from './run-words.ts';
import { runScript } from './statements.ts';

/** A text that is being run, and where its positions stand in the whole text. */
interface Frame {
  readonly source: string;
  /** Its words stand as they are in the whole text, so that they can be replaced there. */
  readonly exact: boolean;
  readonly locate: (node: { readonly pos: number; readonly end: number }) => Span;
}

/** A command as it would run. */
export interface SeenCommand {
  readonly name: string;
  readonly program: Argument;
  readonly words: readonly Argument[];
  readonly stdin: Flow;
  /** More words follow that are not known here, as behind `xargs`. */
  readonly open: boolean;
  readonly tool: Tool | undefined;
  readonly invocation: Invocation;
  /** Stands for a function or an alias of the script. */
  readonly defined: boolean;
  /** The words stand as they are in the whole text, not in a text that was put together or decoded. */
  readonly exact: boolean;
}

export interface Observer {
  /** Sees each command with its words, once for each run. */
  readonly command: (seen: SeenCommand) => void;
  /** Sees each script that stands as it is in a word or a here-document; `start`: where. */
  readonly script?: (script: Script, start: number, length: number) => void;
}

/** Files that one pipeline touches. */
interface Files {
  readonly reads: Set<string>;
  readonly writes: Map<string, Span>;
}

const deepest = 24;
const mostCommands = 20_000;
const longestNested = 50_000;

/**
 * Runs a script in thought: expands words, follows wrappers, functions, pipes and strings that become code, and reports effects.
 * Nothing is executed. Bounded in depth and in the number of commands; past the bounds it says so.
 */
export class Interpreter implements Machine {
  readonly scope: Scope = createScope();
  readonly report: Report;
  readonly observer: Observer | undefined;
  /** Inside a branch that may not be taken, so that what it sets is not certain. */
  uncertain = 0;
  loops = 0;
  readonly contents = new Map<string, Flow>();
  #depth = 0;
  #commands = 0;
  #frame: Frame;
  #files: Files = { reads: new Set(), writes: new Map() };
  readonly #substitutions = new Map<string, Flow>();

  constructor(source: string, report: Report, observer?: Observer) {
    this.report = report;
    this.observer = observer;
    this.#frame = { source, exact: true, locate: ({ pos, end }) => ({ start: pos, end }) };
  }

  get repeats(): boolean {
    return this.loops > 0;
  }

  get exact(): boolean {
    return this.#frame.exact;
  }

  get source(): string {
    return this.#frame.source;
  }

  locate(node: { readonly pos: number; readonly end: number }): Span {
    return this.#frame.locate(node);
  }

  /** Null when the bounds are reached, which is reported. */
  enter<Result>(span: Span, run: () => Result): Result | null {
    this.#commands += 1;
    if (this.#depth >= deepest || this.#commands > mostCommands) {
      this.report.add('too-complex', span);
      return null;
    }
    this.#depth += 1;
    try {
      return run();
    } finally {
      this.#depth -= 1;
    }
  }

  within<Result>(frame: Frame, run: () => Result): Result {
    const outer = this.#frame;
    this.#frame = frame;
    try {
      return run();
    } finally {
      this.#frame = outer;
    }
  }

  expand(words: Parameters<typeof expandWord>[0][]): Argument[] {
    return words.flatMap((word) => expandWord(word, this.#expansion()));
  }

  expandOne(word: Parameters<typeof expandWord>[0]): Argument {
    return expandToOne(word, this.#expansion());
  }

  /** A part of a here-document, which is read as if it stood in quotes. */
  expandPart(part: DoubleQuotedPart['parts'][number]): Argument {
    const { text, pos, end } = part;
    const quoted: DoubleQuotedPart = { type: 'DoubleQuoted', text, pos, end, parts: [part] };
    return this.expandOne({ type: 'Word', text, value: text, pos, end, parts: [quoted] });
  }

  #expansion(): Expansion {
    return {
      scope: this.scope,
      locate: (node) => this.locate(node),
      runSubstitution: (part) => {
        const flow = this.#runPart(part, noFlow);
        this.#substitutions.set(part.text, flow);
        return flow.text;
      },
      seeProcess: (part) => {
        // What is written into `>(…)` is not followed; the words around it are a hint.
        const input = part.operator === '<' ? noFlow : derived(noFlow, [this.#frame.source]);
        this.#substitutions.set(part.text, this.#runPart(part, input));
      },
    };
  }

  #runPart(
    part: CommandExpansionPart | ArithmeticCommandExpansion | ProcessSubstitutionPart,
    stdin: Flow,
  ): Flow {
    const { script } = part;
    if (!script) return flowOf('unknown');
    const span = this.locate(part);
    const flow = this.enter(span, () =>
      script.source === undefined
        ? runScript(this, script, stdin)
        : this.within({ source: script.source, exact: false, locate: () => span }, () =>
            runScript(this, script, stdin),
          ),
    );
    return flow ?? flowOf('unknown');
  }

  runWords(words: readonly Argument[], stdin: Flow, { open = false } = {}): Flow {
    const [first] = words;
    if (!first) return stdin;
    return this.enter(first.span, () => runWords(this, words, stdin, open)) ?? flowOf('unknown');
  }

  runText(argument: Argument, stdin: Flow, extra: readonly Argument[] = []): Flow {
    const { text, span, verbatim } = argument;
    if (text.length > longestNested) {
      this.report.add('too-complex', span);
      return flowOf('unknown');
    }
    const script: Script = parse(text);
    if ('errors' in script && Array.isArray(script.errors) && script.errors.length > 0)
      this.report.add('unparseable', span);
    const frame: Frame = {
      source: text,
      exact: this.#frame.exact && verbatim !== undefined,
      locate:
        verbatim === undefined
          ? () => span
          : ({ pos, end }) => ({ start: verbatim + pos, end: verbatim + end }),
    };
    if (frame.exact && verbatim !== undefined)
      this.observer?.script?.(script, verbatim, text.length);
    const positional = this.scope.positional;
    this.scope.positional =
      extra.length > 1
        ? {
            items: extra.slice(1).map((word) => word.text),
            dynamic: extra.slice(1).some((word) => word.dynamic),
          }
        : undefined;
    try {
      return (
        this.enter(span, () => this.within(frame, () => runScript(this, script, stdin))) ??
        flowOf('unknown')
      );
    } finally {
      this.scope.positional = positional;
    }
  }

  /** One pipeline: what it reads and truncates is compared at its end, and its reads count for what is around it. */
  pipeline<Result>(run: () => Result): Result {
    const outer = this.#files;
    this.#files = { reads: new Set(), writes: new Map() };
    try {
      return run();
    } finally {
      for (const [path, span] of this.#files.writes)
        if (this.#files.reads.has(path))
          this.report.add('truncate-file', span, {
            text: 'The same file is read and written; it is emptied before it is read.',
          });
      for (const path of this.#files.reads) if (outer.reads.size < 1000) outer.reads.add(path);
      this.#files = outer;
    }
  }

  reads({ text }: Argument): void {
    if (this.#files.reads.size < 1000 && !isHarmless(text)) this.#files.reads.add(tidy(text));
  }

  writes(path: Argument, { truncates }: { truncates: boolean }): void {
    const { text, span } = path;
    if (isHarmless(text) || path.substitution) return;
    if (truncates && !this.#files.writes.has(tidy(text))) this.#files.writes.set(tidy(text), span);
    if (isDevice(text)) this.report.add('overwrite-device', span);
    else if (tidy(text) === '/proc/sysrq-trigger') this.report.add('system-shutdown', span);
    else if (isVital(text))
      this.report.add('credential-change', span, {
        text: 'Changes a file that decides who may sign in or what the system runs.',
      });
    else if (isSchedule(text)) this.report.add('cron-change', span);
    else if (isSetting(text)) this.report.add('config-change', span);
  }

  substituted({ text }: Argument): Flow | undefined {
    let found: Flow | undefined;
    for (const [written, flow] of this.#substitutions)
      if (text.includes(written)) found = found ? derived(found, [], flow.origin) : flow;
    return found;
  }
}
