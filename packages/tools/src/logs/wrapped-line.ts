import type { FormatId } from './event.ts';
import { readTimestamp } from './read-timestamp.ts';

/** A line that a container runtime or the runner of a pipeline wrote down for the program that printed it. */
export interface WrappedLine {
  readonly format: FormatId;
  /** When the runtime received it, in epoch milliseconds; these formats write a zone. */
  readonly time: number;
  /** `stdout` or `stderr`; '' where the format does not say. */
  readonly stream: string;
  /** The line as it was printed. */
  readonly text: string;
  /** The next line of the stream goes on where this one ends: runtimes cut lines at 16 KiB. */
  readonly goesOn: boolean;
  /** This line goes on where the last one of the stream ended. */
  readonly continues: boolean;
  /** Nothing but the time stands before the line, as in the logs of programs that write it themselves. */
  readonly timeOnly: boolean;
}

/**
 * Takes a line out of Kubernetes CRI (`TIME stdout F text`), Docker's json-file, GitHub Actions (`TIME text` with seven digits
 * of the second, also behind `job<tab>step<tab>`), GitLab (`TIME 00O text`) and `kubectl|docker logs --timestamps` (nine digits).
 * @returns null for any other line.
 */
export function unwrapLine(text: string): WrappedLine | null {
  const first = text.charCodeAt(0);
  if (first === 123 /* { */) return text.startsWith('{"log":"') ? unwrapDocker(text) : null;
  // The date is asked first, so that other lines cost two looks.
  if (text.charCodeAt(4) === 45 /* - */ && text.charCodeAt(10) === 84 /* T */)
    return unwrapStamped(text, 0);
  if (first < 65) return null;
  const step = stepOfRun.exec(text);
  return step ? unwrapStamped(text, step[0].length) : null;
}

/** What `gh run view --log` writes before each line. */
const stepOfRun = /^[^\t]{1,120}\t[^\t]{1,120}\t\uFEFF?(?=\d{4}-\d\d-\d\dT[\d:]{8}\.\d{7}Z )/;
const streamOfContainer = /^(stdout|stderr) ([FP])(?::[^ ]*)?(?: |$)/;
const streamOfJob = /^[\da-f]{2}([OE])([ +])/;

function unwrapStamped(text: string, at: number): WrappedLine | null {
  const space = text.indexOf(' ', at + 19);
  if (space < 0 || space > at + 36) return null;
  const head = text.slice(space + 1, space + 20);
  const container = streamOfContainer.exec(head);
  const job = container ? null : streamOfJob.exec(head);
  const zulu = text.charCodeAt(space - 1) === 90 /* Z */ && text.charCodeAt(at + 19) === 46;
  const digits = zulu ? space - at - 21 : 0;
  if (!container && !job && digits !== 7 && digits !== 9) return null;
  const stamp = readTimestamp(text, at, 1970);
  if (!stamp?.zoned || stamp.end !== space) return null;
  const prefix = container?.[0] ?? job?.[0] ?? '';
  return {
    format: container
      ? 'kubernetes-cri'
      : job
        ? 'gitlab-ci'
        : digits === 7
          ? 'github-actions'
          : 'container-timestamps',
    time: stamp.time,
    stream: container?.[1] ?? (job ? (job[1] === 'E' ? 'stderr' : 'stdout') : ''),
    text: text.slice(space + 1 + prefix.length),
    goesOn: container?.[2] === 'P',
    continues: job?.[2] === '+',
    timeOnly: !container && !job,
  };
}

function unwrapDocker(text: string): WrappedLine | null {
  let record: { readonly log?: unknown; readonly stream?: unknown; readonly time?: unknown };
  try {
    record = JSON.parse(text) as typeof record;
  } catch {
    return null;
  }
  const { log, stream, time } = record;
  if (typeof log !== 'string' || typeof stream !== 'string' || typeof time !== 'string')
    return null;
  const stamp = readTimestamp(time, 0, 1970);
  if (!stamp?.zoned) return null;
  const printed = log.replace(/\r?\n$/, '');
  // Docker writes one line each; several, which collectors join, would not be lines of the file.
  if (printed.includes('\n')) return null;
  return {
    format: 'docker-json',
    time: stamp.time,
    stream,
    text: printed,
    goesOn: !log.endsWith('\n'),
    continues: false,
    timeOnly: false,
  };
}
