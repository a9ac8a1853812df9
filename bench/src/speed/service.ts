import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { compose, readConfig } from '@datasherpa/server';
import { createClient, type Client } from '@datasherpa/server/client';
import { median, percentile, type Figure } from './figure.ts';
import { isThere, timeCommand } from './run-command.ts';

/** Questions as people ask them; none is about one log in particular. */
const questions = [
  'lost executor',
  'out of memory',
  'why was the task retried',
  'connection refused',
  'heartbeat timed out',
  'file not found',
  'shuffle fetch failed',
  'which stage failed',
  'permission denied',
  'garbage collection',
  'killed by signal',
  'registered block manager',
];
const turns = 40;

interface Log {
  readonly path: string;
  readonly lines: number;
  readonly megabytes: number;
}

/** Ingestion, scans, ranked search and the agent, in this process, over one long log and one short one. */
export async function measureService(long: Log, short: Log, scratch: string): Promise<Figure[]> {
  const composed = await compose(readConfig({ dataDirectory: join(scratch, 'service') }));
  const client = createClient({
    baseUrl: 'http://localhost',
    fetch: (request) => composed.app.fetch(request),
  });
  try {
    const started = performance.now();
    const upload = await send(client, long.path);
    const ingestion = (performance.now() - started) / 1000;
    const words = median(timeCommand(5, ['wc', '-l', long.path]));
    const few = await send(client, short.path);
    return [
      {
        what: 'upload and ingestion',
        value: long.lines / ingestion,
        unit: 'lines/s',
        runs: 1,
        peer: { name: 'wc -l', value: long.lines / words },
      },
      ...(await measureScans(client, upload, long)),
      ...(await measureRankedSearch(client, upload)),
      ...(await measureTurns(client, few)),
    ];
  } finally {
    await composed.close();
  }
}

async function send(client: Client, path: string): Promise<string> {
  const { upload } = await client.upload(
    (async function* () {
      yield { name: 'bench.log', content: createReadStream(path, { highWaterMark: 1 << 20 }) };
    })(),
  );
  let status: string = upload.status;
  for await (const view of client.watchUpload(upload.id)) ({ status } = view);
  if (status !== 'ready') throw new Error(`The upload is ${status}.`);
  return upload.id;
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Searches over raw lines, with matches at all places and with none, beside grep (and ripgrep where it is installed). */
async function measureScans(client: Client, upload: string, log: Log): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { what, mode, query, flag } of [
    { what: 'exact search', mode: 'exact', query: 'no such text anywhere', flag: '-F' },
    { what: 'regex search', mode: 'regex', query: 'no (such|other) text [0-9]+', flag: '-E' },
  ]) {
    const search = () => client.callTool('/search-logs', { query, mode, uploads: [upload] });
    await search();
    const ours: number[] = [];
    for (let run = 0; run < 3; run++) ours.push(await time(search));
    const peers = [
      { name: `grep -c ${flag}`, command: ['grep', '-c', flag, query, log.path] },
      ...(isThere('rg')
        ? [
            {
              name: 'rg -c',
              command: ['rg', '-c', ...(flag === '-F' ? ['-F'] : []), query, log.path],
            },
          ]
        : []),
    ];
    for (const { name, command } of peers)
      figures.push({
        what,
        value: log.megabytes / (median(ours) / 1000),
        unit: 'MB/s',
        runs: ours.length,
        peer: {
          name,
          value: log.megabytes / median(timeCommand(5, command, { exitCodes: [1] })),
        },
      });
  }
  return figures;
}

async function measureRankedSearch(client: Client, upload: string): Promise<Figure[]> {
  const search = (query: string) => client.callTool('/search-logs', { query, uploads: [upload] });
  await search(questions[0]!);
  const took: number[] = [];
  for (let round = 0; round < 5; round++)
    for (const question of questions) took.push(await time(() => search(question)));
  return [
    {
      what: 'ranked search, p50',
      value: percentile(took, 0.5),
      unit: 'ms',
      runs: took.length,
      peer: null,
    },
    {
      what: 'ranked search, p95',
      value: percentile(took, 0.95),
      unit: 'ms',
      runs: took.length,
      peer: null,
    },
  ];
}

/** A whole turn of the agent without a model, beside the one tool call that it makes. */
async function measureTurns(client: Client, upload: string): Promise<Figure[]> {
  const question = 'why did the load fail?';
  const call = () => client.callTool('/debug', { question, uploads: [upload] });
  /** Milliseconds of the turn, and those of them that its tool took. */
  const turn = async (): Promise<{ whole: number; tool: number }> => {
    const started = performance.now();
    let tool = 0;
    for await (const chunk of client.agent({ message: question, uploads: [upload] })) {
      if (chunk.type === 'error') throw new Error(chunk.errorText);
      if (chunk.type === 'tool-output-available')
        for (const stage of Object.values(chunk.output.timings)) tool += stage;
    }
    return { whole: performance.now() - started, tool };
  };
  // The first turn loads the graph and its libraries.
  const first = await turn();
  await call();
  const whole: number[] = [];
  const beside: number[] = [];
  const alone: number[] = [];
  for (let run = 0; run < turns; run++) {
    const taken = await turn();
    whole.push(taken.whole);
    beside.push(taken.whole - taken.tool);
    alone.push(await time(call));
  }
  const peer = { name: 'POST /debug', value: median(alone) };
  return [
    { what: 'turn of the agent, p50', value: median(whole), unit: 'ms', runs: turns, peer },
    {
      what: 'turn of the agent, p95',
      value: percentile(whole, 0.95),
      unit: 'ms',
      runs: turns,
      peer: { name: 'POST /debug, p95', value: percentile(alone, 0.95) },
    },
    {
      what: 'of it beside the tool, p50',
      value: median(beside),
      unit: 'ms',
      runs: turns,
      peer: null,
    },
    { what: 'first turn of a process', value: first.whole, unit: 'ms', runs: 1, peer: null },
  ];
}
