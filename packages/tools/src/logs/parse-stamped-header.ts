import type { FormatId, Level } from './event.ts';
import type { Header } from './header.ts';
import { levelOfWord } from './level-words.ts';
import type { Timestamp } from './read-timestamp.ts';

const space = 32;
const tab = 9;

const isBlank = (code: number): boolean => code === space || code === tab;

function skipBlanks(text: string, at: number): number {
  let index = at;
  while (isBlank(text.charCodeAt(index))) index += 1;
  return index;
}

function endOfWord(text: string, at: number): number {
  let index = at;
  while (index < text.length && !isBlank(text.charCodeAt(index))) index += 1;
  return index;
}

const maxGroup = 400;

/** Index behind the bracket that closes the one at `at`, nested ones counted; -1 where it is not near. */
function endOfGroup(text: string, at: number): number {
  const open = text.charCodeAt(at);
  const close = open === 40 /* ( */ ? 41 : open + 2;
  let depth = 0;
  const limit = Math.min(text.length, at + maxGroup);
  for (let index = at; index < limit; index++) {
    const code = text.charCodeAt(index);
    if (code === open) depth += 1;
    else if (code === close) {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return -1;
}

const isGroup = (code: number): boolean => code === 91 /* [ */ || code === 40 || code === 123;

const number = /^\d+$/;
const logger = /^[A-Za-z_$][\w.$/@<>*-]*(?:\[\d+\])?$/;
/** A word that nobody would write as prose: dotted, with `$` or `_`, or with a capital inside. */
const looksLikeClass = /[.$_@/]|[a-z][A-Z]|[A-Z][A-Z][a-z]/;
const sourceFile = /^[([{]+([\w./-]+\.\w+):\d+[)\]}]+$/;
const nameBeforeLine = /([A-Za-z_][\w.$]*)@\d+\]$/;
const syslogProgram = /^([\w.:-]+) ([\w./@-]+(?:\([\w-]+\))?)(?:\[\d+\])?: /;

interface LevelAt {
  readonly level: Level;
  /** Index behind the level and its closing signs. */
  readonly end: number;
  /** A logger name that stood before the level. */
  readonly component: string;
  /** The level stood in a bracket of its own, in small letters: structlog's console form. */
  readonly console: boolean;
}

/** How many words and groups may stand between the time and the level (thread, pid, logger, host). */
const maxBeforeLevel = 5;

function findLevel(text: string, from: number): LevelAt | null {
  let index = from;
  let component = '';
  for (let parts = 0; parts <= maxBeforeLevel; parts++) {
    index = skipBlanks(text, index);
    const code = text.charCodeAt(index);
    if (Number.isNaN(code)) return null;
    if (isGroup(code)) {
      const end = endOfGroup(text, index);
      if (end < 0) return null;
      const inside = text.slice(index + 1, end - 1).trim();
      const level = levelOfWord(inside);
      if (level) {
        // structlog pads its small level words: `[info     ]`.
        const padded = text.charCodeAt(end - 2) === space && inside === inside.toLowerCase();
        return { level, end, component, console: padded && code === 91 };
      }
      const file = sourceFile.exec(text.slice(index, end));
      if (file) component = file[1]!;
      index = end;
      continue;
    }
    const end = endOfWord(text, index);
    let wordEnd = end;
    const last = text.charCodeAt(end - 1);
    if ((last === 58 /* : */ || last === 44 || last === 124) && end - index > 1) wordEnd -= 1;
    const word = text.slice(index, wordEnd);
    // Postgres writes `LOG:` for what is not an error; elsewhere it is only a word.
    const level =
      word === 'LOG' && last === 58 ? 'info' : word.length <= 11 ? levelOfWord(word) : null;
    // `Error` or `error` in running text is prose; a header writes it in capitals or in brackets.
    if (level && (word === word.toUpperCase() || parts === 0))
      return { level, end, component, console: false };
    if (word.length > 1 && wordEnd === end && logger.test(word) && looksLikeClass.test(word))
      component = word;
    else if (wordEnd !== end && !number.test(word)) return null;
    index = end;
  }
  return null;
}

interface Rest {
  readonly component: string;
  readonly message: string;
  readonly thread: boolean;
}

/** Reads `[thread] class: message` and its many relatives behind the level. */
function readRest(text: string, from: number, anyName: boolean): Rest {
  let index = from;
  let component = '';
  let thread = false;
  if (text.charCodeAt(index) === tab) return readTabs(text, index + 1);
  for (;;) {
    index = skipBlanks(text, index);
    const code = text.charCodeAt(index);
    if (code === 45 /* - */ || code === 58 || code === 124) {
      let end = index;
      while (text.charCodeAt(end) === code) end += 1;
      if (!isBlank(text.charCodeAt(end)) && end < text.length) break;
      index = end;
      // ` - ` is the last sign of a header unless a bracket follows at once.
      if (code === 45 && end - index < 3 && !isGroup(text.charCodeAt(skipBlanks(text, end)))) {
        if (thread || component !== '') break;
      }
      continue;
    }
    if (isGroup(code)) {
      const end = endOfGroup(text, index);
      if (end < 0) break;
      const group = text.slice(index, end);
      const after = text.charCodeAt(end);
      const closed = end === text.length || isBlank(after) || after === 58 || after === 91;
      if (!closed || (thread && component !== '' && !endsHeader(text, end))) break;
      const file = sourceFile.exec(group) ?? nameBeforeLine.exec(group);
      if (file && component === '') component = file[1]!;
      thread = true;
      index = end;
      if (text.charCodeAt(index) === 58) index += 1;
      continue;
    }
    if (component !== '') break;
    const end = endOfWord(text, index);
    const word = text.slice(index, end);
    if (number.test(word) && text.startsWith(' ---', end)) {
      index = end;
      continue;
    }
    const name = nameAt(text, word, end, anyName || thread);
    if (!name) break;
    component = name;
    index = end;
    if (word.charCodeAt(word.length - 1) === 58) break;
  }
  return { component, message: text.slice(skipBlanks(text, index)), thread };
}

/** The logger name that ends at `end`, if the sign behind it says that it is one. */
function nameAt(text: string, word: string, end: number, anyName: boolean): string | null {
  if (word.charCodeAt(word.length - 1) === 58) {
    const name = word.slice(0, -1);
    return logger.test(name) && (anyName || looksLikeClass.test(name)) ? name : null;
  }
  if (!logger.test(word)) return null;
  const next = skipBlanks(text, end);
  const sign = text.charCodeAt(next);
  const after = text.charCodeAt(next + 1);
  if ((sign === 45 || sign === 58) && (isBlank(after) || after === sign)) return word;
  if (sign === 91 && looksLikeClass.test(word) && word.includes('.')) return word;
  // Hadoop puts source or thread behind the logger: `namenode.FSNamesystem (FSNamesystem.java:rollEditLog(4567)) - `.
  if (sign === 40 /* ( */ && looksLikeClass.test(word)) {
    const behind = endOfGroup(text, next);
    return behind > 0 && endsHeader(text, behind) ? word : null;
  }
  return null;
}

const endsHeader = (text: string, at: number): boolean => /^(?: -|:) /.test(text.slice(at, at + 3));

/** Tab-separated fields (Trino, airlift): thread, class, message. */
function readTabs(text: string, at: number): Rest {
  const fields = text.slice(at).split('\t', 3);
  if (fields.length === 3 && logger.test(fields[1]!)) {
    const skipped = fields[0]!.length + fields[1]!.length + 2;
    return { component: fields[1]!, message: text.slice(at + skipped), thread: true };
  }
  return { component: '', message: text.slice(at), thread: false };
}

/** `... message (kafka.server.KafkaServer)`: Kafka writes the logger last, Connect with the line of its source. */
const trailingLogger = / \(([A-Za-z_$][\w.$]*)(?::\d+)?\)$/;

/** Reads what follows a time: the stamp may have stood in brackets, `end` is behind them. */
export function parseStampedHeader(
  text: string,
  stamp: Timestamp,
  end: number,
  shape: 'bare' | 'short-year' | 'bracketed' | 'syslog',
): Header {
  const base = {
    time: stamp.time,
    zoneAssumed: !stamp.zoned,
    yearAssumed: stamp.yearMissing,
  };
  const start = skipBlanks(text, end);
  if (shape === 'syslog' || (shape === 'bare' && stamp.zoned)) {
    const program = syslogProgram.exec(text.slice(start, start + 200));
    if (program && levelOfWord(program[1]!) === null && levelOfWord(program[2]!) === null) {
      return {
        ...base,
        format: 'syslog',
        level: 'unknown',
        component: program[2]!,
        message: text.slice(start + program[0].length),
      };
    }
  }
  const found = findLevel(text, end);
  if (!found) return { ...base, ...withoutLevel(text, start, shape) };
  const rest = readRest(text, found.end, shape === 'short-year');
  let format: FormatId = 'generic';
  let { component, message } = rest;
  if (component === '') component = found.component;
  if (shape === 'short-year') format = 'spark-log4j';
  else if (shape === 'syslog') format = 'syslog';
  else if (shape === 'bracketed') {
    const last = trailingLogger.exec(message);
    if (last) {
      format = 'kafka';
      component = last[1]!;
      message = message.slice(0, last.index);
    }
  } else if (found.console) {
    format = 'airflow3-text';
  } else if (looksLikeClass.test(component) && !component.includes('@'))
    format = formatOfLogger(component);
  return { ...base, format, level: found.level, component, message };
}

/** Products that log in the way of log4j are told apart by their packages. */
const formatOfLogger = (logger: string): FormatId =>
  logger.startsWith('org.apache.flink.')
    ? 'flink'
    : /^(?:io\.(?:trino|prestosql|airlift)|com\.facebook\.(?:presto|airlift))\./.test(logger)
      ? 'trino'
      : /^(?:org\.apache\.(?:hadoop\.hive|hive)|ql|SessionState)\./.test(logger)
        ? 'hive'
        : 'hadoop-log4j';

function withoutLevel(
  text: string,
  start: number,
  shape: string,
): Pick<Header, 'format' | 'level' | 'component' | 'message'> {
  let message = text.slice(start);
  if (message.startsWith('- ') || message.startsWith(': ') || message.startsWith('| '))
    message = message.slice(2).trimStart();
  return {
    format: shape === 'syslog' ? 'syslog' : 'generic',
    level: 'unknown',
    component: '',
    message,
  };
}
