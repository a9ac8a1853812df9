import { forEachChild, parse, type ParsedScript, type SyntaxNode } from 'unbash';
import type { Span } from './span.ts';

/** A command is a line or a short script; longer text is not analysed, and what is not analysed is never called safe. */
export const longestShellText = 100_000;

export type ShellErrorCode = 'syntax' | 'too-long' | 'too-deep' | 'hidden-character';

export interface ShellError {
  readonly code: ShellErrorCode;
  readonly message: string;
  readonly span: Span;
}

export interface ParsedShell {
  readonly text: string;
  readonly script: ParsedScript;
  /** Of the text and of every script nested in it, in the order of the text; at most 20. Empty: the text is valid. */
  readonly errors: readonly ShellError[];
}

const mostErrors = 20;
/** Control and direction characters: a terminal or a page shows something else than what the shell reads. */
const hidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;

/**
 * Text of a POSIX shell or bash as a syntax tree. Never throws: what cannot be read is in `errors`, and the tree holds what
 * was understood. Nested scripts (substitutions, arithmetic, here-documents, functions, tests) are parsed too.
 */
export function parseShell(text: string): ParsedShell {
  const errors: ShellError[] = [];
  if (text.length > longestShellText) {
    const message = `The text has ${text.length} characters; at most ${longestShellText} are analysed.`;
    errors.push({ code: 'too-long', message, span: { start: 0, end: text.length } });
    return { text, script: parse(''), errors };
  }
  // Line ends of Windows are line ends; a lone carriage return is not.
  const found = hidden.exec(text.replaceAll('\r\n', ' \n'));
  if (found) {
    const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const message = `Holds the character U+${code}, which is not shown as what it is.`;
    errors.push({
      code: 'hidden-character',
      message,
      span: { start: found.index, end: found.index + 1 },
    });
  }
  const script = parse(text);
  collectErrors(script, errors, undefined);
  errors.sort((one, other) => one.span.start - other.span.start);
  return { text, script, errors: errors.slice(0, mostErrors) };
}

/** Nested scripts report their own errors, and only when they are visited. */
function collectErrors(
  node: SyntaxNode,
  errors: ShellError[],
  /** Where a script stands whose own positions count in decoded text (escaped backquotes). */
  around: Span | undefined,
): void {
  if (errors.length >= mostErrors) return;
  let enclosing = around;
  if (node.type === 'Script')
    for (const { message, pos } of node.errors ?? [])
      errors.push({
        code: /nest|depth/i.test(message) ? 'too-deep' : 'syntax',
        message: sentence(message),
        span: around ?? { start: pos, end: Math.max(pos, node.end) },
      });
  if (node.type === 'CommandExpansion' && node.script?.source !== undefined)
    enclosing ??= { start: node.pos, end: node.end };
  forEachChild(node, (child) => collectErrors(child, errors, enclosing));
}

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`;
}
