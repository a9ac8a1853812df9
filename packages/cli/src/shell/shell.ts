import { styleText } from 'node:util';
import type { CommandAnswer } from '@datasherpa/tools/shell/generate';
import type { GlobalOptions } from '../global-options.ts';
import { jsonLine } from '../render/json-line.ts';
import { harmless } from '../render/render-answer.ts';
import { visibleText } from '../render/visible-text.ts';
import { lookAround } from './look-around.ts';
import { offerToRun } from './offer-to-run.ts';
import { previewCommand, type Preview } from './preview.ts';
import { renderCommand } from './render-command.ts';
import { localUserland } from './userland.ts';

export interface ShellOptions extends GlobalOptions {
  readonly look: boolean;
  readonly preview?: boolean;
  readonly model?: boolean;
}

/**
 * Makes a command of a request. On stdout stands the command and nothing else, so that it can be piped; the rest goes to stderr.
 * At a terminal it asks whether to run the command; without one it never runs any.
 * @returns 0 made whole, 1 none, 3 not all of the request is in it; what the command itself ended with, where it ran.
 */
export async function shell(words: readonly string[], options: ShellOptions): Promise<number> {
  const request = words.join(' ');
  const userland = localUserland();
  const seen = options.look
    ? await lookAround(process.cwd(), request, userland)
    : { userland, files: [], partial: true };
  const answer =
    options.server || options.model
      ? await ask(request, seen, options)
      : await byRecipes(request, seen);
  const preview =
    options.preview && answer.command !== null ? await previewCommand(answer.command, seen) : null;
  if (options.json) {
    process.stdout.write(
      jsonLine({
        ...answer,
        examples: preview?.ran
          ? [{ command: answer.command, output: preview.output, truncated: preview.truncated }]
          : [],
        ...(preview && { preview }),
      }),
    );
    return exitCodeOf(answer);
  }
  process.stderr.write(renderCommand(harmless(answer)));
  if (answer.command === null) return 1;
  if (preview) process.stderr.write(renderPreview(preview));
  process.stdout.write(`${process.stdout.isTTY ? visibleText(answer.command) : answer.command}\n`);
  const ran = await offerToRun(answer);
  return ran ?? exitCodeOf(answer);
}

const exitCodeOf = ({ command, complete }: CommandAnswer): number =>
  command === null ? 1 : complete ? 0 : 3;

async function byRecipes(
  request: string,
  seen: Awaited<ReturnType<typeof lookAround>>,
): Promise<CommandAnswer> {
  if (request.trim() === '') {
    const { SherpaError } = await import('@datasherpa/tools/errors');
    throw new SherpaError('QUESTION_EMPTY', {}, { field: 'request' });
  }
  const { answerRequest } = await import('@datasherpa/tools/shell/generate');
  return answerRequest(request, seen);
}

/** Through a server, or through the app in this process where a model is wanted. */
async function ask(
  request: string,
  seen: Awaited<ReturnType<typeof lookAround>>,
  options: ShellOptions,
): Promise<CommandAnswer> {
  const { openClient } = await import('../open-client.ts');
  const opened = await openClient(options);
  try {
    const files = seen.files
      .filter(({ head }, at) => head !== undefined || at < 200)
      .map(({ path, kind, head, compression }) => ({
        path,
        kind,
        ...(head !== undefined && { head: head.slice(0, 8000) }),
        ...(compression !== undefined && { compression }),
      }));
    const answer = await opened.client.callTool('/generate-shell-command', {
      request,
      userland: seen.userland,
      ...(options.look && { seen: files }),
    });
    for (const { what, why } of answer.degraded)
      if (what === 'model') process.stderr.write(`${visibleText(`${what}: ${why}`)}\n`);
    return answer.data as CommandAnswer;
  } finally {
    await opened.close();
  }
}

const renderPreview = (preview: Preview): string =>
  preview.ran
    ? `${styleText('bold', 'On a copy of a sample')} it prints:\n${visibleText(preview.output)
        .split('\n')
        .map((line) => `  ${line}\n`)
        .join(
          '',
        )}${preview.truncated ? '  …\n' : ''}${preview.changes.length > 0 ? `and changes ${visibleText(preview.changes.join(', '))}\n` : ''}`
    : `No preview here: ${preview.why}\n`;
