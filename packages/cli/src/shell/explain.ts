import type { GlobalOptions } from '../global-options.ts';
import { jsonLine } from '../render/json-line.ts';
import { harmless } from '../render/render-answer.ts';
import { visibleText } from '../render/visible-text.ts';
import { renderDescription } from './render-command.ts';

/** Explains a command word by word; nothing is run. */
export async function explain(words: readonly string[], options: GlobalOptions): Promise<number> {
  const command = await commandOf(words);
  const { describeCommand } = await import('@datasherpa/tools/shell/generate');
  const described = describeCommand(command);
  process.stdout.write(
    options.json
      ? jsonLine({ command, ...described })
      : renderDescription(visibleText(command), harmless(described)),
  );
  return 0;
}

/**
 * Puts a failed command right.
 * @returns 0 corrected, 1 no rule knows the error, 3 only advice.
 */
export async function fix(
  words: readonly string[],
  options: GlobalOptions & { readonly error?: string },
): Promise<number> {
  const command = await commandOf(words);
  const error = options.error ?? (process.stdin.isTTY ? '' : await readStdin());
  const [{ fixCommand }, { describeCommand }] = await Promise.all([
    import('@datasherpa/tools/shell/repair'),
    import('@datasherpa/tools/shell/generate'),
  ]);
  const found = fixCommand(command, error);
  const described = describeCommand(found.command ?? command);
  if (options.json) process.stdout.write(jsonLine({ ...described, ...found }));
  else {
    process.stderr.write(`${visibleText(found.why)}\n`);
    if (found.command !== null) {
      if (described.risk.level !== 'safe')
        process.stderr.write(
          `Risk ${described.risk.level}: ${visibleText(described.risk.reasons[0]?.text ?? '')}\n`,
        );
      process.stdout.write(
        `${process.stdout.isTTY ? visibleText(found.command) : found.command}\n`,
      );
    }
  }
  return found.command !== null ? 0 : found.kind === 'unknown' ? 1 : 3;
}

/** The command in the arguments, or all of stdin where it is `-`. */
async function commandOf(words: readonly string[]): Promise<string> {
  const command = words.join(' ') === '-' ? await readStdin() : words.join(' ');
  if (command.trim() !== '') return command.trim();
  const { SherpaError } = await import('@datasherpa/tools/errors');
  throw new SherpaError('QUESTION_EMPTY', {}, { field: 'command' });
}

const longest = 1 << 20;

async function readStdin(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > longest) return text.slice(0, longest);
  }
  return text;
}
