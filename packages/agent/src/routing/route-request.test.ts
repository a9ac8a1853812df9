import { expect, test } from 'vitest';
import { z } from 'zod';
import { definePlugin, defineTool } from '../plugin/index.ts';
import { loadPlugins } from '../registry/load-plugins.ts';
import { routeRequest } from './route-request.ts';

/** Two tools with what a tool of that kind would declare. */
const tool = (
  command: string,
  summary: string,
  verbs: readonly string[],
  examples: readonly string[],
) =>
  defineTool({
    summary,
    input: z.object({ text: z.string(), uploads: z.array(z.string()).optional() }),
    output: z.object({}),
    risk: 'read',
    timeoutMs: 1000,
    cli: { command, positional: ['text'] },
    examples: examples.map((request) => ({ request, input: { text: request } })),
    routing: { verbs, attachmentKinds: ['log'] },
    run: () => Promise.resolve({ status: 'found', data: {}, summary: '' }),
    render: () => '',
  });
const { tools } = loadPlugins([
  definePlugin({
    name: 'logs',
    version: '1.0.0',
    apiVersion: 1,
    summary: '',
    capabilities: [],
    tools: {
      explain: tool(
        'explain',
        'Explain why a job, task or pipeline failed: the cause and what to do next.',
        ['why', 'fail', 'crash', 'cause', 'explain', 'debug', 'wrong'],
        ['Why did the nightly load fail?', 'What killed my Spark job?'],
      ),
      search: tool(
        'search',
        'Find lines in uploaded logs.',
        ['find', 'search', 'show', 'list', 'grep', 'lines', 'where'],
        ['Find lines about lost executors'],
      ),
    },
  }),
]);

const route = (text: string, more: { uploads?: string[]; lastTool?: string } = {}) => {
  const found = routeRequest([...tools.values()], {
    text,
    attachmentKinds: more.uploads ? ['log'] : [],
    lastTool: more.lastTool ?? null,
    scope: { uploads: more.uploads ?? [], files: [], now: 0, earlier: {} },
  });
  if (found.kind === 'call') return found.calls.map((call) => call.tool).join(' + ');
  return found.kind === 'unsure' ? `unsure, ${found.guess?.tool ?? 'no guess'}` : found.kind;
};

test.each([
  ['Why did the nightly orders load fail?', 'logs.explain'],
  ['what caused the crash of stage 4', 'logs.explain'],
  ['explain the failure of task load_orders', 'logs.explain'],
  ['Find all lines about lost executors', 'logs.search'],
  ['grep for OutOfMemoryError', 'logs.search'],
  ['show me where the connection was refused', 'logs.search'],
  ['find the OOM lines, then explain why it crashed', 'logs.search + logs.explain'],
  ['hi', 'help'],
  ['What can you do?', 'help'],
  ['thanks!', 'help'],
  ['restart the scheduler', 'decline'],
  ['please delete all partitions of yesterday', 'decline'],
  ['can you rerun the dag', 'decline'],
  ['why did the restart of the scheduler fail?', 'logs.explain'],
  ['run 12 failed, why?', 'logs.explain'],
  ['Who won the world cup in 1998?', 'decline'],
  ['the spark job', 'unsure, no guess'],
  ['my cluster', 'clarify'],
])('%s -> %s', (text, expected) => {
  expect(route(text)).toBe(expected);
});

test('things without a verb are clear enough when files come with them', () => {
  expect(route('the spark job', { uploads: ['u'] })).toBe('unsure, logs.explain');
});

test('a short message goes on with the tool of the last one', () => {
  expect(route('and for stage 12?', { lastTool: 'logs.explain' })).toContain('logs.explain');
  expect(route('and for stage 12?')).not.toContain('logs.explain');
});

test('files in scope become arguments', () => {
  const found = routeRequest([...tools.values()], {
    text: 'why did it fail?',
    attachmentKinds: ['log'],
    lastTool: null,
    scope: { uploads: ['u'], files: [], now: 0, earlier: {} },
  });
  expect(found).toMatchObject({
    kind: 'call',
    calls: [{ input: { text: 'why did it fail?', uploads: ['u'] } }],
    asked: 1,
  });
});
