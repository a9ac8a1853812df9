import type { LogEvent, Level } from '../logs/event.ts';
import { parseExceptions } from '../logs/parse-exceptions.ts';
import { LiteralFinder } from './literal-finder.ts';
import { requiredLiterals } from './required-literals.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules.ts';

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
  readonly level: Level;
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
  /** First and last hits of each pattern. */
  readonly hits: readonly Hit[];
  /** All matches by `rule/pattern`, also those that were not kept. */
  readonly counts: Readonly<Record<string, number>>;
  readonly errors: readonly ErrorSighting[];
  readonly errorCount: number;
  readonly events: number;
}

const keptByPattern = 3;
const keptErrors = 12;

/** Every pattern of every rule, and the texts that call for it. */
interface Entry {
  readonly rule: Rule;
  readonly at: number;
  readonly match: RegExp;
}

const entries: Entry[] = rules.flatMap((rule) =>
  [...rule.patterns, ...(rule.against ?? [])].map(({ match }, at) => ({ rule, at, match })),
);
const always: number[] = [];
const callers = new Map<string, number[]>();
entries.forEach(({ match }, index) => {
  const literals = requiredLiterals(match);
  if (!literals) always.push(index);
  else
    for (const literal of literals) callers.set(literal, [...(callers.get(literal) ?? []), index]);
});
const finder = new LiteralFinder([...callers.keys()]);
const calledBy = [...callers.values()];

/** An exception with its frames is a failure to look at, whatever level it was logged with. */
const trace = /Traceback \(most recent call last\)|(?:Exception|Error)\b[^\n]*\n\s+at \S/;

export interface DiagnosisCollector {
  observe(event: LogEvent): void;
  result(): CollectedHits;
}

/** Matches events against all rules while a file is read; keeps the first and last places of each pattern and counts all. */
export function createDiagnosisCollector(): DiagnosisCollector {
  const kept = new Map<string, Hit[]>();
  const counts = new Map<string, number>();
  const errors: ErrorSighting[] = [];
  let errorCount = 0;
  let events = 0;
  const called = new Set<number>();

  const keep = (key: string, hit: Hit): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
    const list = kept.get(key) ?? [];
    if (list.length < keptByPattern) list.push(hit);
    else list[keptByPattern - 1] = hit;
    kept.set(key, list);
  };

  return {
    observe(event) {
      events += 1;
      if (event.level === 'error' || event.level === 'fatal' || trace.test(event.text)) {
        errorCount += 1;
        const sighting = errorCount <= keptErrors / 2 || errors.length < keptErrors;
        if (!sighting) errors.splice(keptErrors / 2, 1);
        errors.push(sightingOf(event));
      }
      // Spark's event log holds every setting by name, and plans, and statistics: words of causes that did not happen.
      if (event.level === 'trace' || event.text.startsWith('{"Event":"')) return;
      called.clear();
      finder.find(event.text, (literal) => {
        for (const index of calledBy[literal]!) called.add(index);
      });
      for (const index of always) called.add(index);
      for (const index of called) {
        const { rule, at, match } = entries[index]!;
        const found = match.exec(event.text);
        if (found)
          keep(`${rule.id}/${at}`, hitOf(event, rule.id, at, at >= rule.patterns.length, found));
      }
    },
    result: () => ({
      hits: [...kept.values()].flat(),
      counts: Object.fromEntries(counts),
      errors,
      errorCount,
      events,
    }),
  };
}

function hitOf(
  event: LogEvent,
  rule: string,
  pattern: number,
  against: boolean,
  match: RegExpExecArray,
): Hit {
  // A match over several lines proves its cause where it ends: the words that decide stand there.
  const end = match.index + match[0].trimEnd().length;
  const lineStart = event.text.lastIndexOf('\n', end - 1) + 1;
  const from = Math.max(match.index, lineStart);
  let line = event.line;
  for (
    let at = event.text.indexOf('\n');
    at >= 0 && at < lineStart;
    at = event.text.indexOf('\n', at + 1)
  )
    line += 1;
  return {
    rule,
    pattern,
    against,
    line,
    eventLine: event.line,
    start: event.start,
    end: event.end,
    matched: event.text.slice(from, Math.min(end, from + 200)),
    time: event.time,
    level: event.level,
  };
}

function sightingOf(event: LogEvent): ErrorSighting {
  const root = parseExceptions(event.text).at(-1);
  return {
    line: event.line,
    start: event.start,
    end: event.end,
    headline: event.message.slice(0, 300),
    rootException: root ? `${root.type}: ${root.message}`.slice(0, 300) : null,
    level: event.level,
    time: event.time,
  };
}
