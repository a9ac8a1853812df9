import { SherpaError } from '@datasherpa/tools/errors';
import { jsonLine } from './json-line.ts';
import { visibleText } from './visible-text.ts';

/** Prints an error on stderr: what happened and what to do; with `--json` as one object. */
export function reportError(error: unknown, json: boolean): void {
  const known =
    error instanceof SherpaError
      ? error
      : new SherpaError('INTERNAL', { requestId: '(none)' }, { cause: error });
  if (json) {
    const { code, message, hint, field } = known;
    process.stderr.write(jsonLine({ code, message, hint, ...(field && { field }) }));
    return;
  }
  process.stderr.write(visibleText(`${known.message}\n${known.hint}\n`));
  if (known.code === 'INTERNAL') process.stderr.write(visibleText(`${String(error)}\n`));
}
