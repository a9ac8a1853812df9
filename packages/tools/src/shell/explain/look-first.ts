import { forEachChild, type SyntaxNode } from 'unbash';
import type { SeenCommand } from '../effects/interpreter.ts';
import { assessRisk } from '../effects/assess-risk.ts';
import { parseShell, type ParsedShell } from '../syntax/parse-shell.ts';
import type { Argument } from '../syntax/argument.ts';
import type { Span } from '../syntax/span.ts';
import { applyEdits, type Edit } from './edits.ts';
import { commandsOf } from './explain-command.ts';
import { lookFirstRules } from './look-first-rules.ts';
import { quoteWord } from './quote-word.ts';
import { selectInstead } from './select-instead.ts';

export interface LookFirstForm {
  /** A command that only shows what the original would touch. */
  readonly command: string;
  /** What was put in place of what. */
  readonly how: string;
}

/**
 * A form of the command that only looks: `rm` becomes `ls` of the same paths, `find -delete` becomes `find -print`,
 * `UPDATE` becomes a count. Null where none is known, or where the result would still change something.
 */
export function lookFirst(text: string | ParsedShell): LookFirstForm | null {
  const parsed = typeof text === 'string' ? parseShell(text) : text;
  if (parsed.errors.length > 0 || assessRisk(parsed).level === 'safe') return null;
  const edits: Edit[] = [];
  const how: string[] = [];
  const commands = commandsOf(parsed).filter(({ exact }) => exact);
  for (const seen of commands) {
    const edit = editOf(seen, parsed.text);
    if (!edit || edits.some(({ span }) => overlaps(span, edit.span))) continue;
    edits.push(edit);
    how.push(
      `${short(parsed.text.slice(edit.span.start, edit.span.end))} becomes ${short(edit.text)}`,
    );
  }
  for (const edit of redirectionEdits(parsed))
    if (!edits.some(({ span }) => overlaps(span, edit.span))) {
      edits.push(edit);
      how.push(
        edit.text === ''
          ? `without ${short(parsed.text.slice(edit.span.start, edit.span.end))}`
          : `${short(parsed.text.slice(edit.span.start, edit.span.end))} becomes ${edit.text}`,
      );
    }
  if (edits.length === 0) return null;
  const command = applyEdits(parsed.text, edits);
  if (command === null || command === parsed.text || !looks(command)) return null;
  return { command: command.trimEnd(), how: `${how.slice(0, 3).join('; ')}.` };
}

/** A form with elevation or an unknown place may be `caution`, but it must not destroy or write what the original did. */
function looks(command: string): boolean {
  const { level, reasons } = assessRisk(command);
  if (level === 'safe') return true;
  return (
    level === 'caution' &&
    reasons.every(
      ({ code }) =>
        code === 'privilege-escalation' || code === 'credential-use' || code === 'dynamic-command',
    )
  );
}

function editOf(seen: SeenCommand, text: string): Edit | null {
  const span = spanOf(seen);
  if (text.slice(span.start, span.end).includes('\n') && span.end - span.start > 2000) return null;
  if (seen.tool?.names[0] === 'find') return editFind(seen, text);
  const sql = selectInstead(seen, text);
  if (sql) return sql;
  const shell = showInstead(seen, span);
  if (shell) return shell;
  const rule = seen.tool ? lookFirstRules[seen.tool.names[0]!] : undefined;
  const replacement = rule?.(seen, (word) => rawWord(word, seen, text)) ?? null;
  return replacement === null ? null : { span, text: replacement };
}

/** What would be run is shown. */
function showInstead(seen: SeenCommand, span: Span): Edit | null {
  if (seen.tool?.names[0] !== 'sh' && seen.tool?.names[0] !== 'source') return null;
  if (seen.words.length === 0)
    return seen.stdin.origin === 'none' || seen.stdin.verbatim !== undefined
      ? null
      : { span, text: 'cat' };
  return seen.words[0]?.substitution ? { span: seen.program.span, text: 'cat' } : null;
}

/** As it is written, unless one written word has become several. */
function rawWord(word: Argument, seen: SeenCommand, text: string): string {
  const shared = [seen.program, ...seen.words].filter(
    ({ span }) => span.start === word.span.start && span.end === word.span.end,
  );
  return shared.length > 1 || word.span.start === word.span.end
    ? quoteWord(word)
    : text.slice(word.span.start, word.span.end);
}

/** Output to a file is shown in place of written; emptying a file becomes a look at it. */
function redirectionEdits(parsed: ParsedShell): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'CommandExpansion' && node.script?.source !== undefined) return;
    if (node.type === 'Command')
      for (const redirect of node.redirects) {
        if (redirect.type !== 'Redirect' || !/^(?:>|>>|>\||&>|&>>)$/.test(redirect.operator))
          continue;
        const target = redirect.target?.text ?? '';
        if (target === '' || target.startsWith('/dev/')) continue;
        const span = { start: redirect.pos, end: redirect.end };
        if (node.name && node.name.value !== ':' && node.name.value !== 'true')
          edits.push({ span, text: '' });
        else edits.push({ span: { start: node.pos, end: node.end }, text: `ls -ld -- ${target}` });
      }
    forEachChild(node, visit);
  };
  visit(parsed.script);
  return edits;
}

function spanOf({ program, words }: SeenCommand): Span {
  return {
    start: program.span.start,
    end: Math.max(program.span.end, ...words.map(({ span }) => span.end)),
  };
}

/** Actions become `-print`. */
function editFind(seen: SeenCommand, text: string): Edit | null {
  const { options } = seen.invocation;
  const actions = options.filter(
    ({ option }) =>
      option?.marks.includes('delete-many') || option?.marks.includes('until-semicolon'),
  );
  if (actions.length === 0) return null;
  const whole = spanOf(seen);
  const edits = actions.map(({ argument, values }, index) => ({
    span: {
      start: argument.span.start,
      end: Math.max(argument.span.end, ...values.map(({ span }) => span.end)),
    },
    text: index === 0 ? '-print' : '',
  }));
  const inside = edits.map(({ span, text }) => ({
    span: { start: span.start - whole.start, end: span.end - whole.start },
    text,
  }));
  const edited = applyEdits(text.slice(whole.start, whole.end), inside);
  return edited === null ? null : { span: whole, text: edited.trimEnd() };
}

function overlaps(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
