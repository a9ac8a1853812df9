import type { LogEvent } from '../logs/event.ts';

/** A line of a stack trace behind the first one. */
const traceLine =
  /^(?:\s+(?:at \S|File "|\.\.\. \d+ more|\S)|Caused by: |Suppressed: |During handling of the above|The above exception was)/;
/** What a trace begins with, right behind the line that announces it, or what a Python trace ends with. */
const raised =
  /^(?:(?:[A-Za-z_]\w*\.)+[A-Z]\w*|[A-Z]\w*(?:Error|Exception|Interrupt|Exit))(?:: |$)/;
const traceback = 'Traceback (most recent call last)';

const maxLines = 500;
const maxCharacters = 65_536;

interface Open {
  readonly first: LogEvent;
  readonly place: string;
  readonly lines: string[];
  last: LogEvent;
  characters: number;
}

/**
 * Airflow repeats the output of commands line by line, each line with a header of its own, so that a stack trace comes as
 * many events. They are given on as one, as the program had written it: the lines behind the first without their headers.
 */
export function joinRepeatedTraces(give: (event: LogEvent) => void): {
  observe(event: LogEvent): void;
  /** Gives on what is still held back. */
  flush(): void;
} {
  let open: Open | null = null;
  const flush = (): void => {
    if (!open) return;
    const { first, last, lines } = open;
    open = null;
    if (lines.length === 0) return give(first);
    give({
      ...first,
      lineCount: lines.length + 1,
      end: last.end,
      text: [first.text, ...lines].join('\n'),
    });
  };
  return {
    observe(event) {
      if (event.lineCount > 1 || event.joins) {
        flush();
        return give(event);
      }
      if (open && goesOn(open, event)) {
        open.lines.push(event.message);
        open.characters += event.message.length + 1;
        open.last = event;
        return;
      }
      flush();
      open = {
        first: event,
        place: placeOf(event),
        lines: [],
        last: event,
        characters: event.text.length,
      };
    },
    flush,
  };
}

function goesOn(open: Open, { message, line, text, component }: LogEvent): boolean {
  const first = message.charCodeAt(0);
  const isSpace = first === 32 || first === 9;
  if (!isSpace && !(first >= 65 && first <= 122)) return false;
  if (line !== open.last.line + 1 || message.length === text.length) return false;
  const inTrace = open.lines.length > 0 || open.first.message.startsWith(traceback);
  const fits = traceLine.test(message)
    ? inTrace || /^\s+(?:at \S|File ")|^Caused by: /.test(message)
    : raised.test(message) &&
      (inTrace || open.first.level === 'error' || open.first.level === 'warn');
  return (
    fits &&
    open.lines.length < maxLines &&
    open.characters < maxCharacters &&
    placeOf({ text, component }) === open.place
  );
}

/** Who printed a line: the place in the source that Airflow names, or the logger. */
const placeOf = ({ text, component }: Pick<LogEvent, 'text' | 'component'>): string =>
  /\{[\w.]+:\d+\}/.exec(text.slice(0, 100))?.[0] ?? component;
