import { createReadStream, writeFileSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unpack } from '@datasherpa/tools/archives';
import { fixtureBytes } from '@datasherpa/tools/testing';
import { nodeFlags, sherpaArguments } from './command-line.ts';
import { median, type Figure } from './figure.ts';
import { measureHistoryServer } from './history-server.ts';
import { seedOf, writeFrames, writeRepeated, writeWide, type LogSeed } from './make-event-log.ts';
import { recordedRun } from './recorded-run.ts';
import { runCommand } from './run-command.ts';
import { measureSparkTools, type SparkTools } from './spark-tools.ts';

const runs = 3;
const hour = 3_600_000;

/**
 * Reading Spark event logs, each kind in a process of its own: plain, packed in many frames, and with wide tasks, beside a parser in
 * Python; with a `sparkHome` also the History Server's time to its first answer about stages, and with `tools` those.
 */
export async function measureEventLogs(options: {
  readonly bytes: number;
  /** Folder with logs of real runs; the largest is repeated. Without it, a small one of our own is. */
  readonly logs: string | null;
  readonly sparkHome: string | null;
  readonly tools: SparkTools;
  readonly scratch: string;
}): Promise<Figure[]> {
  const { bytes, scratch } = options;
  const seed = await largestLog(options.logs);
  const size = `${Math.round(bytes / 1024 ** 2)} MiB`;
  const figures: Figure[] = [];
  const plain = join(scratch, 'event-log');
  writeRepeated(seed, bytes, plain);
  figures.push(...measure(`Spark event log, ${size}`, plain, scratch, true));
  const server = await measureHistoryServer(plain, options.sparkHome, scratch);
  if (server) figures.push(server);
  figures.push(
    ...measureOptimize(plain, scratch),
    ...measureSparkTools(options.tools, plain, scratch),
  );
  await rm(plain);
  const tenfold = join(scratch, 'event-log-long');
  writeRepeated(seed, bytes * 10, tenfold);
  figures.push(...measure('the same, ten times as long', tenfold, scratch, false));
  await rm(tenfold);
  const packed = join(scratch, 'event-log.zstd');
  writeFrames(seed, bytes, packed);
  figures.push(...measure('zstd in many frames', packed, scratch, false));
  await rm(packed);
  const wide = join(scratch, 'event-log-wide');
  writeWide(seed, bytes, wide);
  figures.push(...measure('25 KB for each end of a task', wide, scratch, true));
  await rm(wide);
  return figures;
}

export interface ReadingSpeed {
  /** Of unpacked bytes, by the clock. */
  readonly megabytesPerSecond: number;
  /** The same by the time of the processor, which other work on the machine changes less. */
  readonly megabytesPerProcessorSecond: number;
  /** Of the whole process, in millions of bytes. */
  readonly peakMegabytes: number;
}

/**
 * Reads a log several times, each in a process of its own: medians, and the highest memory. Node is started as for `sherpa`: with its
 * flags, and with sources that an earlier start has compiled.
 */
export function measureReading(path: string, scratch: string): ReadingSpeed {
  const env = { NODE_COMPILE_CACHE: join(scratch, 'compiled') };
  const read = (log: string) =>
    recordedRun([...nodeFlags, join(import.meta.dirname, 'read-event-log.ts'), log], scratch, {
      timeoutMs: hour,
      env,
    });
  const empty = join(scratch, 'empty');
  writeFileSync(empty, '');
  read(empty);
  const done = Array.from({ length: runs }, () => {
    const run = read(path);
    const said = JSON.parse(run.stdout) as {
      milliseconds: number;
      processorMilliseconds: number;
      bytes: number;
    };
    return { ...said, peak: run.peakMebibytes };
  });
  return {
    megabytesPerSecond: median(done.map((run) => run.bytes / run.milliseconds / 1000)),
    megabytesPerProcessorSecond: median(
      done.map((run) => run.bytes / run.processorMilliseconds / 1000),
    ),
    peakMegabytes: Math.max(...done.map(({ peak }) => peak * 1.048576)),
  };
}

function measure(what: string, path: string, scratch: string, isBesidePython: boolean): Figure[] {
  const speed = measureReading(path, scratch);
  const python = isBesidePython ? pythonSpeed(path) : null;
  const figure = (name: string, value: number, unit: string): Figure => ({
    what: name,
    value,
    unit,
    runs,
    peer: null,
  });
  return [
    {
      ...figure(what, speed.megabytesPerSecond, 'MB/s'),
      peer: python === null ? null : { name: 'Python, json', value: python },
    },
    figure(`${what}, by processor time`, speed.megabytesPerProcessorSecond, 'MB/s'),
    figure(`${what}, peak memory`, speed.peakMegabytes, 'MB'),
  ];
}

/** The command line as it is typed, from its start to its answer, with the store and the service in the same process. */
function measureOptimize(path: string, scratch: string): Figure[] {
  const run = recordedRun([...sherpaArguments, 'optimize', path], scratch, {
    timeoutMs: hour,
    env: { DATASHERPA_DATA_DIR: join(scratch, 'optimize') },
  });
  const figure = (what: string, value: number, unit: string): Figure => ({
    what: `sherpa optimize, ${what}`,
    value,
    unit,
    runs: 1,
    peer: null,
  });
  return [
    figure('whole process', run.seconds, 's'),
    figure('peak memory', run.peakMebibytes * 1.048576, 'MB'),
  ];
}

/** What a parser of event logs in Python does at least. */
const script = `
import json, os, sys, time
started = time.perf_counter()
sums = {}
with open(sys.argv[1], "rb") as lines:
    for line in lines:
        event = json.loads(line)
        if event["Event"] == "SparkListenerTaskEnd":
            metrics = event.get("Task Metrics") or {}
            key = event["Stage ID"]
            run, gc = sums.get(key, (0, 0))
            sums[key] = (run + metrics.get("Executor Run Time", 0), gc + metrics.get("JVM GC Time", 0))
print(os.path.getsize(sys.argv[1]) / 1e6 / (time.perf_counter() - started))
`;

function pythonSpeed(path: string): number | null {
  try {
    return Number(runCommand(['python3', '-c', script, path], { timeoutMs: hour }).stdout);
  } catch {
    return null;
  }
}

/** The largest log below a folder, as a seed for longer ones; a small one of our own without a folder. */
export async function largestLog(folder: string | null): Promise<LogSeed> {
  let largest = { bytes: 0, text: new TextDecoder().decode(fixtureBytes('mixed')) };
  if (folder === null) return seedOf(largest.text);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || /\.(?:json|csv|md)$/.test(entry.name)) continue;
    // What is packed holds about thirty times its size.
    const { size } = await stat(path);
    if (size * 40 < largest.bytes) continue;
    const text = await unpacked(path);
    if (text.length > largest.bytes) largest = { bytes: text.length, text };
  }
  return seedOf(largest.text);
}

async function unpacked(path: string): Promise<string> {
  const spool = { keep: () => Promise.reject(new Error('there is no spool')) };
  const chunks: Uint8Array[] = [];
  const options = { name: path, maxUnpackedBytes: 2 ** 30, spool };
  for await (const member of unpack(createReadStream(path), options))
    for await (const chunk of member.content) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
