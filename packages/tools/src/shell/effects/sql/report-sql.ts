import type { Argument } from '../../syntax/argument.ts';
import { plainArgument } from '../../syntax/argument.ts';
import type { Call } from '../call.ts';
import { noFlow } from '../flow.ts';
import { sqlEffects } from './sql-effects.ts';

/** Lines that clients read themselves: `\! CMD` of psql and mysql, `.shell` of sqlite3 and duckdb, `!cmd` of beeline and spark-sql. */
const runsShell = /(?:^|;)\s*(?:\\!|\.(?:shell|system)\b|system\s|!(?:sh\s+)?(?=\w))\s*(.*)$/gim;
const writesFile =
  /^\s*(?:\.(?:output|once|backup|save|dump|log|excel)\s+(\S+)|\\[og]\s+(\S+)|\\copy\b.*\bto\s+(?!stdout|program)(\S+)|tee\s+(\S+))/gim;
const readsScript =
  /^\s*(?:\.(?:read|open|load|restore|import)\b|\\i[r]?\s|\\copy\b.*\bfrom\b|source\s|\\\.\s|!run\b|@\w)/im;
const toProgram =
  /\b(?:TO|FROM)\s+PROGRAM\s+'((?:[^']|'')*)'|\\copy\b[^\n]*\bprogram\s+'((?:[^']|'')*)'|\\[og]\s*\|\s*(.+)|\\pipe\s+(.+)/gi;

/** Reports what SQL handed to a client does; a text that is not known counts as a change. */
export function reportSql(call: Call, sql: Argument): void {
  const { text, dynamic, span, verbatim } = sql;
  for (const effect of sqlEffects(withoutClientLines(text)))
    call.report(
      effect.code,
      verbatim === undefined
        ? span
        : { start: verbatim + effect.start, end: verbatim + effect.end },
      { text: effect.text },
    );
  if (dynamic && isOpen(text))
    call.report('database-write', sql, {
      text: 'A part of the statement is only known when it runs.',
    });
  for (const match of text.matchAll(runsShell)) runCommand(call, match[1] ?? '', sql);
  for (const match of text.matchAll(toProgram))
    runCommand(call, match[1] ?? match[2] ?? match[3] ?? match[4] ?? '', sql);
  for (const match of text.matchAll(writesFile)) {
    const path = match.slice(1).find((part) => part !== undefined) ?? '';
    if (path === 'stdout') continue;
    if (/^['"]?\|/.test(path)) {
      const line = text.slice(match.index + match[0].indexOf('|') + 1).split('\n', 1)[0] ?? '';
      runCommand(call, line.replaceAll(/['"]/g, ''), sql);
      continue;
    }
    call.report('create-file', sql);
    call.machine.writes(plainArgument(path.replaceAll(/['";]/g, ''), span), { truncates: true });
  }
  if (/\\gexec\b/.test(text))
    call.report('database-write', sql, {
      text: 'Runs what the statement gives as statements.',
      level: /\b(?:drop|truncate|delete)\b/i.test(text) ? 'destructive' : 'caution',
    });
  if (readsScript.test(text))
    call.report('database-write', sql, {
      text: 'Reads statements or rows from a file that is not seen here.',
    });
}

/** Same length, so that positions stay. */
function withoutClientLines(text: string): string {
  return text.replace(/^[ \t]*(?:\\|\.[a-z]|!)[^\n]*/gim, (line) => ' '.repeat(line.length));
}

/** The unknown part can be a statement, not only a value in a condition or a quoted text. */
function isOpen(text: string): boolean {
  return /^\s*["']?[$`<]/.test(text) || /[;]\s*[$`]/.test(text);
}

function runCommand(call: Call, command: string, at: Argument): void {
  if (command.trim() !== '')
    call.machine.runText({ ...at, text: command, verbatim: undefined }, noFlow);
}
