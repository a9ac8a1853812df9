import type {
  AndOr,
  CommandNode,
  CompoundList,
  Function as ShellFunction,
  PipelineNode,
  Script,
  Statement,
  SyntaxNode,
  Word,
} from 'unbash';
import { forEachChild } from 'unbash';
import { flowOf, joined, noFlow, type Flow } from './flow.ts';
import type { Interpreter } from './interpreter.ts';
import { keepContents, runRedirections } from './redirections.ts';
import { runSimpleCommand } from './simple-command.ts';

/** A loop over more words than this is followed only for the first. */
const mostTurns = 8;

export function runScript(machine: Interpreter, script: Script, stdin: Flow): Flow {
  return runStatements(machine, script.commands, stdin);
}

function runStatements(machine: Interpreter, statements: readonly Statement[], stdin: Flow): Flow {
  let output = noFlow;
  for (const { command } of statements) output = joined(output, runNode(machine, command, stdin));
  return output;
}

function runList(machine: Interpreter, list: CompoundList, stdin: Flow): Flow {
  return (
    machine.enter(machine.locate(list), () => runStatements(machine, list.commands, stdin)) ??
    flowOf('unknown')
  );
}

function runNode(machine: Interpreter, node: PipelineNode | AndOr, stdin: Flow): Flow {
  if (node.type === 'AndOr') {
    let output = noFlow;
    node.commands.forEach((command, index) => {
      if (index > 0) machine.uncertain += 1;
      output = joined(output, runNode(machine, command, stdin));
      if (index > 0) machine.uncertain -= 1;
    });
    return output;
  }
  if (node.type === 'Pipeline')
    return machine.pipeline(() => {
      let flow = stdin;
      for (const command of node.commands) flow = runCommand(machine, command, flow);
      return flow;
    });
  return machine.pipeline(() => runCommand(machine, node, stdin));
}

/** Any command that can stand in a pipe. */
export function runCommand(machine: Interpreter, node: CommandNode, stdin: Flow): Flow {
  switch (node.type) {
    case 'Command':
      return runSimpleCommand(machine, node, stdin);
    case 'Redirected': {
      const { input, output } = runRedirections(machine, node.redirects, stdin, undefined);
      const printed = runCommand(machine, node.command, input);
      if (output) keepContents(machine, output, printed);
      return output ? noFlow : printed;
    }
    case 'Function':
      return defineFunction(machine, node);
    case 'Coproc':
      return node.body.type === 'CompoundList'
        ? runList(machine, node.body, stdin)
        : runCommand(machine, node.body, stdin);
    case 'Subshell':
    case 'BraceGroup':
      return runList(machine, node.body, stdin);
    case 'If': {
      let output = runList(machine, node.clause, stdin);
      machine.uncertain += 1;
      output = joined(output, runList(machine, node.then, stdin));
      for (const branch of node.elif) {
        output = joined(output, runList(machine, branch.clause, stdin));
        output = joined(output, runList(machine, branch.then, stdin));
      }
      if (node.else) output = joined(output, runList(machine, node.else, stdin));
      machine.uncertain -= 1;
      return unknownText(output);
    }
    case 'While': {
      runList(machine, node.clause, stdin);
      return unknownText(repeated(machine, () => runList(machine, node.body, stdin)));
    }
    case 'For':
    case 'Select':
      return runLoop(machine, node.name, node.wordlist, node.body, stdin);
    case 'ArithmeticFor':
      visit(machine, node.initialize);
      visit(machine, node.test);
      visit(machine, node.update);
      return unknownText(repeated(machine, () => runList(machine, node.body, stdin)));
    case 'Case': {
      machine.expandOne(node.word);
      let output = noFlow;
      machine.uncertain += 1;
      for (const item of node.items) {
        for (const pattern of item.pattern) machine.expandOne(pattern);
        output = joined(output, runList(machine, item.body, stdin));
      }
      machine.uncertain -= 1;
      return unknownText(output);
    }
    case 'TestCommand':
    case 'ArithmeticCommand':
      visit(machine, node.expression);
      machine.report.add('read-only', machine.locate(node));
      return noFlow;
    default:
      // The parser knows a form of command that this does not.
      machine.report.add('too-complex', machine.locate(node satisfies never));
      return noFlow;
  }
}

function unknownText(flow: Flow): Flow {
  return flow === noFlow ? flow : { ...flow, text: null, hint: `${flow.hint} ${flow.text ?? ''}` };
}

function runLoop(
  machine: Interpreter,
  name: Word,
  wordlist: readonly Word[] | undefined,
  body: CompoundList,
  stdin: Flow,
): Flow {
  const words = wordlist ? machine.expand([...wordlist]) : [];
  const known =
    words.length > 0 &&
    words.length <= mostTurns &&
    words.every(({ dynamic, glob }) => !dynamic && !glob);
  if (known) {
    let output = noFlow;
    for (const { text } of words) {
      machine.scope.variables.set(name.value, { items: [text], dynamic: false });
      output = joined(output, runList(machine, body, stdin));
    }
    return output;
  }
  machine.scope.variables.delete(name.value);
  return unknownText(repeated(machine, () => runList(machine, body, stdin)));
}

function repeated(machine: Interpreter, run: () => Flow): Flow {
  machine.uncertain += 1;
  machine.loops += 1;
  const output = run();
  machine.loops -= 1;
  machine.uncertain -= 1;
  return output;
}

/** The body runs when the function is called; here it is only looked at for the bomb. */
function defineFunction(machine: Interpreter, node: ShellFunction): Flow {
  const name = node.name.value;
  machine.scope.functions.set(name, { node, source: machine.source, called: false });
  if (callsItselfTwice(node, name)) machine.report.add('fork-bomb', machine.locate(node));
  return noFlow;
}

/** A pipe, or a command in the background, in which a function starts itself. */
function callsItselfTwice(node: ShellFunction, name: string): boolean {
  let found = false;
  const look = (child: SyntaxNode, forks: boolean): void => {
    if (found) return;
    if (child.type === 'Command' && child.name?.value === name && forks) found = true;
    const inside =
      forks ||
      (child.type === 'Statement' && child.background === true) ||
      child.type === 'Pipeline';
    forEachChild(child, (next) => look(next, inside));
  };
  forEachChild(node.body, (child) => look(child, false));
  return found;
}

/** Substitutions in tests and arithmetic run too. */
function visit(machine: Interpreter, node: SyntaxNode | undefined): void {
  if (!node) return;
  if (node.type === 'Word') machine.expandOne(node);
  else if (node.type === 'CommandExpansion' || node.type === 'ArithmeticCommandExpansion') {
    const { script } = node;
    if (script) machine.enter(machine.locate(node), () => runScript(machine, script, noFlow));
  } else forEachChild(node, (child) => visit(machine, child));
}
