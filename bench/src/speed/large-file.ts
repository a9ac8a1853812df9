import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compose, readConfig } from '@datasherpa/server';
import { createClient } from '@datasherpa/server/client';
import { sherpaArguments } from './command-line.ts';
import { median, type Figure } from './figure.ts';
import { recordedRun } from './recorded-run.ts';
import { timeCommand } from './run-command.ts';

const hour = 3_600_000;

/** A file of gigabytes: until it can be searched, in a process of its own, and searches over all its lines. */
export async function measureLargeFile(
  log: { readonly path: string; readonly lines: number; readonly megabytes: number },
  scratch: string,
): Promise<Figure[]> {
  const dataDirectory = join(scratch, 'large');
  mkdirSync(dataDirectory);
  const run = recordedRun([...sherpaArguments, 'upload', log.path], scratch, {
    env: {
      HOME: dataDirectory,
      DATASHERPA_DATA_DIR: dataDirectory,
      DATASHERPA_MAX_UPLOAD_BYTES: String(2 ** 36),
      DATASHERPA_MAX_UNPACKED_BYTES: String(2 ** 36),
    },
    timeoutMs: hour,
  });
  const size = `${(log.megabytes / 1000).toFixed(1)} GB, ${log.lines.toLocaleString('en-US')} lines`;
  const peer = median(timeCommand(1, ['sha256sum', log.path], { timeoutMs: hour }));
  const figures: Figure[] = [
    {
      what: `searchable, ${size}`,
      value: run.seconds,
      unit: 's',
      runs: 1,
      peer: { name: 'sha256sum', value: peer },
    },
    { what: 'its processor time', value: run.processorSeconds, unit: 's', runs: 1, peer: null },
    { what: 'its peak memory', value: run.peakMebibytes, unit: 'MiB', runs: 1, peer: null },
  ];
  const composed = await compose(readConfig({ dataDirectory }));
  try {
    const client = createClient({
      baseUrl: 'http://localhost',
      fetch: (request) => composed.app.fetch(request),
    });
    for (const { what, query, flag } of [
      { what: 'exact search without a match', query: 'no such text anywhere', flag: '-F' },
      { what: 'exact search with many matches', query: 'TaskSetManager', flag: '-F' },
    ]) {
      const seconds: number[] = [];
      for (let each = 0; each < 3; each++) {
        const started = performance.now();
        await client.callTool('/search-logs', { query, mode: 'exact' });
        seconds.push((performance.now() - started) / 1000);
      }
      figures.push({
        what: `${what}, ${size}`,
        value: median(seconds),
        unit: 's',
        runs: seconds.length,
        peer: {
          name: `grep -c ${flag}`,
          value: median(
            timeCommand(1, ['grep', '-c', flag, query, log.path], {
              exitCodes: [0, 1],
              timeoutMs: hour,
            }),
          ),
        },
      });
    }
  } finally {
    await composed.close();
    rmSync(dataDirectory, { recursive: true });
  }
  return figures;
}
