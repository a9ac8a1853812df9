import type { LogEvent, Level } from '../logs/event.ts';
import { parseExceptions } from '../logs/parse-exceptions.ts';
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

/** Words without which no pattern matches: spares most events the rules. */
const suspicious =
  /error|exception|fail|kill|denied|refus|time(?:d)?[- ]?out|lost|cannot|can'?t|could not|couldn|unable|not |no |invalid|exceed|exit|sig(?:nal|kill|term|nature)|abort|reject|forbid|unauthor|expire|throttl|too |out of|oom|full|dead|conflict|duplicate|mismatch|unsupport|corrupt|evict|preempt|skew|zombie|unavailable|lock|cycle|wait|limit|rebalanc|purg|stale|externally|memory|broken|already|missing|unknown|incompatible|requir|terminat|pull|slow|cancel|version|FAIL|interrupt|different|must|heartbeat|pause|quota|decommission|removed|boost|starting call/i;

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
      // A debug line describes what might happen; only what is reported counts.
      if (event.level === 'trace' || !suspicious.test(event.text)) return;
      for (const rule of rules) {
        const patterns = [...rule.patterns, ...(rule.against ?? [])];
        for (let at = 0; at < patterns.length; at++) {
          const match = patterns[at]!.match.exec(event.text);
          if (match) keep(`${rule.id}/${at}`, hitOf(event, rule.id, at, at >= rule.patterns.length, match));
        }
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
  for (let at = event.text.indexOf('\n'); at >= 0 && at < lineStart; at = event.text.indexOf('\n', at + 1))
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
