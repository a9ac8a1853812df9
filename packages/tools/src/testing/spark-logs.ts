import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { EventLogFile } from '../spark/index.ts';

const folder = new URL('spark/fixtures', import.meta.url).pathname;

export const fixtureNames = ['mixed', 'lost', 'speculative', 'streaming'] as const;
export type FixtureName = (typeof fixtureNames)[number];

export const fixtureBytes = (name: FixtureName): Uint8Array =>
  gunzipSync(readFileSync(join(folder, `${name}.gz`)));

/** A log that `bench/spark/plant.py` made: which rules must find something in it above a note; none in a clean twin. */
interface PlantedLog {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly rules: readonly string[];
}

export const plantedLogs = (): PlantedLog[] => {
  const planted = join(folder, 'planted');
  const expected = JSON.parse(readFileSync(join(planted, 'expected.json'), 'utf8')) as Record<
    string,
    readonly string[]
  >;
  return Object.entries(expected).map(([name, rules]) => ({
    name,
    bytes: gunzipSync(readFileSync(join(planted, name))),
    rules,
  }));
};

/** The files of the rolled log as Spark wrote them, packed. */
export const rolledFiles = (): { readonly name: string; readonly bytes: Uint8Array }[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith('eventlog_v2_'))
    .flatMap((directory) =>
      readdirSync(join(folder, directory)).map((name) => ({
        name: `${directory}/${name}`,
        bytes: readFileSync(join(folder, directory, name)),
      })),
    );

/** Bytes as a file that arrives in chunks of some size. */
export function asFile(name: string, bytes: Uint8Array, chunkBytes = 1 << 16): EventLogFile {
  return {
    name,
    content: (async function* () {
      for (let from = 0; from < bytes.length; from += chunkBytes)
        yield bytes.subarray(from, from + chunkBytes);
    })(),
  };
}

export interface ServerAnswer {
  readonly path: string;
  readonly status: number;
  readonly answer: unknown;
}

/** What the History Server answered about the fixtures. */
export const serverAnswers = (): ServerAnswer[] =>
  gunzipSync(readFileSync(join(folder, 'history-server.jsonl.gz')))
    .toString()
    .split('\n')
    .map((line) => JSON.parse(line) as ServerAnswer);
