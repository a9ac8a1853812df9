import { innerLevelOf } from '../diagnosis/index.ts';
import { parseExceptions, type Level } from '../logs/index.ts';

interface Place {
  /** 1-based line of what is shown, and the line and bytes of the event around it. */
  readonly line: number;
  readonly eventLine: number;
  readonly start: number;
  readonly end: number;
}

/** A kind of line, with its first place. */
export interface LineProfile extends Place {
  readonly template: string;
  readonly count: number;
  readonly level: Level;
}

/** A class of exception with the constant part of its message, with its first place. */
export interface ErrorProfile extends Place {
  readonly type: string;
  readonly message: string;
  readonly count: number;
}

/** What a comparison needs of one file; JSON-serialisable and bounded. */
export interface FileProfile {
  readonly lines: readonly LineProfile[];
  /** Lines that all `lines` together stand for. */
  readonly total: number;
  readonly errors: readonly ErrorProfile[];
}

interface Seen {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly level: Level;
}

const maxLines = 5000;
const maxErrors = 500;
const maxTemplate = 300;
const maxMessage = 120;
/** Parts of a trace: where a program stood, and no event. */
const frame =
  /^\s*(?:at [\w$.<>/]+\(|\.\.\. (?:\d+|<\*>) (?:more|common frames)|File "|\^+$|raise |return |~+)/;

/** Spark's event log repeats what the driver logs, and holds plans and settings. */
const eventOfSpark = '{"Event":"';

/** Kinds of lines (without the frames of traces) and of exceptions of one file. */
export function profileOf(
  templates: readonly {
    readonly text: string;
    readonly exemplar: string;
    readonly count: number;
    readonly first: Seen;
  }[],
  traces: readonly { readonly text: string; readonly count: number; readonly place: Seen }[],
): FileProfile {
  const kinds = templates.filter(
    ({ exemplar }) => !frame.test(exemplar) && !exemplar.startsWith(eventOfSpark),
  );
  const lines = kinds
    .toSorted((a, b) => a.count - b.count)
    .slice(0, maxLines)
    .map(({ text, exemplar, count, first }): LineProfile => ({
      template: text.slice(0, maxTemplate),
      count,
      level: innerLevelOf(exemplar) ?? first.level,
      line: first.line,
      eventLine: first.line,
      start: first.start,
      end: first.end,
    }));
  const errors = new Map<string, ErrorProfile>();
  const add = (text: string, count: number, place: Seen): void => {
    // A chain of exceptions is one failure, and its innermost is what it is about; a trace lists it last.
    for (const { type, message } of parseExceptions(text).slice(-1)) {
      const constant = constantPart(text.startsWith('{') ? endOfJsonText(message) : message);
      const key = `${type}: ${constant}`;
      const known = errors.get(key);
      if (known) errors.set(key, { ...known, count: known.count + count });
      else if (errors.size < maxErrors) {
        const at = text.startsWith('{') ? 0 : Math.max(0, text.lastIndexOf(type));
        const line = place.line + text.slice(0, at).split('\n').length - 1;
        const { start, end } = place;
        errors.set(key, {
          type,
          message: constant,
          count,
          line,
          eventLine: place.line,
          start,
          end,
        });
      }
    }
  };
  for (const { text, count, place } of traces)
    if (!text.startsWith(eventOfSpark)) add(text, count, place);
  const ofTraces = new Set(traces.map(({ place }) => place.start));
  for (const { exemplar, count, first } of kinds)
    if (!ofTraces.has(first.start)) add(exemplar, count, first);
  return {
    lines,
    total: kinds.reduce((sum, { count }) => sum + count, 0),
    errors: [...errors.values()],
  };
}

/** A message in a JSON line ends with its line or its text. */
const endOfJsonText = (message: string): string => message.split(/\\n|(?<!\\)"/, 1)[0]!;

/** The message without what differs from run to run: numbers, ids, paths, what is quoted. */
const constantPart = (message: string): string =>
  message
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, '<*>')
    .replaceAll(/\S*[/@\\]\S*/g, '<*>')
    .replaceAll(/\S*\d\S*/g, '<*>')
    .replaceAll(/(?:<\*>[\s,:;]*){2,}/g, '<*> ')
    .slice(0, maxMessage)
    .trim();
