import { readInvocation, type Invocation } from '../flags/read-invocation.ts';
import { findTool, flagTable } from '../flags/table.ts';
import type { Tool } from '../flags/tool.ts';
import { plainArgument, type Argument } from '../syntax/argument.ts';
import { patternToRegExp } from '../syntax/pattern.ts';
import type { Span } from '../syntax/span.ts';
import type { Call, Rule } from './call.ts';
import { derived, flowOf, noFlow, type Flow } from './flow.ts';
import { followTable } from './follow-table.ts';
import type { Interpreter } from './interpreter.ts';
import { tidy } from './paths.ts';
import { rules } from './programs/rules.ts';
import { runCommand } from './statements.ts';

/** Folders whose programs are the ones of the system. Elsewhere a name says nothing about what the program does. */
const trusted = /^(?:\/usr(?:\/local)?)?\/s?bin\/|^\/opt\/homebrew\/bin\/|^\/snap\/bin\//;
const dangerousPrograms =
  /^(?:rm|dd|shred|mkfs(?:\.\w+)?|wipefs|rmdir|unlink|truncate|find|sh|bash|zsh|dash|eval|chmod|chown|kill|killall|pkill|mv|shutdown|reboot)$/;
const dangerousWords =
  /^(?:-[a-zA-Z]*[rR][a-zA-Z]*|-[a-zA-Z]*f|--recursive|--force|--no-preserve-root|-delete|--delete|-exec|of=.*|\/dev\/(?:sd|nvme|hd|vd).*)$|\b(?:drop|truncate)\s+(?:table|database|schema)\b/i;

/** One command: its program is found, through functions and paths, and its rule or its entry in the table is followed. */
export function runWords(
  machine: Interpreter,
  words: readonly Argument[],
  stdin: Flow,
  open: boolean,
): Flow {
  const [program, ...rest] = words as [Argument, ...Argument[]];
  const span = { start: program.span.start, end: words.at(-1)!.span.end };
  const report: Call['report'] = (code, at = program, about) => {
    machine.report.add(code, 'span' in at ? at.span : at, about);
  };
  const name = baseName(program.text);
  const tool = findTool(name);
  const invocation = lazily(tool, rest);
  const alias = program.dynamic ? undefined : machine.scope.aliases.get(program.text);
  const called = program.dynamic ? undefined : machine.scope.functions.get(name);
  const defined = alias !== undefined || called !== undefined;
  const { exact } = machine;
  machine.observer?.command({
    name,
    program,
    words: rest,
    stdin,
    open,
    tool,
    invocation,
    defined,
    exact,
  });
  if (alias !== undefined) return runAlias(machine, alias, program, rest, stdin);
  if (program.dynamic && !isGuessed(program))
    return runUnknown(machine, words, span, stdin, report);
  if (program.dynamic) report('dynamic-command');
  if (program.glob) return runPattern(machine, words, stdin, report);
  if (called) {
    called.called = true;
    return callFunction(machine, called, program, rest, stdin);
  }
  if (name !== program.text && !trusted.test(program.text))
    report('unknown-program', program, {
      text: 'Runs a program by its path; a name says nothing about what is there.',
    });
  const written = program.text.includes('/') ? machine.contents.get(tidy(program.text)) : undefined;
  if (written) machine.runWords([plainArgument('sh', program.span), program], stdin);
  const rule: Rule | undefined = rules.get(name) ?? (tool && rules.get(tool.names[0]!));
  if (!tool && !rule) return runForeign(machine, name, rest, stdin, report);
  const call: Call = {
    name,
    program,
    words: rest,
    stdin,
    open,
    span,
    machine,
    tool,
    invocation,
    report,
  };
  const isHelp =
    rest.length === 1 && /^--(?:help|version)$/.test(rest[0]!.text) && tool && !helpless.has(name);
  if (isHelp) {
    report('help-or-version', span);
    return derived(noFlow, []);
  }
  const before = machine.report.added;
  const flow = rule?.(call) ?? (tool ? followTable(call, tool) : undefined);
  // Nobody said anything about it: not known is not safe.
  if (machine.report.added === before)
    report('unknown-option', span, { text: `What ${name} does here is not known.` });
  // A program may print what is not known here: only an empty script prints nothing for sure.
  if (flow === noFlow) return flowOf('unknown');
  return (
    flow ??
    derived(
      stdin,
      rest.map(({ text }) => text),
    )
  );
}

/** Here `--help` is only a word. */
const helpless = new Set(['echo', 'printf', ':', 'true', 'false', 'eval', 'test', '[', 'print']);

/** The words are told apart only when a rule asks. */
function lazily(tool: Tool | undefined, words: readonly Argument[]): Invocation {
  let read: Invocation | undefined;
  const empty: Tool = {
    names: [],
    marks: [],
    meaning: '',
    options: [],
    operands: [],
    subcommands: [],
    notes: [],
  };
  const get = (): Invocation => (read ??= readInvocation(tool ?? empty, words));
  return {
    get tool() {
      return get().tool;
    },
    get subcommand() {
      return get().subcommand;
    },
    get subcommandWords() {
      return get().subcommandWords;
    },
    get unknownSubcommand() {
      return get().unknownSubcommand;
    },
    get options() {
      return get().options;
    },
    get operands() {
      return get().operands;
    },
    get separators() {
      return get().separators;
    },
  };
}

function baseName(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}

/** Its value is likely, though another branch or the outer shell may have set it. */
function isGuessed({ text }: Argument): boolean {
  return text !== '' && !/[$`(]/.test(text);
}

function runUnknown(
  machine: Interpreter,
  words: readonly Argument[],
  span: Span,
  stdin: Flow,
  report: Call['report'],
): Flow {
  const [program, ...rest] = words as [Argument, ...Argument[]];
  const source = machine.substituted(program);
  if (source && source.origin === 'download') report('remote-code-execution');
  else if (source && source.origin === 'decoded') report('opaque-code');
  const looksDangerous = rest.some(({ text }) => dangerousWords.test(text));
  report('dynamic-command', span, {
    text: looksDangerous
      ? 'The program is only known when it runs, and its arguments look like those of a deletion.'
      : 'The program is only known when it runs.',
    level: looksDangerous ? 'destructive' : 'caution',
  });
  // `$SUDO rm …`: what follows may be a command of its own.
  if (rest[0] && !rest[0].dynamic && findTool(baseName(rest[0].text)))
    machine.runWords(rest, stdin);
  return flowOf('unknown');
}

/** `/bin/r?`: which program that is, is decided by what files there are. */
function runPattern(
  machine: Interpreter,
  words: readonly Argument[],
  stdin: Flow,
  report: Call['report'],
): Flow {
  const [program, ...rest] = words as [Argument, ...Argument[]];
  report('dynamic-command', program, { text: 'The program is chosen by a pattern.' });
  const last = baseName(program.text);
  if (last.length <= 64 && last.split('*').length <= 4) {
    const pattern = patternToRegExp(last);
    for (const name of flagTable().keys())
      if (pattern.test(name)) machine.runWords([plainArgument(name, program.span), ...rest], stdin);
  }
  return flowOf('unknown');
}

/** A program of no table. It may run what follows, so that a deletion among its words counts. */
function runForeign(
  machine: Interpreter,
  name: string,
  rest: readonly Argument[],
  stdin: Flow,
  report: Call['report'],
): Flow {
  report('unknown-program', undefined, {
    text: `The program ${name.slice(0, 40)} is not known here, so its effects are not either.`,
  });
  const at = rest.findIndex(({ text }) => dangerousPrograms.test(baseName(text)));
  const after = at < 0 ? [] : rest.slice(at);
  if (after.slice(1).some(({ text }) => dangerousWords.test(text))) machine.runWords(after, stdin);
  return flowOf('unknown');
}

function runAlias(
  machine: Interpreter,
  alias: string,
  program: Argument,
  rest: readonly Argument[],
  stdin: Flow,
): Flow {
  // An alias does not stand for itself inside its own text.
  machine.scope.aliases.delete(program.text);
  const words = [alias, ...rest.map(({ text, dynamic }) => (dynamic ? text : quoted(text)))];
  const flow = machine.runText({ ...program, text: words.join(' '), verbatim: undefined }, stdin);
  machine.scope.aliases.set(program.text, alias);
  return flow;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function callFunction(
  machine: Interpreter,
  called: NonNullable<ReturnType<Interpreter['scope']['functions']['get']>>,
  program: Argument,
  rest: readonly Argument[],
  stdin: Flow,
): Flow {
  const outer = machine.scope.positional;
  machine.scope.positional = {
    items: rest.map(({ text }) => text),
    dynamic: rest.some(({ dynamic }) => dynamic),
  };
  // A function does not stand for itself inside: a wrapper of the same name calls the program or itself again.
  machine.scope.functions.delete(program.text);
  try {
    const { body } = called.node;
    if (body.type === 'CompoundList') return flowOf('unknown');
    if (called.source === machine.source) return runCommand(machine, body, stdin);
    return machine.within({ source: called.source, exact: false, locate: () => program.span }, () =>
      runCommand(machine, body, stdin),
    );
  } finally {
    machine.scope.functions.set(program.text, called);
    machine.scope.positional = outer;
  }
}
