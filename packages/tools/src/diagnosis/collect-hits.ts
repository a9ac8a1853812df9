import type { LogEvent, Level } from '../logs/event.ts';
import { lineInEvent } from '../logs/line-in-event.ts';
import { parseExceptions } from '../logs/parse-exceptions.ts';
import { innerLevelOf } from './inner-level.ts';
import { isQuoted } from './is-quoted.ts';
import { joinRepeatedTraces } from './join-repeated-traces.ts';
import { detailsFollow, isOrdinary, outcomeOf, outcomePatterns } from './outcome.ts';
import { PatternCaller } from './pattern-caller.ts';
import type { Rule } from './rule.ts';
import { rules, rulesFingerprint } from './rules.ts';

/** A place where a pattern of a rule matched. */
export interface Hit {
  readonly rule: string;
  /** Index of the pattern: `patterns` first, then `against`. */
  readonly pattern: number;
  readonly against: boolean;
  /** 1-based line of the match, and the lines and bytes of the event around it. */
  readonly line: number;
  readonly eventLine: number;
  readonly start: number;
  readonly end: number;
  /** What matched, at most 200 characters of one line. */
  readonly matched: string;
  readonly time: number | null;
  /** Level of the event; of the inner line where a task log repeats the line of another program. */
  readonly level: Level;
  /** The match names a wrapper, and the chain of exceptions goes on to a deeper one. */
  readonly wrapper: boolean;
  /** The work that the file reports on ended well after it. */
  readonly settled: boolean;
  /** The work ended badly within the next lines: it may be the last word before the end, whatever its level. */
  readonly nearFailure: boolean;
  /** The match is what a sentence quotes. */
  readonly quoted: boolean;
}

/** An error that may be explained by no rule: what an unknown failure looks like. */
export interface ErrorSighting {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly headline: string;
  /** The innermost exception of the event. */
  readonly rootException: string | null;
  readonly level: Level;
  readonly time: number | null;
}

/** What one file says about causes; JSON-serialisable and bounded. */
export interface CollectedHits {
  /** Of the rules that matched: `rulesFingerprint`. */
  readonly rules: string;
  /** First and last hits of each pattern. */
  readonly hits: readonly Hit[];
  /** All matches by `rule/pattern`, also those that were not kept. */
  readonly counts: Readonly<Record<string, number>>;
  readonly errors: readonly ErrorSighting[];
  /** Errors that no good end followed. */
  readonly errorCount: number;
  /** Errors and traces after which the work still ended well. */
  readonly settledErrors: number;
  readonly events: number;
}

type OpenHit = { -readonly [Key in keyof Hit]: Hit[Key] };

const keptByPattern = 3;
const keptErrors = 12;
/** A trace and what a program says while it ends. */
const nearLines = 100;
/** How far behind the count of errors they are told. */
const detailLines = 40;

/** Every pattern of every rule. */
interface Entry {
  readonly rule: Rule;
  readonly at: number;
  readonly match: RegExp;
  /** `rule/pattern`. */
  readonly key: string;
}

const entries: Entry[] = rules.flatMap((rule) =>
  [...rule.patterns, ...(rule.against ?? [])].map(({ match }, at) => ({
    rule,
    at,
    match,
    key: `${rule.id}/${at}`,
  })),
);
const caller = new PatternCaller([...entries.map(({ match }) => match), ...outcomePatterns]);

/** An exception with its frames is a failure to look at, whatever level it was logged with. */
const trace = /Traceback \(most recent call last\)|(?:Exception|Error)\b[^\n]*\n\s+at \S/;

/** Text without a level, such as standard error or a copied message. */
const alarming =
  /(?<!\b(?:no|0|without) )\b(?:\w*errors?|\w*exceptions?|failed|failure|fatal|denied|refused|forbidden|exceeded|killed|timed out)\b/i;

export interface DiagnosisCollector {
  observe(event: LogEvent): void;
  /** How many different patterns matched so far; a trace that is repeated line by line is put together no further. */
  matched(): number;
  /** What is known so far; more may be observed after it. */
  result(): CollectedHits;
}

/** Matches events against all rules while a file is read; keeps the first and last places of each pattern and counts all. */
export function createDiagnosisCollector(): DiagnosisCollector {
  const kept = new Map<string, OpenHit[]>();
  const counts = new Map<string, number>();
  /** Hits and errors since work last ended, well or badly. */
  const open = new Set<OpenHit>();
  let openErrors: ErrorSighting[] = [];
  let openErrorCount = 0;
  let errors: ErrorSighting[] = [];
  let errorCount = 0;
  let settledErrors = 0;
  let events = 0;
  /** Up to this line, what is said is a detail of a failure. */
  let detailsTo = 0;

  const keep = (key: string, hit: OpenHit): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
    const list = kept.get(key) ?? [];
    if (list.length >= keptByPattern) open.delete(list.pop()!);
    if (hit.line <= detailsTo) hit.nearFailure = true;
    list.push(hit);
    open.add(hit);
    kept.set(key, list);
  };
  const withOpenErrors = (): ErrorSighting[] => {
    const all = [...errors];
    for (const error of openErrors) {
      if (all.length >= keptErrors) all.splice(keptErrors / 2, 1);
      all.push(error);
    }
    return all;
  };

  const joiner = joinRepeatedTraces(observeWhole);

  function observeWhole(event: LogEvent): void {
    // Spark's event log holds every setting by name, and plans, and statistics: words of causes that did not happen.
    if (event.text.startsWith('{"Event":"')) return;
    const told = toldExceptions(event.text);
    const called = caller.called(told === null ? event.text : `${event.text}\n${told.text}`);
    const outcome = called.some((index) => index >= entries.length) ? outcomeOf(event) : null;
    // What ends badly is an error, whatever level it was logged with.
    const level = outcome === 'badly' ? 'error' : (innerLevel(event) ?? event.level);
    const failure =
      level === 'error' ||
      level === 'fatal' ||
      trace.test(event.text) ||
      (level === 'unknown' && alarming.test(event.text));
    if (failure && (!isOrdinary(event) || trace.test(event.text))) {
      openErrorCount += 1;
      if (openErrors.length >= keptErrors) openErrors.splice(keptErrors / 2, 1);
      openErrors.push(sightingOf(event, level));
    }
    if (event.level !== 'trace') {
      let deepest = -1;
      for (const index of called) {
        if (index >= entries.length) continue;
        const { key, rule, at, match } = entries[index]!;
        const first = match.exec(event.text);
        if (!first) {
          const inTold = told && match.exec(told.text);
          if (inTold)
            keep(
              key,
              hitOfTold(
                event,
                level,
                rule.id,
                at,
                at >= rule.patterns.length,
                told.said(inTold.index),
              ),
            );
          continue;
        }
        if (deepest < 0) deepest = deepestAt(event.text);
        const found = inDeepest(match, event.text, deepest, first);
        keep(key, hitOf(event, level, rule.id, at, at >= rule.patterns.length, found, deepest));
      }
    }
    if (outcome === null) return;
    if (outcome === 'well') {
      for (const hit of open) hit.settled = true;
      settledErrors += openErrorCount;
      openErrors = [];
      openErrorCount = 0;
    } else {
      if (detailsFollow.test(event.text)) detailsTo = event.line + detailLines;
      for (const hit of open) hit.nearFailure ||= event.line - hit.line <= nearLines;
      errors = withOpenErrors();
      errorCount += openErrorCount;
      openErrors = [];
      openErrorCount = 0;
    }
    open.clear();
  }

  return {
    observe(event) {
      events += 1;
      joiner.observe(event);
    },
    matched() {
      joiner.flush();
      return counts.size;
    },
    result() {
      joiner.flush();
      return {
        rules: rulesFingerprint,
        hits: [...kept.values()].flat().map((hit) => ({ ...hit })),
        counts: Object.fromEntries(counts),
        errors: withOpenErrors(),
        errorCount: errorCount + openErrorCount,
        settledErrors,
        events,
      };
    },
  };
}

/** The level of what an event holds, where that is not its own: Airflow repeats the output of commands, with their levels. */
function innerLevel(event: LogEvent): Level | null {
  if (event.level === 'error' || event.level === 'fatal') return null;
  // A Python trace below a quiet line was written by a program that ended, not by its logger.
  if (event.lineCount > 1 && pythonTrace.test(event.text)) return 'unknown';
  // What Airflow's log page says about a log that it shows has no level of its own.
  if (event.text.startsWith('*** ')) return 'unknown';
  return innerLevelOf(event.message);
}
const pythonTrace = /\n\s*(?:Traceback \(most recent call last\)|File "[^"\n]+", line \d)/;
const frame = /^\s*(?:at \S|File "|\.\.\. \d+ more)/;

/** Where the deepest exception of a Java chain begins, or 0. Most texts have none, which is told faster from their start. */
const deepestAt = (text: string): number =>
  text.includes('\nCaused by: ') ? text.lastIndexOf('\nCaused by: ') + 1 : 0;

/** The match ends before the deepest exception of a Java chain, or stands after the first that a Python chain raised. */
function isWrapper(text: string, from: number, end: number, deepest: number): boolean {
  if (end < deepest) return true;
  const again = text.search(
    /During handling of the above exception|was the direct cause of the following exception/,
  );
  return again >= 0 && from > again;
}

/** The first match, or the one in the deepest exception where that has one too: it says more. */
function inDeepest(
  match: RegExp,
  text: string,
  deepest: number,
  first: RegExpExecArray,
): RegExpExecArray {
  if (deepest === 0 || first.index + first[0].length >= deepest) return first;
  const deeper = match.exec(text.slice(deepest));
  if (!deeper) return first;
  deeper.index += deepest;
  return deeper;
}

/** Exceptions that a JSON line tells in parts (Airflow 3), as Python writes them: `Type: message`, one a line. */
interface Told {
  readonly text: string;
  /** What the stored line itself says of the exception at a place of `text`: its message, or its type. */
  said(index: number): string;
}

function toldExceptions(text: string): Told | null {
  if (!text.startsWith('{') || !text.includes('"exc_type"')) return null;
  const exceptions = parseExceptions(text);
  if (exceptions.length === 0) return null;
  const lines = exceptions.map(({ type, message }) => `${type}: ${message}`);
  return {
    text: lines.join('\n'),
    said(index) {
      let from = 0;
      for (const [at, line] of lines.entries()) {
        from += line.length + 1;
        if (index >= from) continue;
        const { type, message } = exceptions[at]!;
        return message.split('\n').find((part) => part.trim() !== '') ?? type;
      }
      return '';
    },
  };
}

/** A match in what a JSON line tells in parts: the line itself is quoted, at the message. */
const hitOfTold = (
  event: LogEvent,
  level: Level,
  rule: string,
  pattern: number,
  against: boolean,
  said: string,
): OpenHit => ({
  rule,
  pattern,
  against,
  line: event.line,
  eventLine: event.line,
  start: event.start,
  end: event.end,
  matched: said.slice(0, 200).trim(),
  time: event.time,
  level,
  wrapper: false,
  settled: false,
  nearFailure: false,
  quoted: false,
});

function hitOf(
  event: LogEvent,
  level: Level,
  rule: string,
  pattern: number,
  against: boolean,
  match: RegExpExecArray,
  deepest: number,
): OpenHit {
  const { text } = event;
  // A match over several lines is quoted where it ends, or where it begins when it ends in a stack frame.
  const end = match.index + match[0].trimEnd().length;
  const last = lineInEvent(event, Math.max(match.index, end - 1));
  const first = lineInEvent(event, match.index);
  const atFirst = last.line > first.line && frame.test(text.slice(last.from, last.from + 200));
  const { line, from: lineStart, to: lineEnd } = atFirst ? first : last;
  const from = Math.max(match.index, lineStart);
  return {
    rule,
    pattern,
    against,
    line,
    eventLine: event.line,
    start: event.start,
    end: event.end,
    matched: text.slice(from, Math.min(end, lineEnd, from + 200)).trimEnd(),
    time: event.time,
    level,
    wrapper: isWrapper(text, match.index, end, deepest),
    settled: false,
    nearFailure: false,
    quoted: isQuoted(text.slice(lineStart, lineEnd), from - lineStart, end - lineStart),
  };
}

function sightingOf(event: LogEvent, level: Level): ErrorSighting {
  const root = parseExceptions(event.text).at(-1);
  return {
    line: event.line,
    start: event.start,
    end: event.end,
    headline: event.message.slice(0, 300),
    rootException: root ? `${root.type}: ${root.message}`.slice(0, 300) : null,
    level,
    time: event.time,
  };
}
