import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';

/**
 * `node bench/src/make-log.ts LINES SEED > file`: a long log for speed measurements, the same for the same arguments.
 *
 * It is made of the logs of the demo: a run of the pipeline after the other in random order, each with its own times and with
 * its own numbers (ids, ports, sizes) where the original has four digits or more. `--random` gives lines of random words
 * instead, none like another: the worst that a miner of templates can be given.
 */

/** Marsaglia's xorshift32: the same numbers on every machine. */
function createRandom(seed: number): (below: number) => number {
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const demo = join(import.meta.dirname, '../../examples/demo');
/** Without the second try, which was disturbed from outside (see the page of the demo). */
const isLog = (name: string): boolean =>
  /(?:\.log|\.log\.gz|stderr)$/.test(name) && !/attempt=2|015254-0001/.test(name);

function readRuns(): string[][] {
  return readdirSync(demo, { recursive: true, encoding: 'utf8' })
    .filter(isLog)
    .toSorted()
    .map((name) => {
      const bytes = readFileSync(join(demo, name));
      const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
      return text.trimEnd().split('\n');
    });
}

const stamp = /\b(20)?(\d\d)([-/])(\d\d)\3(\d\d)([ T])(\d\d):(\d\d):(\d\d)/g;
const longNumber = /(?<![\d.:/-])\d{4,15}(?![\d.:/-])/g;

/** Lines of the demo, for ever: whole runs with times that go on and numbers that differ from run to run. */
export function* demoLines(seed: number): Generator<string, never, undefined> {
  const random = createRandom(seed);
  const runs = readRuns();
  const digits = (value: number): string => String(value).padStart(2, '0');
  for (let number = 0; ; number++) {
    const run = runs[random(runs.length)]!;
    const shift = number * 600_000;
    const salt = random(0xffff_ffff);
    for (const line of run)
      yield line
        .replaceAll(longNumber, (text) => vary(text, salt))
        .replaceAll(
          stamp,
          (_, century: string | undefined, year, sign, month, day, gap, hour, minute, second) => {
            const time = new Date(
              Date.UTC(2000 + +year, +month - 1, +day, +hour, +minute, +second) + shift,
            );
            const date = [time.getUTCFullYear() % 100, time.getUTCMonth() + 1, time.getUTCDate()];
            const clock = [time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()];
            return `${century ?? ''}${date.map(digits).join(sign)}${gap}${clock.map(digits).join(':')}`;
          },
        );
  }
}

/** Another number with as many digits; the same number of one run becomes the same again, so that ids still belong together. */
function vary(text: string, salt: number): string {
  let hash = salt;
  for (let at = 0; at < text.length; at++)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  let varied = String(1 + ((hash >>> 0) % 9));
  while (varied.length < text.length) {
    hash = Math.imul(hash ^ varied.length, 0x0100_0193);
    varied += String((hash >>> 8) % 10);
  }
  return varied;
}

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** Lines of 8 to 31 random words of letters. */
export function* randomLines(seed: number): Generator<string, never, undefined> {
  const random = createRandom(seed);
  for (;;) {
    const words: string[] = [];
    for (let left = 8 + random(24); left > 0; left--) {
      let word = '';
      for (let more = 3 + random(8); more > 0; more--) word += letters[random(26)]!;
      words.push(word);
    }
    yield words.join(' ');
  }
}

/** Writes with waiting for the reader, so that a pipe never piles up. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { random: { type: 'boolean', default: false } },
  });
  const [lines, seed] = positionals.map(Number);
  if (!(lines! > 0) || !Number.isInteger(seed)) {
    process.stderr.write('usage: node bench/src/make-log.ts LINES SEED [--random] > file\n');
    process.exit(2);
  }
  const source = values.random ? randomLines(seed!) : demoLines(seed!);
  let part = '';
  for (let left = lines!; left > 0; left--) {
    part += `${source.next().value}\n`;
    if (part.length < 1 << 20 && left > 1) continue;
    if (!process.stdout.write(part))
      await new Promise((resolve) => process.stdout.once('drain', resolve));
    part = '';
  }
}

if (import.meta.main) await main();
