import { commandsOf } from '../explain/explain-command.ts';
import { flagTable } from '../flags/table.ts';
import { parseShell } from '../syntax/parse-shell.ts';
import { fixes, type Failure } from './fixes.ts';

/** A command that failed, put right. */
export interface FixedCommand {
  /** Null where no rule knows this error; `why` then says what to look at. */
  readonly command: string | null;
  /** Permanent name of the kind of error. */
  readonly kind: string;
  readonly why: string;
}

/** Errors stand in few lines, at the start or at the end; some rules look at every line against every other. */
const longest = 3000;

/**
 * Finds the kind of an error in the output of a command and puts the command right, by rules; nothing is run. What comes back still has
 * to pass the risk rules of the face that shows it. Never throws.
 */
export function fixCommand(command: string, output: string): FixedCommand {
  const text = command.trim().replace(/^(?:\$|#|❯|>|%) /, '');
  const failure: Failure = {
    command: text,
    output:
      output.length <= 2 * longest
        ? output
        : `${output.slice(0, longest)}\n${output.slice(-longest)}`,
    commands: commandsOf(parseShell(text)),
    programs: flagTable(),
  };
  for (const fix of fixes) {
    const found = fix(failure);
    if (found && found.command !== text) return found;
  }
  const { errors } = parseShell(text);
  if (errors.length > 0)
    return {
      command: null,
      kind: 'not-valid',
      why: `The shell cannot read this command: ${errors[0]!.message}`,
    };
  return {
    command: null,
    kind: 'unknown',
    why:
      output.trim() === ''
        ? 'The command is valid for the shell. Its error output would say what went wrong: give it too.'
        : 'No rule knows this error. The explanation of each word may show what is wrong.',
  };
}
