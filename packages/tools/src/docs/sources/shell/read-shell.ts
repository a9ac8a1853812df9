import { forEachChild, type SyntaxNode } from 'unbash';
import { commandsOf, parseShell, type ParsedShell } from '../../../shell/index.ts';
import { FactList } from '../../facts/fact-list.ts';
import type { PipelineFacts } from '../../facts/fact.ts';
import type { SqlParser } from '../../lineage/sql-parser.ts';
import { headComment } from '../comments.ts';
import type { SourceFile } from '../source-file.ts';
import { addCommands } from './command-facts.ts';
import { lineCounter } from './line-counter.ts';
import { addVariables } from './variable-facts.ts';

/** Five fields of a time, or a preset, and a command: a line of a crontab, or a comment that shows one. */
const cronLine =
  /^\s*#?\s*(?:cron(?:tab)?:?\s+)?((?:[\d*][\d*,/-]*|\*)(?:\s+(?:[\d*][\d*,/-]*|(?:mon|tue|wed|thu|fri|sat|sun|[a-z]{3})(?:[-,][a-z]{3})*)){4}|@(?:hourly|daily|weekly|monthly|yearly|annually|midnight|reboot))\s+(\S.*)$/i;

/** Facts of a shell script: how it is called, what it needs, starts, reads and writes, and how it fails. */
export async function readShell(
  { path, text }: SourceFile,
  parser: SqlParser,
  signal?: AbortSignal,
): Promise<PipelineFacts> {
  const facts = new FactList('shell', path.split('/').at(-1) ?? path, path);
  const parsed = parseShell(text);
  const line = lineCounter(text);
  const place = (node: SyntaxNode) => ({
    line: line(node.pos),
    endLine: line(Math.max(node.pos, node.end - 1)),
  });
  const comment = headComment(text, '#');
  if (comment)
    facts.add('says', comment.text, { line: comment.lines[0], endLine: comment.lines[1] });
  if (text.startsWith('#!'))
    facts.add('property', text.split('\n')[0]!.slice(2).trim(), { line: 1 }, { subject: 'Shell' });
  for (const [at, each] of text.split('\n').entries()) {
    const cron = each.length < 1000 ? cronLine.exec(each) : null;
    if (cron?.[1] && each.trimStart().startsWith('#'))
      facts.add(
        'schedule',
        cron[1],
        { line: at + 1 },
        { confidence: 'likely', attributes: { words: 'a comment shows it' } },
      );
  }
  addStructure(facts, parsed, place);
  addVariables(facts, parsed, place);
  for (const { name, words, program } of commandsOf(parsed)) {
    const at = { line: line(program.span.start) };
    if (name === 'set' && words.some(({ text: word }) => /^[-+]/.test(word)))
      facts.add('property', words.map(({ text: word }) => word).join(' '), at, {
        subject: 'Shell options',
      });
    if (name === 'exit' && words[0]) facts.add('exit', words[0].text, at);
    if (name === 'trap' && words.length > 1)
      facts.add('callback', words[0]!.text, at, {
        attributes: {
          event: words
            .slice(1)
            .map(({ text: word }) => word)
            .join(', '),
        },
      });
  }
  await addCommands(
    facts,
    parsed,
    { subject: null, line, restore: (piece) => piece },
    parser,
    signal,
  );
  for (const { message, span } of parsed.errors)
    facts.add(
      'unknown',
      text.slice(span.start, Math.min(span.end, span.start + 80)).trim() || 'the rest of the file',
      { line: line(span.start) },
      { attributes: { why: message } },
    );
  return facts.finish();
}

function addStructure(
  facts: FactList,
  { script }: ParsedShell,
  place: (node: SyntaxNode) => { line: number; endLine: number },
): void {
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Function')
      facts.add('step', node.name.text, place(node), { subject: 'function' });
    if (node.type === 'Redirected' || node.type === 'Command')
      for (const redirect of node.redirects) {
        if (redirect.type !== 'Redirect' || !redirect.target) continue;
        const { value } = redirect.target;
        if (redirect.operator.includes('&') || /^(?:\/dev\/|\d|-$|&)/.test(value) || value === '')
          continue;
        const kind = redirect.operator.startsWith('<') ? 'reads' : 'writes';
        facts.add(kind, value, place(redirect), {
          confidence: 'likely',
          attributes: { by: 'redirection' },
        });
      }
    forEachChild(node, visit);
  };
  visit(script);
}

/** The lines of a crontab: each is a schedule and a command. */
export function readCrontab({ path, text }: SourceFile): PipelineFacts {
  const facts = new FactList('shell', path.split('/').at(-1) ?? path, path);
  for (const [at, each] of text.split('\n').entries()) {
    const here = { line: at + 1 };
    const cron =
      each.length < 4000 && !each.trimStart().startsWith('#') ? cronLine.exec(each) : null;
    if (cron) {
      facts.add('schedule', cron[1]!, here);
      facts.add('step', cron[2]!.trim(), here, { subject: cron[1]! });
      const script = /(?:^|\s)(\S+\.(?:sh|bash|ksh|py|sql))(?:\s|$)/.exec(cron[2]!)?.[1];
      if (script !== undefined)
        facts.add('triggers', script, here, { confidence: 'likely', attributes: { by: 'cron' } });
    }
    const variable = /^([A-Z_][A-Z0-9_]*)\s*=\s*(.*)$/i.exec(each);
    if (variable) facts.add('setting', variable[1]!, here, { attributes: { value: variable[2]! } });
  }
  const comment = headComment(text, '#');
  if (comment && !cronLine.test(comment.text))
    facts.add('says', comment.text, { line: comment.lines[0], endLine: comment.lines[1] });
  return facts.finish();
}
