import { Command } from 'commander';
import { compose } from '@datasherpa/server/compose';
import { createClient } from '@datasherpa/server/client';
import { readConfig } from '@datasherpa/server';
import { expect, test } from 'vitest';
import { createHome } from './testing/run-sherpa.ts';
import { addToolCommand, type ToolCommand } from './tool-command.ts';
import toolCommands from './tool-commands.json' with { type: 'json' };

test('the commands in the help are those of the shipped plugins (renew with "pnpm reference")', async () => {
  const home = createHome();
  const composed = await compose(readConfig({ dataDirectory: home.path }));
  const client = createClient({
    baseUrl: 'http://localhost',
    fetch: (request) => composed.app.fetch(request),
  });
  const tools = await client.tools();
  await composed.close();
  home.remove();
  expect(toolCommands).toEqual(
    tools.flatMap(({ cli, summary, routes, input }) =>
      cli ? [{ summary, route: routes[0], ...cli, input }] : [],
    ),
  );
});

const tune: ToolCommand = {
  summary: 'Tune a job.',
  route: '/tune',
  command: 'tune',
  positional: ['job'],
  input: {
    properties: {
      job: { type: 'string' },
      maxCost: { type: 'integer' },
      since: { type: 'number', format: 'epoch-milliseconds' },
      engine: { type: 'string', enum: ['spark', 'flink'], default: 'spark' },
      stages: { type: 'array', items: { type: 'string' } },
      deep: { type: 'boolean' },
      uploads: { type: 'array', items: { type: 'string' } },
      against: { type: 'array', format: 'upload-ids', items: { type: 'string' } },
    },
    required: ['job'],
  },
};

async function parse(...words: string[]): Promise<unknown[]> {
  const program = new Command('sherpa').exitOverride().configureOutput({ writeErr: () => {} });
  const calls: unknown[][] = [];
  addToolCommand(program, tune, (...call) => {
    calls.push(call);
    return Promise.resolve(0);
  });
  await program.parseAsync(words, { from: 'user' });
  return calls[0]!;
}

test('arguments, options and paths of a definition reach its route', async () => {
  const words = 'tune nightly logs/ more.log --max-cost 3 --since 2026-01-01 --engine flink';
  expect(await parse(...words.split(' '), '--stages', '1,2', '--deep')).toEqual([
    '/tune',
    {
      job: 'nightly',
      maxCost: 3,
      since: Date.UTC(2026, 0, 1),
      engine: 'flink',
      stages: ['1', '2'],
      deep: true,
    },
    ['logs/', 'more.log'],
    {},
  ]);
});

test('a second set of paths is kept apart', async () => {
  expect(await parse(...'tune nightly logs/ --against old/ older.log'.split(' '))).toEqual([
    '/tune',
    { job: 'nightly' },
    ['logs/'],
    { against: ['old/', 'older.log'] },
  ]);
});

test('what is left out is left to the tool', async () => {
  expect(await parse('tune', 'nightly')).toEqual(['/tune', { job: 'nightly' }, [], {}]);
});

test.each([['tune'], ['tune nightly --max-cost many'], ['tune nightly --engine hive']])(
  'refused: %s',
  async (words) => {
    await expect(parse(...words.split(' '))).rejects.toThrow(
      /missing|whole number|Allowed choices/,
    );
  },
);
