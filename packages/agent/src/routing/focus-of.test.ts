import type { Workspace } from '@datasherpa/tools/ingestion';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestHost, type TestHost } from '../testing/test-host.ts';
import { focusOf } from './focus-of.ts';

let host: TestHost;
let workspace: Workspace;
let uploads: string[];
let names: Map<string, string>;
beforeAll(async () => {
  host = await createTestHost({ plugins: [] });
  uploads = [
    await host.addLog('task_id=load_eu/attempt=1.log', 'a\n'),
    await host.addLog('orders.log', 'b\n'),
    await host.addLog('mart.sql', 'select 1\n'),
  ];
  workspace = host.workspaceFor('default');
  names = new Map((await workspace.files({ uploads })).map(({ id, name }) => [id, name]));
});
afterAll(() => host.close());

const focus = async (text: string, before: readonly string[] = [], of = uploads) => {
  const ids = [...names].flatMap(([id, name]) => (before.includes(name) ? [id] : []));
  return (await focusOf(workspace, { uploads: of, files: [] }, ids, text)).map((id) =>
    names.get(id),
  );
};

test.each<[string, string[], string[]]>([
  ['why did orders fail?', [], ['orders.log']],
  ['and orders.log?', ['mart.sql'], ['orders.log']],
  ['what about load_eu', [], ['task_id=load_eu/attempt=1.log']],
  ['now the sql file', ['orders.log'], ['mart.sql']],
  ['and the other ones?', ['orders.log'], ['task_id=load_eu/attempt=1.log', 'mart.sql']],
  ['and why?', ['orders.log'], ['orders.log']],
  ['in all of them', ['orders.log'], []],
  ['why did it fail?', [], []],
  // Inside another word it is no name.
  ['what about reorders', [], []],
])('%s, after %j -> %j', async (text, before, expected) => {
  expect(new Set(await focus(text, before))).toEqual(new Set(expected));
});

test('one file is all there is', async () => {
  expect(await focus('the other one', [], uploads.slice(0, 1))).toEqual([]);
});
