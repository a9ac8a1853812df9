import type { LogEvent } from '../logs/event.ts';
import { textOfLine } from '../logs/line-in-event.ts';
import { parseHeader } from '../logs/parse-header.ts';
import { exceptionChain } from './fingerprint-exceptions.ts';
import { fingerprintTemplate } from './fingerprint-template.ts';
import type { Sha256 } from './quote-evidence.ts';

/** What makes two failures the same one. */
export interface Fingerprint {
  /** `CAUSE-HASH`: causes never share one, whatever the hash. */
  readonly id: string;
  /** The decisive line without its values. */
  readonly template: string;
  readonly component: string;
  readonly exceptions: readonly string[];
  readonly frames: readonly string[];
}

const hashCharacters = 12;

/**
 * Fingerprint of a failure: cause, component, decisive line without values, exception classes and the frames of own code. The
 * same failure on another day, host, attempt or in another version of the product has the same one, also where one log repeats
 * the lines of another.
 * @param event the decisive event, and which of its lines is decisive (0 is the first)
 */
export function fingerprintOf(
  cause: string,
  event: Pick<LogEvent, 'text' | 'joins' | 'message' | 'component'>,
  line: number,
  sha256: Sha256,
): Fingerprint {
  const decisive = textOfLine(event, line).trim();
  // Where one log repeats the lines of another, each of them has a header of its own.
  const { message, component: logger } =
    line === 0 ? event : (parseHeader(decisive, 1970) ?? { message: decisive, component: '' });
  const component = componentOf(logger || event.component);
  const template = fingerprintTemplate(message);
  const { classes, frames } = exceptionChain(event.text);
  const identity = JSON.stringify([component, template, classes, frames]);
  const hash = sha256(new TextEncoder().encode(identity)).slice(0, hashCharacters);
  return { id: `${cause}-${hash}`, template, component, exceptions: classes, frames };
}

/** Loggers are written short (`TaskSetManager`), in parts (`o.a.s.s.TaskSetManager`) or with the line of the source (`file.py:93`). */
const componentOf = (component: string): string => {
  const name = component.replaceAll(/[[({]?\b\d+\b[\])}]?/g, '').replace(/[\s:{}[\]()]+$/, '');
  return /\.(?:py|scala|java|go)$/.test(name)
    ? name.slice(name.lastIndexOf('/') + 1)
    : name.slice(name.lastIndexOf('.') + 1);
};
