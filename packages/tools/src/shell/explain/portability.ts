import { forEachChild, type SyntaxNode } from 'unbash';
import type { SeenCommand } from '../effects/interpreter.ts';
import { parseShell, type ParsedShell } from '../syntax/parse-shell.ts';
import type { Span } from '../syntax/span.ts';
import { commandsOf } from './explain-command.ts';

/** Where a piece of the command does not work, or works otherwise. */
export interface PortabilityNote {
  /** `bsd`: BSD and macOS tools; `busybox`: Alpine and small images; `gnu`: Linux; `sh`: a shell that is not bash or zsh. */
  readonly lacking: 'bsd' | 'busybox' | 'gnu' | 'sh';
  readonly span: Span;
  readonly text: string;
}

const marked: Readonly<Record<string, readonly PortabilityNote['lacking'][]>> = {
  gnu: ['bsd', 'busybox'],
  'no-bsd': ['bsd'],
  'no-busybox': ['busybox'],
  'no-gnu': ['gnu', 'busybox'],
  'no-sh': ['sh'],
};
const named = {
  bsd: 'BSD and macOS tools',
  busybox: 'BusyBox',
  gnu: 'GNU tools',
  sh: 'plain sh',
} as const;

/** Notes on options and shell constructs that other systems lack, in the order of the text; at most 50. */
export function portability(text: string | ParsedShell): PortabilityNote[] {
  const parsed = typeof text === 'string' ? parseShell(text) : text;
  const notes = new Map<string, PortabilityNote>();
  const add = (lacking: PortabilityNote['lacking'], span: Span, words: string): void => {
    const key = `${lacking} ${span.start} ${span.end}`;
    if (!notes.has(key) && notes.size < 500) notes.set(key, { lacking, span, text: words });
  };
  for (const seen of commandsOf(parsed)) noteTool(seen, add);
  noteSyntax(parsed.script, add);
  return [...notes.values()].sort((one, other) => one.span.start - other.span.start).slice(0, 50);
}

type Add = (lacking: PortabilityNote['lacking'], span: Span, text: string) => void;

function noteTool({ tool, name, program, invocation }: SeenCommand, add: Add): void {
  if (!tool) return;
  for (const note of tool.notes)
    if (note.option === '') add(note.userland, program.span, note.text);
  for (const mark of tool.marks)
    for (const lacking of marked[mark] ?? [])
      add(lacking, program.span, `${name} is not part of ${named[lacking]}.`);
  for (const { option, name: written, argument } of invocation.options) {
    if (!option) continue;
    for (const note of tool.notes)
      if (option.names.includes(note.option)) add(note.userland, argument.span, note.text);
    for (const mark of option.marks)
      for (const lacking of marked[mark] ?? [])
        add(lacking, argument.span, `${name} ${written} is not part of ${named[lacking]}.`);
    if (written.startsWith('--') && longIsGnu.has(tool.names[0]!))
      add(
        'bsd',
        argument.span,
        `Long options such as ${written} are not part of ${named.bsd}; the short form often is.`,
      );
  }
}

/** Small tools whose long options only GNU has. */
const longIsGnu = new Set([
  'cat',
  'head',
  'tail',
  'wc',
  'sort',
  'uniq',
  'cut',
  'paste',
  'tr',
  'ls',
  'cp',
  'mv',
  'rm',
  'mkdir',
  'touch',
  'ln',
  'chmod',
  'chown',
  'du',
  'df',
  'date',
  'xargs',
  'sed',
  'tee',
  'split',
  'rmdir',
  'seq',
]);

function noteSyntax(node: SyntaxNode, add: Add): void {
  const span = { start: node.pos, end: node.end };
  switch (node.type) {
    case 'ProcessSubstitution':
      add('sh', span, 'Process substitution is not part of plain sh.');
      break;
    case 'TestCommand':
      add('sh', span, '[[ ]] is not part of plain sh; [ ] is.');
      break;
    case 'ArithmeticCommand':
    case 'ArithmeticFor':
      add('sh', span, '(( )) is not part of plain sh; $(( )) is.');
      break;
    case 'AnsiCQuoted':
      add('sh', span, "$'…' is not part of plain sh in older versions; printf is.");
      break;
    case 'HereString':
      add('sh', span, '<<< is not part of plain sh; a here-document is.');
      break;
    case 'BraceExpansion':
      add('sh', span, 'Braces with choices are not part of plain sh.');
      break;
    case 'ArrayValue':
      add('sh', span, 'Lists in variables are not part of plain sh.');
      break;
    case 'Select':
    case 'Coproc':
      add('sh', span, `${node.type.toLowerCase()} is not part of plain sh.`);
      break;
    case 'Redirect':
      if (node.operator === '&>' || node.operator === '&>>')
        add('sh', span, `${node.operator} is not part of plain sh; > FILE 2>&1 is.`);
      break;
    case 'Replace':
    case 'Slice':
    case 'CaseModification':
    case 'Transform':
      add('sh', span, 'This form of ${ } is not part of plain sh.');
      break;
    case 'Pipeline':
      if (node.operators.includes('|&')) add('sh', span, '|& is not part of plain sh; 2>&1 | is.');
      break;
    default:
      break;
  }
  if (node.type === 'CommandExpansion' && node.script?.source !== undefined) return;
  forEachChild(node, (child) => noteSyntax(child, add));
}
