import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import type { CommandAnswer } from '@datasherpa/tools/shell/generate';

/**
 * Asks at a terminal whether to run the command, and runs it in the user's own shell. What may destroy data runs only after the word was
 * typed. Never runs anything where a person does not sit at both ends, or where something is still to be filled in.
 * @returns the exit code of the command; null where it did not run.
 */
export async function offerToRun({
  command,
  risk,
  placeholders,
}: Pick<CommandAnswer, 'command' | 'risk' | 'placeholders'>): Promise<number | null> {
  if (command === null || !process.stdin.isTTY || !process.stdout.isTTY || placeholders.length > 0)
    return null;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C and the end of the input are a no.
  const left = new AbortController();
  lines.on('close', () => left.abort());
  try {
    const wanted = risk.level === 'destructive' ? 'destructive' : 'y';
    const answer = await lines.question(
      risk.level === 'destructive'
        ? 'Run it? It can destroy data. Type "destructive" to run it: '
        : 'Run it? [y/N] ',
      { signal: left.signal },
    );
    if (answer.trim().toLowerCase() !== wanted) {
      process.stderr.write('Not run.\n');
      return null;
    }
  } catch {
    process.stderr.write('\nNot run.\n');
    return null;
  } finally {
    lines.close();
  }
  const child = spawn('bash', ['-c', command], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
