import { styleText } from 'node:util';
import type { FailureView } from '@datasherpa/server/client';
import type { GlobalOptions } from './global-options.ts';
import { openClient } from './open-client.ts';
import { harmless } from './render/render-answer.ts';
import { jsonLine } from './render/json-line.ts';

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Prints a page of the failures that were diagnosed before. Exit code 1 where there is none. */
export async function listFailures(
  options: GlobalOptions & { readonly limit: number; readonly offset: number },
): Promise<number> {
  const opened = await openClient(options);
  try {
    const { limit, offset } = options;
    const page = await opened.client.failures({ limit, offset });
    if (options.json) process.stdout.write(jsonLine(page));
    else {
      for (const failure of page.failures) process.stdout.write(entryOf(failure));
      const last = offset + page.failures.length;
      process.stdout.write(
        page.total === 0
          ? 'No failure was diagnosed yet.\n'
          : `${page.failures.length} of ${page.total} failures are shown.${last < page.total ? ` The next: --offset ${last}` : ''}\n`,
      );
    }
    return page.total > 0 ? 0 : 1;
  } finally {
    await opened.close();
  }
}

/** Writes what fixed a failure; an empty text removes it. */
export async function noteFailure(
  fingerprint: string,
  text: string,
  options: GlobalOptions,
): Promise<number> {
  const opened = await openClient(options);
  try {
    const failure = await opened.client.noteFailure(fingerprint, text);
    process.stdout.write(options.json ? jsonLine(failure) : entryOf(failure));
    return 0;
  } finally {
    await opened.close();
  }
}

function entryOf(view: FailureView): string {
  const { fingerprint, title, status, template, component, ...rest } = harmless(view);
  const { occurrences, firstSeen, lastSeen, note, uploadsTotal } = rest;
  const times =
    firstSeen === null || lastSeen === null
      ? 'its uploads were deleted'
      : `seen ${occurrences} ${occurrences === 1 ? 'time' : 'times'} in ${uploadsTotal} ${uploadsTotal === 1 ? 'upload' : 'uploads'}, ${firstSeen === lastSeen ? `on ${day(firstSeen)}` : `first on ${day(firstSeen)}, last on ${day(lastSeen)}`}`;
  const line = [component, template].filter(Boolean).join(': ');
  return [
    `${styleText('cyan', fingerprint)}  ${styleText('bold', title)} (${status}), ${times}`,
    ...(line === '' ? [] : [`    ${line}`]),
    ...(note ? [`    Note of ${day(note.at)}: ${note.text.replaceAll('\n', '\n      ')}`] : []),
    '',
  ].join('\n');
}
