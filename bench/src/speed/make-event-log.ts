import { closeSync, openSync, writeSync } from 'node:fs';
import { zstdCompressSync } from 'node:zlib';

/** A log of a real run, to be made long. */
export interface LogSeed {
  readonly lines: readonly string[];
  readonly bytes: Buffer;
}

export const seedOf = (text: string): LogSeed => ({
  lines: text.split('\n').filter((line) => line !== ''),
  bytes: Buffer.from(text),
});

/** The same log again and again until it has so many bytes. */
export function writeRepeated(seed: LogSeed, bytes: number, path: string): void {
  write(path, function* () {
    for (let written = 0; written < bytes; written += seed.bytes.length) yield seed.bytes;
  });
}

const frameBytes = 10_000;

/** The same, packed as Spark 4 does: a zstd frame of its own for every few events. */
export function writeFrames(seed: LogSeed, bytes: number, path: string): void {
  const frames: Buffer[] = [];
  let from = 0;
  for (let at = seed.bytes.indexOf(10); at !== -1; at = seed.bytes.indexOf(10, at + 1))
    if (at + 1 - from >= frameBytes) {
      frames.push(zstdCompressSync(seed.bytes.subarray(from, at + 1)));
      from = at + 1;
    }
  if (from < seed.bytes.length) frames.push(zstdCompressSync(seed.bytes.subarray(from)));
  const packed = Buffer.concat(frames);
  write(path, function* () {
    for (let written = 0; written < bytes; written += seed.bytes.length) yield packed;
  });
}

/** The same, with task ends of 25 KB: some platforms write as many accumulables. */
export function writeWide(seed: LogSeed, bytes: number, path: string): void {
  const wide = seed.lines.map((line) =>
    line.startsWith('{"Event":"SparkListenerTaskEnd"') ? widened(line) : line,
  );
  const text = Buffer.from(`${wide.join('\n')}\n`);
  write(path, function* () {
    for (let written = 0; written < bytes; written += text.length) yield text;
  });
}

const wideBytes = 25_000;

function widened(line: string): string {
  const event = JSON.parse(line) as { 'Task Info': { Accumulables: unknown[] } };
  const { Accumulables: accumulables } = event['Task Info'];
  for (let id = 1_000_000, length = line.length; length < wideBytes; id += 1) {
    const accumulable = {
      ID: id,
      Name: `number of rows of operator ${id % 1000}`,
      Update: String((id * 7919) % 100_000),
      Value: String(id * 104_729),
      Internal: true,
      'Count Failed Values': true,
      Metadata: 'sql',
    };
    accumulables.push(accumulable);
    length += JSON.stringify(accumulable).length + 1;
  }
  return JSON.stringify(event);
}

function write(path: string, pieces: () => Generator<Buffer>): void {
  const file = openSync(path, 'w');
  try {
    for (const piece of pieces()) writeSync(file, piece);
  } finally {
    closeSync(file);
  }
}
