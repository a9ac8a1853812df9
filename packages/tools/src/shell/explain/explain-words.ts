import type { SeenCommand } from '../effects/interpreter.ts';
import { operandsOf } from '../effects/follow-table.ts';
import type { GivenOption } from '../flags/read-invocation.ts';
import type { Argument } from '../syntax/argument.ts';
import type { Span } from '../syntax/span.ts';
import type { Explanation } from './explanation.ts';
import { explainValue } from './explain-value.ts';

/** The words of one command: program, subcommand, options with their values, operands. */
export function explainWords(seen: SeenCommand, explanation: Explanation): void {
  const { name, program, tool, invocation } = seen;
  if (seen.defined) {
    explanation.add(program.span, 'program', `Calls ${name}, which this script defines.`, 'syntax');
    for (const { span } of seen.words)
      explanation.add(span, 'operand', `Argument of ${name}.`, 'syntax');
    return;
  }
  if (!tool) {
    const dynamic = program.dynamic
      ? 'The program is only known when it runs.'
      : `${name} is not in the tables.`;
    explanation.add(program.span, 'program', dynamic, 'none');
    for (const { span, text } of seen.words)
      explanation.add(
        span,
        text.startsWith('-') ? 'option' : 'operand',
        `Argument of ${name}, which is not in the tables.`,
        'none',
      );
    return;
  }
  explanation.add(program.span, 'program', `${name} ${tool.meaning}.`, 'table');
  for (const word of invocation.subcommandWords)
    explanation.add(
      word.span,
      'subcommand',
      `${invocation.subcommandWords.map(({ text }) => text).join(' ')}: ${invocation.subcommand?.meaning ?? 'which part of the program'}.`,
      'table',
    );
  if (invocation.unknownSubcommand)
    explanation.add(
      invocation.unknownSubcommand.span,
      'unknown',
      `${invocation.unknownSubcommand.text.slice(0, 40)} is not in the table of ${name}.`,
      'none',
    );
  for (const word of invocation.separators)
    explanation.add(
      word.span,
      'option',
      'Ends the options; what follows is none, also with a dash.',
      'table',
    );
  for (const { argument, name: operand, meaning } of operandsOf(seen, tool)) {
    if (argument === invocation.unknownSubcommand) continue;
    explanation.add(
      argument.span,
      'operand',
      explainOperand(seen, argument, operand, meaning),
      operand === '' ? 'syntax' : 'table',
    );
  }
  for (const option of invocation.options) explainOption(seen, option, explanation);
}

function explainOperand(
  { name }: SeenCommand,
  argument: Argument,
  operand: string,
  meaning: string,
): string {
  if (operand === '') return `Argument of ${name}.`;
  const special = explainValue(name, operand, argument.text);
  return `${operand}: ${meaning}${special ? ` (${special})` : ''}.`;
}

function explainOption(seen: SeenCommand, given: GivenOption, explanation: Explanation): void {
  const { option, argument, from, to, values } = given;
  // The sign between a name and its value belongs to the name.
  const span = placeOf(argument, from, argument.text[to] === '=' ? to + 1 : to);
  if (!option && /^--(?:help|version)$/.test(given.name)) {
    explanation.add(span, 'option', `${given.name}: prints ${given.name.slice(2)}.`, 'table');
    return;
  }
  if (!option) {
    explanation.add(
      span,
      'option',
      `${given.name.slice(0, 40)} is not in the table of ${seen.name}.`,
      'none',
    );
    return;
  }
  const names = option.names.length > 4 ? [given.name] : option.names;
  explanation.add(
    span,
    'option',
    `${names.join(', ')}${option.value ? ` ${option.value}` : ''}: ${option.meaning}.`,
    'table',
  );
  for (const value of values) {
    const special = explainValue(seen.name, given.name, value.text);
    const isEnd =
      option.marks.includes('until-semicolon') && (value.text === ';' || value.text === '+');
    const text = isEnd
      ? value.text === '+'
        ? `Ends the command of ${given.name}; many files are given to one run.`
        : `Ends the command of ${given.name}; it runs once for each file.`
      : `${option.value ?? 'Value'} of ${given.name}${special ? `: ${special}` : ''}.`;
    explanation.add(value.span, 'value', text, 'table');
  }
}

/** One letter of a cluster where the word stands as it is read, else the whole word. */
function placeOf({ span, verbatim, text }: Argument, from: number, to: number): Span {
  if (verbatim === undefined) return span;
  if (from === 0 && to === text.length) return span;
  return { start: verbatim + from, end: verbatim + to };
}
