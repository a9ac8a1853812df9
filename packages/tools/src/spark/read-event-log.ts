import { ApplicationBuilder } from './build/application-builder.ts';
import { isObject, parseJson, type Json } from './events/json.ts';
import { TaskEventScanner } from './events/scan-task-event.ts';
import { LineSplitter, type ByteLine } from './events/split-lines.ts';
import { TaskEvent } from './events/task-event.ts';
import { taskEventOfJson } from './events/task-event-of-json.ts';
import type { Application, LogPlace } from './model/application.ts';
import type { FileReport, ReadReport, SkippedLines } from './read-report.ts';

/** One file of an event log, unpacked. */
export interface EventLogFile {
  readonly name: string;
  /** Nothing of a chunk is kept, so its memory may be used again for the next one. */
  readonly content: AsyncIterable<Uint8Array>;
  /** After reading: why its end is missing, where whoever unpacked it knows. */
  readonly problem?: () => string | null;
}

interface ReadEventLogOptions {
  readonly signal?: AbortSignal;
  /** Called now and then with the bytes read so far. */
  readonly onProgress?: (bytes: number) => void;
}

/** A plan of a large query has tens of megabytes; what is longer than this is no event. */
const maxLineBytes = 64 * 1024 ** 2;
/** Bytes that are worked on before other work gets its turn. */
const sliceBytes = 1 << 22;
const maxPlaces = 20;
const maxEventNames = 500;

const encoder = new TextEncoder();
const taskStart = encoder.encode('{"Event":"SparkListenerTaskStart",');
const taskEnd = encoder.encode('{"Event":"SparkListenerTaskEnd",');
const byteOrderMark = [0xef, 0xbb, 0xbf];

/**
 * Reads an event log of any Spark from 1.3 on: one file, or the files of a rolled log in their order (see `groupEventLogs`). Memory
 * grows with stages, executors and tasks (about 40 bytes a task whose stage has ended), not with bytes. Lines that cannot be read are counted and said;
 * nothing ends the reading early but the abort signal and errors of the source.
 * @throws the abort reason, or what a source throws
 */
export async function readEventLog(
  files: Iterable<EventLogFile> | AsyncIterable<EventLogFile>,
  options: ReadEventLogOptions = {},
): Promise<Application> {
  const reading = new Reading(options);
  for await (const file of files) await reading.file(file);
  return reading.finish();
}

interface OpenSkipped {
  empty: number;
  broken: number;
  noEvent: number;
  tooLong: number;
  readonly first: { line: number; why: string }[];
}

const noneSkipped = (): OpenSkipped => ({ empty: 0, broken: 0, noEvent: 0, tooLong: 0, first: [] });

class Reading {
  readonly #options: ReadEventLogOptions;
  readonly #builder = new ApplicationBuilder();
  readonly #scanner = new TaskEventScanner();
  readonly #event = new TaskEvent();
  readonly #decoder = new TextDecoder();
  readonly #files: FileReport[] = [];
  readonly #counts = new Map<string, number>();
  readonly #unknown = new Map<string, number>();
  #starts = 0;
  #ends = 0;
  #events = 0;
  #bytes = 0;
  #skipped = noneSkipped();
  #lastLineIsCut = false;
  readonly #place = { file: 0, line: 0, start: 0 };

  constructor(options: ReadEventLogOptions) {
    this.#options = options;
  }

  async file({ name, content, problem }: EventLogFile): Promise<void> {
    const { signal, onProgress } = this.#options;
    this.#place.file = this.#files.length;
    this.#skipped = noneSkipped();
    const splitter = new LineSplitter(
      maxLineBytes,
      (line) => this.#line(line),
      (...place) => this.#task(...place),
    );
    let bytes = 0;
    let sinceTurn = 0;
    for await (const chunk of content) {
      for (let from = 0; from < chunk.length; from += sliceBytes) {
        signal?.throwIfAborted();
        splitter.push(chunk.subarray(from, from + sliceBytes));
        sinceTurn += Math.min(sliceBytes, chunk.length - from);
        if (sinceTurn < sliceBytes) continue;
        sinceTurn = 0;
        await turnOfOthers();
      }
      bytes += chunk.length;
      onProgress?.(this.#bytes + bytes);
    }
    const brokenBefore = this.#skipped.broken;
    const hasOpenEnd = splitter.finish();
    this.#lastLineIsCut = hasOpenEnd && this.#skipped.broken > brokenBefore;
    this.#bytes += bytes;
    this.#files.push({
      name,
      bytes,
      lines: splitter.lines,
      skipped: this.#skipped,
      problem: problem?.() ?? null,
    });
  }

  finish(): Application {
    return this.#builder.finish(this.#report());
  }

  /** Starts and ends of tasks are nearly all of a log: they are read without a look for the end of their line before. */
  #task(bytes: Uint8Array, from: number, to: number, number: number, start: number): number {
    const isEnd = startsWith(bytes, from, to, taskEnd);
    if (!isEnd && !startsWith(bytes, from, to, taskStart)) return -1;
    const end = this.#scanner.scan(bytes, from, to, this.#event);
    if (end === -1) return -1;
    const next = bytes[end] === 13 ? end + 1 : end;
    if (bytes[next] !== 10) return -1;
    this.#place.line = number;
    this.#place.start = start;
    this.#takeTask(isEnd);
    return next + 1;
  }

  #takeTask(isEnd: boolean): void {
    if (isEnd) {
      this.#ends += 1;
      this.#builder.taskEnded(this.#event, this.#place);
    } else {
      this.#starts += 1;
      this.#builder.taskStarted(this.#event);
    }
  }

  #line(line: ByteLine): void {
    const { bytes, to } = line;
    let { from } = line;
    if (line.number === 1 && startsWith(bytes, from, to, byteOrderMark)) from += 3;
    this.#place.line = line.number;
    this.#place.start = line.start;
    if (line.length > to - from + 4) {
      this.#skip('tooLong', line, `${line.length} bytes`);
      return;
    }
    const isEnd = startsWith(bytes, from, to, taskEnd);
    if (isEnd || startsWith(bytes, from, to, taskStart)) {
      if (this.#scanner.scan(bytes, from, to, this.#event) === to) {
        this.#takeTask(isEnd);
        return;
      }
    }
    this.#json(line, from);
  }

  #json(line: ByteLine, from: number): void {
    const text = this.#decoder.decode(line.bytes.subarray(from, line.to));
    if (text.trim() === '') {
      this.#skip('empty', line, 'empty');
      return;
    }
    let event: Json;
    try {
      event = parseJson(text);
    } catch {
      this.#skip('broken', line, 'not JSON');
      return;
    }
    const name = isObject(event) ? event['Event'] : undefined;
    if (!isObject(event) || typeof name !== 'string') {
      this.#skip('noEvent', line, 'no "Event"');
      return;
    }
    if (name === 'SparkListenerTaskEnd' || name === 'SparkListenerTaskStart') {
      taskEventOfJson(event, this.#event);
      this.#takeTask(name === 'SparkListenerTaskEnd');
    } else {
      this.#events += 1;
      count(this.#counts, name);
      if (!this.#builder.knows(name) && !isWithoutUse.test(name)) count(this.#unknown, name);
      const place: LogPlace = { ...this.#place };
      this.#builder.event(name, event, place);
    }
  }

  #skip(kind: Exclude<keyof SkippedLines, 'first'>, line: ByteLine, why: string): void {
    this.#skipped[kind] += 1;
    if (kind !== 'empty' && this.#skipped.first.length < maxPlaces)
      this.#skipped.first.push({ line: line.number, why });
  }

  #report(): ReadReport {
    const counts = new Map(this.#counts);
    if (this.#starts > 0) counts.set('SparkListenerTaskStart', this.#starts);
    if (this.#ends > 0) counts.set('SparkListenerTaskEnd', this.#ends);
    const skipped = noneSkipped();
    for (const each of this.#files) {
      skipped.empty += each.skipped.empty;
      skipped.broken += each.skipped.broken;
      skipped.noEvent += each.skipped.noEvent;
      skipped.tooLong += each.skipped.tooLong;
      skipped.first.push(...each.skipped.first.slice(0, maxPlaces - skipped.first.length));
    }
    return {
      files: this.#files,
      bytes: this.#bytes,
      lines: this.#files.reduce((sum, { lines }) => sum + lines, 0),
      events: this.#events + this.#starts + this.#ends,
      eventCounts: Object.fromEntries(counts),
      skipped,
      unknownEvents: Object.fromEntries(this.#unknown),
      incomplete: [
        ...(this.#builder.hasStart ? [] : ['no ApplicationStart']),
        ...(this.#builder.hasEnd ? [] : ['no ApplicationEnd']),
        ...(this.#lastLineIsCut ? ['the last line is cut'] : []),
        ...this.#files.flatMap(({ name, problem }) =>
          problem === null ? [] : [`${name}: ${problem}`],
        ),
      ],
      tasksWithoutStart: this.#builder.tasksWithoutStart,
      limits: this.#builder.limits(),
    };
  }
}

/** Events that are understood and say nothing that is shown. */
const isWithoutUse =
  /(?:^|\.)SparkListener(?:TaskGettingResult|BlockManagerRemoved|SpeculativeTaskSubmitted|UnschedulableTaskSet(?:Added|Removed)|NodeBlacklistedForStage)$/;

const turnOfOthers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function count(counts: Map<string, number>, name: string): void {
  const key = counts.has(name) || counts.size < maxEventNames ? name : 'other';
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function startsWith(
  bytes: Uint8Array,
  from: number,
  to: number,
  prefix: ArrayLike<number>,
): boolean {
  if (to - from < prefix.length) return false;
  for (let index = 0; index < prefix.length; index += 1)
    if (bytes[from + index] !== prefix[index]) return false;
  return true;
}
