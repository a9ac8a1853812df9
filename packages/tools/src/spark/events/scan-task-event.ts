import { keysOfGroup, type MetricGroup } from '../model/task-metrics.ts';
import { peakNames } from '../model/peaks.ts';
import { ByteScanner, unexpected } from './byte-scanner.ts';
import { KnownKeys } from './known-keys.ts';
import { parseJson } from './json.ts';
import { readOwnAccumulable } from './read-accumulable.ts';
import type { TaskEvent } from './task-event.ts';
import { TextCache } from './text-cache.ts';

const success = new TextEncoder().encode('{"Reason":"Success"}');
const sqlMetadata = new TextEncoder().encode('"sql"');

/**
 * Reads "SparkListenerTaskStart" and "SparkListenerTaskEnd" from bytes. They are nearly all of an event log, and most of their bytes are
 * keys and accumulables, so making objects of them costs several times what this does.
 */
export class TaskEventScanner {
  readonly #scanner = new ByteScanner();
  readonly #texts = new TextCache();
  readonly #event = new KnownKeys([
    'Event',
    'Stage ID',
    'Stage Attempt ID',
    'Task Type',
    'Task End Reason',
    'Task Info',
    'Task Executor Metrics',
    'Task Metrics',
  ]);
  readonly #info = new KnownKeys([
    'Task ID',
    'Index',
    'Attempt',
    'Partition ID',
    'Launch Time',
    'Executor ID',
    'Host',
    'Locality',
    'Speculative',
    'Getting Result Time',
    'Finish Time',
    'Failed',
    'Killed',
    'Accumulables',
  ]);
  readonly #accumulable = new KnownKeys(['ID', 'Update', 'Internal', 'Metadata']);
  readonly #task = new MetricKeys('Task Metrics', [
    'Shuffle Read Metrics',
    'Shuffle Write Metrics',
    'Input Metrics',
    'Output Metrics',
  ]);
  readonly #peaks = new KnownKeys(peakNames);

  /**
   * Reads the object that begins at `from`.
   * @returns where it ends; -1 where the bytes are not as Spark writes them or end before it, and `JSON.parse` has to find out more
   */
  scan(bytes: Uint8Array, from: number, to: number, into: TaskEvent): number {
    into.clear();
    try {
      this.#scanner.load(bytes, from, to);
      this.#scanEvent(into);
      return this.#scanner.at;
    } catch (error) {
      if (error === unexpected || error instanceof SyntaxError) return -1;
      throw error;
    }
  }

  #scanEvent(into: TaskEvent): void {
    const scanner = this.#scanner;
    const keys = this.#event;
    scanner.open(keys);
    for (let key = scanner.key(keys); key !== -3; key = scanner.key(keys)) {
      if (key === 1) into.stageId = scanner.number();
      else if (key === 2) into.stageAttempt = scanner.number();
      else if (key === 4) this.#scanReason(into);
      else if (key === 5) this.#scanInfo(into);
      else if (key === 6) this.#scanPeaks(into);
      else if (key === 7) this.#task.scan(scanner, into);
      else scanner.skip();
    }
  }

  #scanReason(into: TaskEvent): void {
    const scanner = this.#scanner;
    const from = scanner.at;
    scanner.skip();
    if (isSame(scanner.bytes, from, scanner.at, success)) return;
    const reason = parseJson(new TextDecoder().decode(scanner.bytes.subarray(from, scanner.at)));
    if (typeof reason !== 'object' || reason === null || Array.isArray(reason)) throw unexpected;
    into.reason = reason as NonNullable<TaskEvent['reason']>;
  }

  #scanPeaks(into: TaskEvent): void {
    const scanner = this.#scanner;
    const keys = this.#peaks;
    if (scanner.bytes[scanner.at] !== 123) {
      scanner.skip();
      return;
    }
    scanner.open(keys);
    for (let key = scanner.key(keys); key !== -3; key = scanner.key(keys))
      if (key < 0) scanner.skip();
      else into.peaks[key] = scanner.number();
  }

  #scanInfo(into: TaskEvent): void {
    const scanner = this.#scanner;
    const keys = this.#info;
    if (scanner.bytes[scanner.at] !== 123) throw unexpected;
    into.hasInfo = true;
    scanner.open(keys);
    for (let key = scanner.key(keys); key !== -3; key = scanner.key(keys)) {
      switch (key) {
        case 0:
          into.taskId = scanner.number();
          break;
        case 1:
          into.index = scanner.number();
          break;
        case 2:
          into.attempt = scanner.number();
          break;
        case 3:
          into.partition = scanner.number();
          break;
        case 4:
          into.launchTime = scanner.number();
          break;
        case 5:
          into.executorId = this.#text();
          break;
        case 6:
          into.host = this.#text();
          break;
        case 7:
          into.locality = this.#text();
          break;
        case 8:
          into.speculative = scanner.flag();
          break;
        case 9:
          into.gettingResultTime = scanner.number();
          break;
        case 10:
          into.finishTime = scanner.number();
          break;
        case 11:
          into.failed = scanner.flag();
          break;
        case 12:
          into.killed = scanner.flag();
          break;
        case 13:
          this.#scanAccumulables(into);
          break;
        default:
          scanner.skip();
      }
    }
  }

  #scanAccumulables(into: TaskEvent): void {
    const scanner = this.#scanner;
    const { bytes } = scanner;
    if (bytes[scanner.at] !== 91) throw unexpected;
    scanner.at += 1;
    while (bytes[scanner.at] !== 93) {
      if (bytes[scanner.at] === 44) scanner.at += 1;
      this.#scanAccumulable(into);
    }
    scanner.at += 1;
  }

  #scanAccumulable(into: TaskEvent): void {
    const scanner = this.#scanner;
    const keys = this.#accumulable;
    const from = scanner.at;
    let id = 0;
    let update = 0;
    let hasUpdate = false;
    let isOwn = true;
    scanner.open(keys);
    for (let key = scanner.key(keys); key !== -3; key = scanner.key(keys)) {
      if (key === 0) id = scanner.number();
      else if (key === 1) {
        update = scanner.wholeOrSkip();
        hasUpdate = !Number.isNaN(update);
      } else if (key === 2) {
        if (scanner.flag()) isOwn = false;
      } else if (key === 3) {
        const at = scanner.at;
        scanner.skip();
        if (isSame(scanner.bytes, at, scanner.at, sqlMetadata)) isOwn = false;
      } else scanner.skip();
    }
    if (hasUpdate) into.addUpdate(id, update);
    if (isOwn) {
      const text = new TextDecoder().decode(scanner.bytes.subarray(from, scanner.at));
      const own = readOwnAccumulable(parseJson(text));
      if (own) into.own.push(own);
    }
  }

  #text(): string {
    const scanner = this.#scanner;
    const from = scanner.at + 1;
    scanner.skipText();
    return this.#texts.read(scanner.bytes, from, scanner.at - 1);
  }
}

/** The keys of one group of metrics, and of the groups inside it. */
class MetricKeys {
  readonly #keys: KnownKeys;
  readonly #metrics: readonly number[];
  readonly #inner: readonly MetricKeys[];

  constructor(group: MetricGroup, inner: readonly MetricGroup[]) {
    const own = keysOfGroup(group);
    this.#keys = new KnownKeys([...own.map(({ key }) => key), ...inner]);
    this.#metrics = own.map(({ metric }) => metric);
    this.#inner = inner.map(
      (name) => new MetricKeys(name, name === 'Shuffle Read Metrics' ? ['Push Based Shuffle'] : []),
    );
  }

  scan(scanner: ByteScanner, into: TaskEvent): void {
    if (scanner.bytes[scanner.at] !== 123) {
      scanner.skip();
      return;
    }
    const keys = this.#keys;
    const metrics = this.#metrics;
    const own = metrics.length;
    scanner.open(keys);
    for (let key = scanner.key(keys); key !== -3; key = scanner.key(keys)) {
      if (key < 0) scanner.skip();
      else if (key < own) {
        const metric = metrics[key]!;
        into.metrics[metric] = scanner.number();
        if (scanner.exact !== null) into.exact.set(metric, scanner.exact);
      } else this.#inner[key - own]!.scan(scanner, into);
    }
  }
}

function isSame(bytes: Uint8Array, from: number, to: number, expected: Uint8Array): boolean {
  if (to - from !== expected.length) return false;
  for (let index = 0; index < expected.length; index += 1)
    if (bytes[from + index] !== expected[index]) return false;
  return true;
}
