import type { Assignment, Command } from 'unbash';
import type { Argument } from '../syntax/argument.ts';
import { plainArgument } from '../syntax/argument.ts';
import { noFlow, type Flow } from './flow.ts';
import type { Interpreter } from './interpreter.ts';
import { keepContents, runRedirections } from './redirections.ts';
import { reportVariable } from './variables.ts';

/** Assignments, words and redirections of one command. */
export function runSimpleCommand(machine: Interpreter, node: Command, stdin: Flow): Flow {
  const words: Argument[] = node.name ? machine.expand([node.name]) : [];
  for (const argument of node.args)
    if (argument.type === 'Word') words.push(...machine.expand([argument]));
    else words.push(assignmentWord(machine, argument));
  const assignments = node.prefix.filter((part) => part.type === 'Assignment');
  for (const assignment of assignments) assign(machine, assignment);
  const { input, output } = runRedirections(
    machine,
    node.redirects,
    stdin,
    printsNothing(words) ? 'nothing' : undefined,
  );
  if (words.length === 0) {
    if (node.redirects.length === 0) machine.report.add('read-only', machine.locate(node));
    // `$(< FILE)` prints the file.
    return node.redirects.some((part) => part.type === 'Redirect' && part.operator === '<')
      ? input
      : noFlow;
  }
  const printed = machine.runWords(words, input);
  if (output) keepContents(machine, output, printed);
  return output ? noFlow : printed;
}

/** Commands after which a file that takes their output is empty. */
function printsNothing(words: readonly Argument[]): boolean {
  const [name, ...rest] = words;
  if (!name) return true;
  const texts = rest.map(({ text }) => text);
  switch (name.text) {
    case ':':
    case 'true':
    case 'false':
      return true;
    case 'echo':
      return texts.every((text) => text === '-n' || text === '');
    case 'printf':
      return texts.join('') === '';
    case 'cat':
      return texts.length > 0 && texts.every((text) => text === '/dev/null');
    default:
      return false;
  }
}

function assign(machine: Interpreter, node: Assignment): void {
  const { name, value } = node;
  const known = machine.scope.variables.get(name);
  const words =
    value.type === 'ArrayValue' ? machine.expand([...value.elements]) : [machine.expandOne(value)];
  if (node.index) machine.expandOne(node.index);
  const span = machine.locate(node);
  reportVariable(
    machine,
    (code, _at, about) => machine.report.add(code, span, about),
    name,
    words,
    span,
  );
  const items = words.map(({ text }) => text);
  const before = known?.items ?? [];
  const isArray = value.type === 'ArrayValue';
  machine.scope.variables.set(name, {
    items: node.append
      ? isArray
        ? [...before, ...items]
        : [(before[0] ?? '') + (items[0] ?? '')]
      : items,
    dynamic:
      words.some(({ dynamic }) => dynamic) ||
      machine.uncertain > 0 ||
      (node.append === true && known === undefined) ||
      node.index !== undefined,
  });
}

/** `export NAME=VALUE` and its like. */
function assignmentWord(machine: Interpreter, node: Assignment): Argument {
  assign(machine, node);
  const { name } = node;
  const value = machine.scope.variables.get(name);
  return {
    ...plainArgument(`${name}=${value?.items.join(' ') ?? ''}`, machine.locate(node)),
    dynamic: value?.dynamic ?? true,
  };
}
