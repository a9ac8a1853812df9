import { assessRisk } from '../effects/assess-risk.ts';
import { commandsOf } from '../explain/explain-command.ts';
import { portability } from '../explain/portability.ts';
import { parseShell } from '../syntax/parse-shell.ts';
import type { Surroundings } from './surroundings.ts';

/** Why a command that somebody proposed is not shown as it is. The texts are ours; names in them are those of the command. */
export interface Problem {
  readonly code:
    | 'not-valid'
    | 'unknown-program'
    | 'unknown-option'
    | 'unsafe-names'
    | 'not-portable'
    | 'unasked-change'
    | 'unknown-name'
    | 'several-lines';
  readonly text: string;
}

/** Words by which a request asks for a change, in the languages that are read. */
const changes =
  /\b(?:delet|remov|clean|purg|drop|trunc|wip|eras|prun|mov|renam|cop|compress|gzip|zip|pack|unpack|extract|archiv|creat|make|mkdir|touch|set|chang|replac|edit|updat|append|writ|sav|stor|download|upload|sync|mirror|transfer|send|submit|run|start|stop|restart|kill|terminat|scal|appl|deploy|install|commit|push|pull|merg|revert|reset|undo|stash|clear|backfill|trigger|paus|unpaus|chmod|chown|permission|executabl|split|convert|put|load|insert|import|export|mount|rotat|restor|rebas|cancel|enabl|disabl|execut|produc|publish|schedul|l(?:ö|oe)sch|entfern|verschieb|kopier|umbenenn|komprim|erstell|ersetz|borra|elimin|mueve|copia|renombr|comprim|supprim|d(?:é|e)plac|renomm|cr(?:é|e)e|remplac)/iu;
const losses =
  /\b(?:delet|remov|clean|purg|drop|trunc|wip|eras|prun|overwrit|reset|kill|terminat|forc|discard|undo|get rid|throw|mirror|uninstall|clear|unset|revok|l(?:ö|oe)sch|entfern|borra|elimin|supprim)/iu;

/**
 * Looks at a proposed command with our own eyes: grammar, programs, options, file names, the userland, and whether it changes what
 * the request only asked about.
 */
export function findProblems(command: string, request: string, seen: Surroundings): Problem[] {
  const problems: Problem[] = [];
  if (command.trim() === '') return [{ code: 'not-valid', text: 'There is no command.' }];
  if (/\n\s*\S/.test(command.trim()) && !/<<|\\\n|(?:do|then|\{)\s*\n/.test(command))
    problems.push({
      code: 'several-lines',
      text: 'It is more than one command; one line is wanted.',
    });
  const parsed = parseShell(command);
  for (const { message } of parsed.errors.slice(0, 2))
    problems.push({ code: 'not-valid', text: message });
  for (const seenCommand of commandsOf(parsed)) {
    const { name, tool, invocation, defined } = seenCommand;
    if (!tool) {
      if (!defined && name !== '')
        problems.push({
          code: 'unknown-program',
          text: `The program ${name.slice(0, 60)} is in no table here.`,
        });
      continue;
    }
    if (invocation.unknownSubcommand)
      problems.push({
        code: 'unknown-option',
        text: `${name} has no subcommand ${invocation.unknownSubcommand.text.slice(0, 60)} that is known here.`,
      });
    for (const given of invocation.options)
      if (!given.option)
        problems.push({
          code: 'unknown-option',
          text: `${name} has no option ${given.name.slice(0, 60)} that is known here.`,
        });
  }
  if (/\bfind\b(?![^|;]*-print0)[^|;]*\|\s*xargs\b(?![^|;]*(?:-0|--null|-d))/.test(command))
    problems.push({
      code: 'unsafe-names',
      text: 'find with xargs splits names at blanks; -print0 and -0 do not.',
    });
  if (/\bfor\s+\w+\s+in\s+(?:\$\(\s*ls\b|`\s*ls\b)/.test(command))
    problems.push({
      code: 'unsafe-names',
      text: 'A loop over the output of ls splits names at blanks; a pattern of the shell does not.',
    });
  for (const note of portability(parsed))
    if (note.lacking === seen.userland) problems.push({ code: 'not-portable', text: note.text });
  const { level, reasons } = assessRisk(parsed);
  if (
    (level !== 'safe' && !changes.test(request)) ||
    (level === 'destructive' && !losses.test(request))
  )
    problems.push({
      code: 'unasked-change',
      text: `The request does not ask for this: ${reasons[0]?.text ?? 'it changes something.'}`,
    });
  return problems.slice(0, 8);
}
