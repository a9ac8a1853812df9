import type { FormatId, Level } from './event.ts';
import type { Header } from './header.ts';
import { levelOfSeverity, levelOfWord } from './level-words.ts';
import { parseDatabaseHeader } from './parse-database-header.ts';
import { parseJournalEntry, startsJournalEntry } from './parse-journal-entry.ts';
import { parseJsonHeader } from './parse-json-header.ts';
import { parseKlogHeader } from './parse-klog-header.ts';
import { parseLogfmtHeader } from './parse-logfmt-header.ts';
import { parseSparkEvent } from './parse-spark-event.ts';
import { parseStampedHeader } from './parse-stamped-header.ts';
import { parseYarnDump } from './parse-yarn-dump.ts';
import { readTimestamp, startsWithClock, type Timestamp } from './read-timestamp.ts';
import { unwrapLine, type WrappedLine } from './wrapped-line.ts';

/** Nested headers that are peeled off one line: container, Airflow, Spark, application. */
const maxNesting = 4;

/**
 * Reads the header of a line, whatever its format; the first character decides what is tried, so that a
 * file of mixed formats costs no more than a pure one. Where the message is itself a line with a header
 * (a Spark line inside an Airflow task log), the inner one names component, level and message.
 * @returns null for a line without a header.
 */
export function parseHeader(text: string, referenceYear: number): Header | null {
  const wrapped = unwrapLine(text);
  if (!wrapped) return parsePlainHeader(text, referenceYear);
  return (
    parseWrappedHeader(wrapped, text, referenceYear) ?? {
      format: wrapped.format,
      time: wrapped.time,
      zoneAssumed: false,
      yearAssumed: false,
      level: 'unknown',
      component: '',
      message: wrapped.text,
    }
  );
}

/**
 * The header of a wrapped line, `whole` being the line with its wrapper: level, component and message are those of the line that
 * was printed, and so is the time where it has a zone. Otherwise the time of the runtime is the surer one.
 * @returns null where the printed line has none.
 */
export function parseWrappedHeader(
  wrapped: WrappedLine,
  whole: string,
  referenceYear: number,
): Header | null {
  let inner = parsePlainHeader(wrapped.text, referenceYear);
  if (!inner && wrapped.timeOnly && !/^\s/.test(wrapped.text)) {
    // The time may be the program's own, with thread and level behind it.
    inner = parsePlainHeader(whole, referenceYear);
    if (inner?.level === 'unknown') return null;
  }
  if (!inner) return null;
  const sure = inner.time !== null && !inner.zoneAssumed && !inner.yearAssumed;
  return {
    ...inner,
    format: wrapped.format,
    time: sure ? inner.time : wrapped.time,
    zoneAssumed: false,
    yearAssumed: false,
  };
}

/** `parseHeader` for a line that is known to have no wrapper. */
export function parsePlainHeader(text: string, referenceYear: number): Header | null {
  let header = parseOne(text, referenceYear);
  if (!header) return null;
  for (let depth = 1; depth < maxNesting && mayNest(header); depth++) {
    const inner = parseOne(header.message, referenceYear);
    if (!inner || inner.message === header.message) break;
    header = nest(header, inner);
  }
  return header;
}

const nesting = new Set<FormatId>([
  'journald',
  'ecs-json',
  'otlp-json',
  'airflow2-text',
  'airflow3-json',
  'airflow3-text',
  'json-lines',
  'syslog',
]);

const mayNest = (header: Header): boolean =>
  header.message !== '' &&
  (nesting.has(header.format) || (header.format === 'generic' && header.component === ''));

function nest(outer: Header, inner: Header): Header {
  const timed = outer.time === null ? inner : outer;
  return {
    format: outer.format,
    time: timed.time,
    zoneAssumed: timed.zoneAssumed,
    yearAssumed: timed.yearAssumed,
    level: inner.level === 'unknown' ? outer.level : inner.level,
    component: inner.component === '' ? outer.component : inner.component,
    message: inner.message,
  };
}

function parseOne(text: string, referenceYear: number): Header | null {
  const first = text.charCodeAt(0);
  if (first >= 48 && first <= 57) return parseDigitStart(text, referenceYear);
  if (first === 91 /* [ */) return parseBracketStart(text, referenceYear);
  if (first === 123 /* { */)
    return parseSourceStart(text) ?? parseSparkEvent(text) ?? parseJsonHeader(text, referenceYear);
  if (first === 60 /* < */) return parsePriority(text, referenceYear);
  if (first === 42 /* * */ || first === 58 /* : */) return parseViewerLine(text);
  if (first === 35 /* # */) return parseCommand(text);
  if (first === 95 /* _ */) return startsJournalEntry(text) ? parseJournalEntry([text]) : null;
  if ((first >= 65 && first <= 90) || (first >= 97 && first <= 122))
    return parseLetterStart(text, referenceYear);
  return null;
}

const untimed = { time: null, zoneAssumed: false, yearAssumed: false } as const;

function parseDigitStart(text: string, referenceYear: number): Header | null {
  const stamp = readTimestamp(text, 0, referenceYear);
  if (stamp) {
    const database = parseDatabaseHeader(text, stamp) ?? parseOldDbt(text, stamp);
    if (database) return database;
    const short = text.charCodeAt(2) === 47 || stamp.end === 13;
    const header = parseStampedHeader(text, stamp, stamp.end, short ? 'short-year' : 'bare');
    // `081109 203615` is the form of early Hadoop, not of Spark.
    if (stamp.end === 13 && header.format === 'spark-log4j')
      return { ...header, format: 'hadoop-log4j' };
    return header.format === 'airflow3-text' ? parseConsole(text, header) : header;
  }
  return startsWithClock(text) ? parseClock(text) : parseAccess(text, referenceYear);
}

const accessLine = /^[\da-fA-F.:]+ \S+ \S+ \[(?=\d\d\/)/;

/** The access log of a web server (NCSA common log format): the request is the message, and has no level. */
function parseAccess(text: string, referenceYear: number): Header | null {
  const client = accessLine.exec(text.slice(0, 300));
  const stamp = client ? readTimestamp(text, client[0].length, referenceYear) : null;
  if (!stamp || text.charCodeAt(stamp.end) !== 93 /* ] */) return null;
  return {
    format: 'generic',
    time: stamp.time,
    zoneAssumed: !stamp.zoned,
    yearAssumed: false,
    level: 'unknown',
    component: '',
    message: text.slice(stamp.end + 1).trimStart(),
  };
}

const dbtDebug = /^\d\d:\d\d:\d\d\.\d+ +\[(\w+) *\] +\[([^\]]+)\]: ?/;
const dbtPlain = /^\d\d:\d\d:\d\d(?: {2}| \| )/;
const clockLevel =
  /^\d\d:\d\d:\d\d(?:[.,]\d+)?(?: +\[[^\]]*\])? +\[?([A-Z]+)\]?:? +(?:([\w.$]+)(?::| -) )?/;
const dbtError =
  /(?:^|[\s[])(?:ERROR|FAIL)\b|^Encountered an error|^ *(?:Database|Compilation|Runtime|Parsing|Dependency) Error/;
const dbtWarning = /(?:^|[\s[])WARN(?:ING)?\b/;

/** A time of day without a date: dbt, and programs that log in its way. */
function parseClock(text: string): Header | null {
  const debug = dbtDebug.exec(text);
  const level = debug ? levelOfWord(debug[1]!) : null;
  if (debug && level) {
    const message = text.slice(debug[0].length);
    return { ...untimed, format: 'dbt', level, component: debug[2]!, message };
  }
  const plain = dbtPlain.exec(text);
  if (plain) {
    const message = text.slice(plain[0].length);
    return { ...untimed, format: 'dbt', level: levelOfDbt(message), component: '', message };
  }
  const worded = clockLevel.exec(text);
  const named = worded ? levelOfWord(worded[1]!) : null;
  if (!worded || !named) return null;
  const message = text.slice(worded[0].length);
  return { ...untimed, format: 'generic', level: named, component: worded[2] ?? '', message };
}

const dbtThread = /^ \(((?:MainThread|Thread-\d+[^)]*))\): /;

/** The log file of dbt before 1.0: `2021-03-08 20:39:14.503123 (MainThread): text`. */
function parseOldDbt(text: string, stamp: Timestamp): Header | null {
  if (text.charCodeAt(stamp.end + 1) !== 40 /* ( */) return null;
  const thread = dbtThread.exec(text.slice(stamp.end, stamp.end + 80));
  if (!thread) return null;
  const message = text.slice(stamp.end + thread[0].length);
  return {
    format: 'dbt',
    time: stamp.time,
    zoneAssumed: !stamp.zoned,
    yearAssumed: false,
    level: levelOfDbt(message),
    component: thread[1]!,
    message,
  };
}

/** dbt's text lines have no level field; its status words are in capitals. What it indents belongs to a message, mostly an error. */
function levelOfDbt(message: string): Level {
  if (dbtError.test(message)) return 'error';
  if (dbtWarning.test(message)) return 'warn';
  return message.startsWith('  ') ? 'unknown' : 'info';
}

const airflowSource = /^ ?(?:\[SOURCE:\w+\] )?\{{1,2}([^:{}]+):\d+\}{1,2} ([A-Z]+)(?: - ?|$)/;
const airflowLevel = /^ ([A-Z]+) - /;
const celery = /^: ([A-Z]+)\/([\w.-]+)\] ?/;
const levelGroup = /^\[([A-Za-z]+) *\] ?(?:- )?/;
/** structlog pads its small level words. */
const padded = /^\[[a-z]+ +\]/;
const kernelUptime = /^\[ *\d+\.\d{3,6}\] /;
const podPrefix = /^\[[\w.-]+\/[\w./-]+\] /;

function parseBracketStart(text: string, referenceYear: number): Header | null {
  const stamp = readTimestamp(text, 1, referenceYear);
  if (stamp) return parseBracketedStamp(text, stamp);
  const group = levelGroup.exec(text);
  const level = group ? levelOfWord(group[1]!) : null;
  if (group && level) {
    const header: Header = {
      ...untimed,
      format: padded.test(group[0]) ? 'airflow3-text' : 'generic',
      level,
      component: '',
      message: text.slice(group[0].length),
    };
    return header.format === 'airflow3-text' ? parseConsole(text, header) : header;
  }
  const uptime = kernelUptime.exec(text);
  if (uptime) {
    const message = text.slice(uptime[0].length);
    return { ...untimed, format: 'syslog', level: 'unknown', component: 'kernel', message };
  }
  const pod = podPrefix.exec(text.slice(0, 300));
  return pod ? parseOne(text.slice(pod[0].length), referenceYear) : null;
}

function parseBracketedStamp(text: string, stamp: Timestamp): Header | null {
  const base = { time: stamp.time, zoneAssumed: !stamp.zoned, yearAssumed: stamp.yearMissing };
  const rest = text.slice(stamp.end, stamp.end + 300);
  const worker = celery.exec(rest);
  const workerLevel = worker ? levelOfWord(worker[1]!) : null;
  if (worker && workerLevel) {
    return {
      ...base,
      format: 'airflow2-text',
      level: workerLevel,
      component: worker[2]!.replace(/-\d+$/, ''),
      message: text.slice(stamp.end + worker[0].length),
    };
  }
  if (rest.charCodeAt(0) !== 93 /* ] */) return null;
  const behind = stamp.end + 1;
  const source = airflowSource.exec(rest.slice(1));
  if (source) {
    return {
      ...base,
      format: 'airflow2-text',
      level: levelOfWord(source[2]!) ?? 'unknown',
      component: source[1]!,
      message: text.slice(behind + source[0].length),
    };
  }
  const shown = airflowLevel.exec(rest.slice(1));
  const shownLevel = shown ? levelOfWord(shown[1]!) : null;
  if (shown && shownLevel) {
    const message = text.slice(behind + shown[0].length);
    return { ...base, format: 'airflow3-text', level: shownLevel, component: '', message };
  }
  if (rest.startsWith(']  - ')) {
    const message = text.slice(behind + 4);
    return { ...base, format: 'airflow3-text', level: 'unknown', component: '', message };
  }
  return parseStampedHeader(text, stamp, behind, 'bracketed');
}

/** `{file.py:12} LEVEL - message`: Airflow without its time. */
function parseSourceStart(text: string): Header | null {
  const source = airflowSource.exec(text.slice(0, 300));
  const level = source ? levelOfWord(source[2]!) : null;
  if (!source || !level) return null;
  const message = text.slice(source[0].length);
  return { ...untimed, format: 'airflow2-text', level, component: source[1]!, message };
}

const consoleLogger = / +\[([A-Za-z_][\w.]*)\](?= |$)/;

/** structlog's console form: `message   [logger] key=value`. */
function parseConsole(text: string, header: Header): Header {
  const found = consoleLogger.exec(header.message);
  if (!found) return header;
  const rest = header.message.slice(found.index + found[0].length);
  return {
    ...header,
    component: found[1]!,
    message: `${header.message.slice(0, found.index).trimEnd()}${rest}`,
  };
}

const priority = /^<(\d{1,3})>(?:1 (\S+) (\S+) (\S+) (\S+) (\S+) )?/;
const structuredData = /^(?:-|(?:\[[^\]]*\])+) ?(?:\uFEFF)?/;

/** Syslog with its priority: RFC 5424, or RFC 3164 behind `<N>`. */
function parsePriority(text: string, referenceYear: number): Header | null {
  const found = priority.exec(text.slice(0, 600));
  if (!found) return null;
  const level = levelOfSeverity(Number(found[1]) % 8);
  const rest = text.slice(found[0].length);
  if (found[2] === undefined) {
    const inner = parseOne(rest, referenceYear);
    return inner ? { ...inner, level } : null;
  }
  const stamp = readTimestamp(found[2], 0, referenceYear);
  const data = structuredData.exec(rest);
  return {
    format: 'syslog',
    time: stamp?.time ?? null,
    zoneAssumed: stamp ? !stamp.zoned : false,
    yearAssumed: false,
    level,
    component: found[4] === '-' ? '' : found[4]!,
    message: data ? rest.slice(data[0].length) : rest,
  };
}

const viewerLine = /^(?:\*{3,} \S|::(?:end)?group::)/;

/** Lines that Airflow's log viewer adds between the lines of the log. */
function parseViewerLine(text: string): Header | null {
  if (!viewerLine.test(text)) return null;
  return { ...untimed, format: 'airflow2-text', level: 'info', component: '', message: text };
}

const command = /^##\[(\w+)\]/;
const section = /^section_(?:start|end):(\d{9,11}):([\w.-]+)(?:\[[^\]]*\])?\r?/;

/** `##[error]text`, which the runners of GitHub and Azure write for commands, groups and annotations. */
function parseCommand(text: string): Header | null {
  const found = command.exec(text);
  if (!found) return null;
  const message = text.slice(found[0].length);
  const level = levelOfWord(found[1]!) ?? 'info';
  return { ...untimed, format: 'github-actions', level, component: '', message };
}

/** `section_start:EPOCH:name`, by which GitLab's runner folds its page. */
function parseSection(text: string): Header | null {
  const found = section.exec(text);
  if (!found) return null;
  return {
    format: 'gitlab-ci',
    time: Number(found[1]) * 1000,
    zoneAssumed: false,
    yearAssumed: false,
    level: 'info',
    component: found[2]!,
    message: text.slice(found[0].length) || found[0].trimEnd(),
  };
}

const composePrefix = /^[A-Za-z0-9][\w.-]*\s*\| ?/;
const numberedPrefix = /^[\w.-]+[-_]\d+\s*\|/;
const logFilePrefix = /^[\w.:/-]+\.(?:log|out|err)[\w.:-]*[: ] ?/;
const wordedLevel =
  /^(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|SEVERE|FATAL|CRITICAL)\b(?:\s*(?::|-|\|)\s|\s+(?:\[([^\]]*)\]\s*:?\s+)?(?:([A-Za-z_$][\w.$]*):\s)?)/;
/** Python's `basicConfig` without a format: `WARNING:root:message`. */
const pythonBasic = /^(DEBUG|INFO|WARNING|ERROR|CRITICAL):([A-Za-z_][\w.]*):/;
function parseLetterStart(text: string, referenceYear: number): Header | null {
  const stamp = readTimestamp(text, 0, referenceYear);
  if (stamp) return parseStampedHeader(text, stamp, stamp.end, 'syslog');
  const first = text.charCodeAt(0);
  if (first === 67 /* C */ || first === 69 /* E */ || first === 76 /* L */) {
    const dump = parseYarnDump(text);
    if (dump) return dump;
  }
  if (first <= 90) {
    const worded = parseWordedLevel(text);
    if (worded) return worded;
    if (first === 73 || first === 87 || first === 69 || first === 70) {
      const k = parseKlogHeader(text, referenceYear) ?? parseHive(text);
      if (k) return k;
    }
  }
  const logfmt = parseLogfmtHeader(text, referenceYear);
  if (logfmt) return logfmt;
  if (text.startsWith('section_')) return parseSection(text);
  return parsePrefixed(text, referenceYear);
}

const beeline = /^(?:(?:INFO|WARN) {2}|ERROR ): $/;
const hiveFailure = /^(?:FAILED: [A-Z]|Error: .* \(state=\w*,code=-?\d+\)$)/;

/** How Hive and Beeline say that a statement failed. */
const parseHive = (text: string): Header | null =>
  hiveFailure.test(text)
    ? { ...untimed, format: 'hive', level: 'error', component: '', message: text }
    : null;

function parseWordedLevel(text: string): Header | null {
  const basic = pythonBasic.exec(text);
  if (basic) {
    const message = text.slice(basic[0].length);
    const level = levelOfWord(basic[1]!) ?? 'unknown';
    return { ...untimed, format: 'generic', level, component: basic[2]!, message };
  }
  const found = wordedLevel.exec(text.slice(0, 300));
  if (!found) return null;
  const component = found[3] ?? (found[2] !== undefined && found[2].includes('.') ? found[2] : '');
  const message = text.slice(found[0].length);
  return {
    ...untimed,
    // Beeline pads the level and puts a colon behind it.
    format: beeline.test(found[0]) ? 'hive' : 'generic',
    level: levelOfWord(found[1]!) ?? 'unknown',
    component,
    message,
  };
}

/** A container or file name before the line proper (compose, `grep -H`, merged logs). */
function parsePrefixed(text: string, referenceYear: number): Header | null {
  const head = text.slice(0, 120);
  const prefix = composePrefix.exec(head) ?? logFilePrefix.exec(head);
  if (!prefix) return null;
  const rest = text.slice(prefix[0].length);
  const inner = parseOne(rest, referenceYear);
  if (inner) return inner;
  if (!numberedPrefix.test(head)) return null;
  // A continuation line keeps being one behind its container name.
  if (/^\s|^$/.test(rest)) return null;
  return { ...untimed, format: 'generic', level: 'unknown', component: '', message: rest };
}
