import { forEachChild, type SyntaxNode } from 'unbash';
import type { Span } from '../syntax/span.ts';
import type { Explanation } from './explanation.ts';

/** Constructs of the shell: words with a role of their own, expansions inside words, redirections, assignments. */
export function explainSyntax(
  node: SyntaxNode,
  explanation: Explanation,
  shift: number | null = 0,
): void {
  if (shift !== null)
    explainNode(node, { start: node.pos + shift, end: node.end + shift }, explanation);
  // Positions inside escaped backquotes count in another text.
  const inner =
    node.type === 'CommandExpansion' && node.script?.source !== undefined ? null : shift;
  forEachChild(node, (child) => explainSyntax(child, explanation, inner));
}

function explainNode(node: SyntaxNode, at: Span, explanation: Explanation): void {
  const say = (kind: Parameters<Explanation['add']>[1], text: string, span: Span = at): void =>
    explanation.add(span, kind, text, 'syntax');
  switch (node.type) {
    case 'Command':
      for (const word of node.suffix)
        if (word.type === 'Word') say('operand', 'An argument.', place(word, node, at));
      return;
    case 'For':
    case 'Select':
      say(
        'variable',
        `${node.name.value} stands for one word after the other.`,
        place(node.name, node, at),
      );
      for (const word of node.wordlist ?? [])
        say('operand', 'Words that the loop goes through.', place(word, node, at));
      return;
    case 'Case':
      say('operand', 'What is compared with the patterns.', place(node.word, node, at));
      for (const item of node.items)
        for (const pattern of item.pattern)
          say(
            'pattern',
            'A pattern; what follows it runs when it matches.',
            place(pattern, node, at),
          );
      return;
    case 'TestUnary':
      say('operator', tests[node.operator] ?? 'Asks about the word that follows.');
      say('operand', 'What is tested.', place(node.operand, node, at));
      return;
    case 'TestBinary':
      say(
        'operator',
        `Compares with ${node.operator}: ${comparisons[node.operator] ?? 'see the manual of bash'}.`,
      );
      say('operand', 'What is compared.', place(node.left, node, at));
      say(
        'operand',
        node.operator === '=~' ? 'A regular expression.' : 'What it is compared with.',
        place(node.right, node, at),
      );
      return;
    case 'Function':
      say(
        'keyword',
        `${node.name.value} is defined here as a command of its own.`,
        place(node.name, node, at),
      );
      return;
    case 'Assignment':
      say(
        'assignment',
        `Sets the variable ${node.name}${node.append ? ' to its value and this' : ''}.`,
      );
      return;
    case 'Redirect':
      say(
        'redirection',
        redirection(
          node.operator,
          node.descriptor?.type === 'FileDescriptor' ? node.descriptor.value : undefined,
          node.target?.text ?? '',
        ),
      );
      return;
    case 'HereString':
      say('redirection', '<<<: gives this text as the input.');
      return;
    case 'HereDoc':
      say(
        'redirection',
        `${node.operator}: gives the lines up to ${node.delimiter?.value ?? 'the end'} as the input.`,
      );
      say(
        'here-document',
        node.delimiter?.quoted
          ? 'The input, taken as it is.'
          : 'The input; variables and substitutions in it are replaced.',
        place(node.body, node, at),
      );
      if (node.closing) say('here-document', 'Ends the input.', place(node.closing, node, at));
      return;
    case 'SimpleExpansion':
      say('variable', variable(node.text.slice(1)));
      return;
    case 'ParameterExpansion':
      say(
        'variable',
        parameter(
          node.parameter,
          node.prefix,
          node.operation?.type,
          node.operation && 'operator' in node.operation ? node.operation.operator : '',
        ),
      );
      return;
    case 'Time':
      say('keyword', 'time: tells how long it took.');
      return;
    case 'CommandExpansion':
      say('substitution', 'Runs the command and puts what it prints here.');
      return;
    case 'ArithmeticExpansion':
      say('substitution', 'Computes and puts the number here.');
      return;
    case 'ArithmeticCommand':
      say('operator', '(( )): computes; it succeeds unless the result is 0.');
      return;
    case 'ProcessSubstitution':
      say(
        'substitution',
        node.operator === '<'
          ? 'Runs the command and gives what it prints as a file.'
          : 'Runs the command and gives its input as a file.',
      );
      return;
    case 'Glob':
      say(
        'pattern',
        node.kind === 'star'
          ? '* stands for any text in a name.'
          : node.kind === 'question'
            ? '? stands for one character of a name.'
            : '[…] stands for one of these characters.',
      );
      return;
    case 'ExtendedGlob':
      say('pattern', 'A pattern for names with choices.');
      return;
    case 'BraceExpansion':
      say('pattern', 'Becomes one word for each choice.');
      return;
    default:
      return;
  }
}

function place(
  inner: { readonly pos: number; readonly end: number },
  node: { readonly pos: number },
  at: Span,
): Span {
  const shift = at.start - node.pos;
  return { start: inner.pos + shift, end: inner.end + shift };
}

const tests: Readonly<Record<string, string>> = {
  '-z': '-z: true for empty text.',
  '-n': '-n: true for text that is not empty.',
  '-f': '-f: true for a file.',
  '-d': '-d: true for a folder.',
  '-e': '-e: true if it exists.',
  '-s': '-s: true for a file that is not empty.',
  '-r': '-r: true if it can be read.',
  '-w': '-w: true if it can be written.',
  '-x': '-x: true if it can be run.',
  '-L': '-L: true for a link.',
  '-v': '-v: true if the variable is set.',
};
const comparisons: Readonly<Record<string, string>> = {
  '==': 'matches a pattern',
  '=': 'matches a pattern',
  '!=': 'does not match a pattern',
  '=~': 'matches a regular expression',
  '<': 'sorts before',
  '>': 'sorts after',
  '-eq': 'the same number',
  '-ne': 'another number',
  '-lt': 'a smaller number',
  '-le': 'a smaller number or the same',
  '-gt': 'a larger number',
  '-ge': 'a larger number or the same',
  '-nt': 'a newer file',
  '-ot': 'an older file',
  '-ef': 'the same file',
};

function redirection(operator: string, descriptor: number | undefined, target: string): string {
  const what =
    descriptor === 2
      ? 'messages and errors'
      : descriptor === undefined || descriptor === 1
        ? 'the output'
        : `file number ${descriptor}`;
  const where = target === '/dev/null' ? 'away' : `to ${target.slice(0, 40)}`;
  switch (operator) {
    case '>':
    case '>|':
      return `${operator}: sends ${what} ${where}${target === '/dev/null' ? '' : '; what was there is replaced'}.`;
    case '>>':
      return `>>: adds ${what} ${where}.`;
    case '<':
      return `<: reads the input from ${target.slice(0, 40)}.`;
    case '<>':
      return `<>: opens ${target.slice(0, 40)} for reading and writing.`;
    case '&>':
      return `&>: sends output and errors ${where}.`;
    case '&>>':
      return `&>>: adds output and errors ${where}.`;
    case '>&':
      return target === '1'
        ? `Sends ${what} where the output goes.`
        : target === '2'
          ? `Sends ${what} where errors go.`
          : target === '-'
            ? `Closes ${what}.`
            : `>&: sends output and errors ${where}.`;
    default:
      return `<&: reads from file number ${target}.`;
  }
}

const special: Readonly<Record<string, string>> = {
  '?': 'exit status of the last command',
  $: 'number of this process',
  '!': 'number of the last process in the background',
  '#': 'number of arguments',
  '@': 'all arguments',
  '*': 'all arguments as one text',
  '0': 'name of the script',
  '-': 'options of the shell',
  _: 'last argument of the command before',
  IFS: 'characters that separate words',
  HOME: 'home folder',
  PWD: 'current folder',
  USER: 'name of the user',
  PATH: 'folders with programs',
  RANDOM: 'a random number',
};

function variable(name: string): string {
  if (/^[1-9]\d*$/.test(name)) return `$${name}: argument ${name}.`;
  return `$${name}: ${special[name] ?? `the value of the variable ${name}`}.`;
}

const operations: Readonly<Record<string, string>> = {
  Remove: 'without what matches at one end',
  Replace: 'with what matches replaced',
  Slice: 'a part of it',
  CaseModification: 'in other letters',
  Transform: 'in another form',
  Names: 'names that begin so',
};

function parameter(
  name: string,
  prefix: string | undefined,
  type: string | undefined,
  operator: string,
): string {
  if (prefix === '#') return `The length of ${name}.`;
  if (prefix === '!') return `The value of the variable that ${name} names.`;
  if (type === 'Default') {
    if (operator.endsWith('?'))
      return `The value of ${name}; stops with an error when it is missing.`;
    if (operator.endsWith('+')) return `Another text when ${name} is set.`;
    return `The value of ${name}, or another text when it is missing.`;
  }
  return type ? `The value of ${name}, ${operations[type] ?? 'changed'}.` : variable(name);
}
