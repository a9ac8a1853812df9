import type { BinaryReason } from './detect-binary.ts';
import type { FormatId, LogEvent } from './event.ts';
import type { Header } from './header.ts';
import { parsePlainHeader, parseWrappedHeader } from './parse-header.ts';
import { parseJournalEntry, startsJournalEntry } from './parse-journal-entry.ts';
import { isYarnDumpField, yarnSource } from './parse-yarn-dump.ts';
import { readLines, type LogLine } from './read-lines.ts';
import { unwrapLine, type WrappedLine } from './wrapped-line.ts';

export interface EventBatch {
  readonly events: readonly LogEvent[];
}

/** What reading a source found out, besides its events. */
export interface ReadReport {
  readonly format: FormatId;
  /** 0..1: share of the first events that are of the format. */
  readonly formatConfidence: number;
  /** True where the format was given and not detected. */
  readonly formatGiven: boolean;
  readonly lines: number;
  readonly events: number;
  readonly bytes: number;
  /** Set where the source is not text; there are no events then (the caller raises FILE_BINARY). */
  readonly binary: BinaryReason | null;
  /** Lines longer than the limit, of which only the head was read. */
  readonly longLinesCut: number;
  /** Events that were split or cut because they passed 500 lines or 64 KiB. */
  readonly longEventsCut: number;
  /** Lines with bytes that are not valid UTF-8. */
  readonly invalidUtf8Lines: number;
  /** True where at least one time had no zone, so that UTC was taken. */
  readonly timeZoneAssumed: boolean;
  /** True where the year was taken from `referenceYear`, because the format has none. */
  readonly yearAssumed: boolean;
  /** The year that was taken. */
  readonly referenceYear: number;
  /** True where at least one year had two digits, so that a century was taken. */
  readonly centuryAssumed: boolean;
}

export interface ReadEventsOptions {
  /** Only lines of this format, and those of container runtimes and runners, begin events; any other is text. Without it each line is read by its own format. */
  readonly format?: FormatId;
  /** Year for formats without one (syslog). Default 1970, because an engine has no clock. */
  readonly referenceYear?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (bytes: number) => void;
  /** Called once, when the source has ended. */
  readonly onReport?: (report: ReadReport) => void;
}

const maxEventLines = 500;
const maxEventCharacters = 65_536;
/** Lines whose format decides what the file is called; each line is read by its own format all the same. */
const votes = 500;

/**
 * Reads a byte stream as log events, in batches. A line with a header starts an event; lines without one belong to the
 * event before them (stack traces, wrapped text), as long as that has a header. Memory is bounded whatever the length of
 * file and lines.
 * @throws the reason of the signal, or what the source throws.
 */
export async function* readEvents(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadEventsOptions = {},
): AsyncGenerator<EventBatch, void, undefined> {
  const referenceYear = options.referenceYear ?? 1970;
  const formats = new Map<FormatId, number>();
  let voters = 0;
  let binary: BinaryReason | null = null;
  let bytes = 0;
  const count = { lines: 0, events: 0, longLinesCut: 0, longEventsCut: 0, invalidUtf8Lines: 0 };
  let timeZoneAssumed = false;
  let yearAssumed = false;
  let centuryAssumed = false;
  let open: OpenEvent | null = null;
  /** See `LogEvent.source`. */
  let source = '';
  let batch: LogEvent[] = [];

  const close = (): void => {
    if (!open) return;
    batch.push(finish(open, source));
    count.events += 1;
    open = null;
  };
  const take = (line: LogLine): void => {
    count.lines += 1;
    if (line.cut) count.longLinesCut += 1;
    if (line.text.includes('\uFFFD')) count.invalidUtf8Lines += 1;
    bytes = line.end;
    const whole = withoutColours(line.text);
    const wrapper = unwrapLine(whole);
    const text = wrapper ? withoutColours(wrapper.text) : whole;
    if (open && wrapper && goesOnFrom(open, wrapper) && !isFull(open)) {
      join(open, line, text, wrapper);
      if (open.lines.length === 1 && !wrapper.goesOn)
        open.header = headerOf(open.lines[0]!, open.lines[0]!, {
          ...open.wrapper!,
          timeOnly: false,
        });
      return;
    }
    const detected = mayContinue(text) && open ? null : headerOf(text, whole, wrapper);
    const foreign = options.format !== undefined && !wrapper && detected?.format !== options.format;
    const header = foreign ? null : detected;
    if (foreign && detected) vote(detected.format);
    if (header) {
      vote(header.format);
      timeZoneAssumed ||= header.zoneAssumed && header.time !== null;
      yearAssumed ||= header.yearAssumed;
      // What has no zone is the time of the line itself; a runtime around it writes one.
      centuryAssumed ||= header.zoneAssumed && shortYear.test(text);
      close();
      if (header.format === 'yarn-dump') source = yarnSource(source, text);
      open = start(line, text, header, wrapper);
      return;
    }
    if (!open || !belongs(open, text, wrapper)) {
      close();
      if (text !== '' || wrapper) vote(wrapper?.format ?? null);
      open = start(line, text, null, wrapper);
      return;
    }
    if (isFull(open)) {
      count.longEventsCut += 1;
      close();
      open = start(line, text, null, wrapper);
      return;
    }
    open.lines.push(text);
    open.lineCount += 1;
    open.characters += text.length + 1;
    open.end = line.end;
    open.cut ||= line.cut;
    open.last = wrapper;
  };
  const vote = (format: FormatId | null): void => {
    if (voters >= votes) return;
    voters += 1;
    if (format) formats.set(format, (formats.get(format) ?? 0) + 1);
  };
  const headerOf = (text: string, whole: string, wrapper: WrappedLine | null): Header | null =>
    wrapper
      ? parseWrappedHeader(
          text === wrapper.text ? wrapper : { ...wrapper, text },
          whole,
          referenceYear,
        )
      : parsePlainHeader(text, referenceYear);

  const lines = readLines(chunks, {
    ...(options.signal && { signal: options.signal }),
    ...(options.onProgress && { onProgress: options.onProgress }),
    onBinary: (reason) => {
      binary = reason;
    },
  });
  for await (const part of lines) {
    for (const line of part) take(line);
    if (batch.length > 0) {
      yield { events: batch };
      batch = [];
    }
  }
  close();
  if (batch.length > 0) yield { events: batch };
  const [best] = [...formats].toSorted((a, b) => b[1] - a[1])[0] ?? ['generic', 0];
  const format = options.format ?? best;
  options.onReport?.({
    format,
    formatConfidence: voters === 0 ? 0 : (formats.get(format) ?? 0) / voters,
    formatGiven: options.format !== undefined,
    bytes,
    binary,
    timeZoneAssumed,
    yearAssumed,
    referenceYear,
    centuryAssumed,
    ...count,
  });
}

/** `26/11/24 02:10:11` of Spark, `081109 203615` of early Hadoop. */
const shortYear = /^\d\d(?:\/\d\d\/\d\d|\d{4}) \d\d/;

const colours = /\u001b\[[0-9;]*[A-Za-z]/g;
const withoutColours = (text: string): string =>
  text.includes('\u001b') ? text.replace(colours, '') : text;

interface OpenEvent {
  readonly line: number;
  readonly start: number;
  end: number;
  lineCount: number;
  characters: number;
  header: Header | null;
  /** What stood around its first line, and around its last one. */
  readonly wrapper: WrappedLine | null;
  last: WrappedLine | null;
  readonly lines: string[];
  /** See `LogEvent.joins`. */
  joins: number[] | null;
  cut: boolean;
}

const start = (
  line: LogLine,
  text: string,
  header: Header | null,
  wrapper: WrappedLine | null,
): OpenEvent => ({
  line: line.number,
  start: line.start,
  end: line.end,
  lineCount: 1,
  characters: text.length,
  header,
  wrapper,
  last: wrapper,
  lines: [text],
  joins: null,
  cut: line.cut,
});

const isFull = (open: OpenEvent): boolean =>
  open.lineCount >= maxEventLines || open.characters >= maxEventCharacters;

/** Whether a wrapped line is the rest of a printed line that the runtime had cut. Other streams may come between; the rest stands alone then. */
const goesOnFrom = ({ last }: OpenEvent, wrapper: WrappedLine): boolean =>
  last !== null && (last.goesOn || wrapper.continues) && isSameStream(last, wrapper);

const isSameStream = (a: WrappedLine, b: WrappedLine): boolean =>
  a.format === b.format && a.stream === b.stream;

function join(open: OpenEvent, line: LogLine, text: string, wrapper: WrappedLine): void {
  (open.joins ??= []).push(open.characters);
  open.lines[open.lines.length - 1] += text;
  open.lineCount += 1;
  open.characters += text.length;
  open.end = line.end;
  open.cut ||= line.cut;
  open.last = wrapper;
}

/** A message is printed at once; what a runtime received later than this is another one, unless it is part of a trace. */
const maxPause = 1000;

/** Shapes that are never a header, so that the costly reading of one is spared. */
const mayContinue = (text: string): boolean => {
  const first = text.charCodeAt(0);
  return Number.isNaN(first) || first === 9 || (first === 32 && text.charCodeAt(1) === 32);
};

const tracePart =
  /^(?:\s|\[SQL: |\[parameters: |\(Background on |Caused by: |Suppressed: |During handling of|The above exception|\.\.\. \d+ more|: [a-z]\w*(?:\.\w+){2,}|Driver stacktrace:|(?:DETAIL|HINT|CONTEXT): |LINE \d+: |Reason: \w+$|HTTP response (?:headers|body): |\)|\}|\]|$)/;
const chained = /^(?:During handling of|The above exception)/;
const pythonRaised =
  /^[A-Za-z_][\w.]*(?:Error|Exception|Exit|Timeout|Interrupt|NotFound|Failed|Invalid\w*)(?:: |$)/;
const traceback = 'Traceback (most recent call last)';

/** Lines of a file without any header stand alone, unless they are visibly part of a trace. */
function belongs(open: OpenEvent, text: string, wrapper: WrappedLine | null): boolean {
  if (wrapper && open.last) {
    if (!isSameStream(open.last, wrapper)) return false;
    if (open.header && wrapper.time - open.last.time > maxPause) return tracePart.test(text);
  }
  if (open.header?.format === 'yarn-dump') return isYarnDumpField(text);
  if (open.header || tracePart.test(text)) return true;
  const last = open.lines.findLast((line) => line !== '') ?? '';
  if (text.startsWith(traceback)) return chained.test(last);
  // Behind the frames of a Python traceback, one line names what was raised; excerpts may begin between the frames.
  const raised = pythonRaised.test(text) || open.lines.some((line) => line.startsWith(traceback));
  return raised && /^\s/.test(last);
}

const finish = (open: OpenEvent, source: string): LogEvent => {
  if (open.header?.format === 'journald' && startsJournalEntry(open.lines[0]!))
    open.header = parseJournalEntry(open.lines);
  const joined = open.lines.length === 1 ? open.lines[0]! : open.lines.join('\n');
  const event: LogEvent = {
    line: open.line,
    lineCount: open.lineCount,
    start: open.start,
    end: open.end,
    time: open.header?.time ?? open.wrapper?.time ?? null,
    level: open.header?.level ?? levelOfBareText(joined),
    component: open.header?.component ?? '',
    message: (open.header?.message ?? open.lines[0]!).slice(0, 8192),
    text: joined.length > maxEventCharacters ? joined.slice(0, maxEventCharacters) : joined,
    textCut: open.cut || joined.length > maxEventCharacters,
  };
  // Nearly no event has these; a spread of nothing would cost more than the rest of the object.
  if (open.joins === null && source === '') return event;
  return { ...event, ...(open.joins && { joins: open.joins }), ...(source !== '' && { source }) };
};

/** Text without a header has no level; a trace or an error word at its start is an error all the same. */
const levelOfBareText = (text: string): LogEvent['level'] =>
  /^(?:Traceback \(|Exception in thread|Caused by: |(?:[a-z][\w$]*\.)+[A-Z]\w*(?:Exception|Error)\b|\w*(?:Error|Exception): |(?:error|ERROR|fatal|FATAL)\b)/.test(
    text,
  )
    ? 'error'
    : 'unknown';
