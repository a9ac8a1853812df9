import { AsyncLocalStorage } from 'node:async_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { definePlugin, defineTool } from '../plugin/define-plugin.ts';
import { createTestHost } from '../testing/index.ts';
import { callTool } from './call-tool.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test('a call that ended is let go of at once, and not when its time would have been over', async () => {
  const surroundings = new AsyncLocalStorage<object>();
  const plugin = definePlugin({
    name: 'listening',
    version: '1.0.0',
    apiVersion: 1,
    summary: 'Listens to its signal.',
    capabilities: [],
    tools: {
      listen: defineTool({
        summary: 'Listens to its signal and never stops.',
        input: z.strictObject({}),
        output: z.object({}),
        risk: 'read',
        timeoutMs: 3_600_000,
        examples: [],
        render: () => '',
        run({ signal }) {
          signal.addEventListener('abort', () => surroundings.getStore());
          return Promise.resolve({ status: 'found' as const, data: {}, summary: 'Heard.' });
        },
      }),
    },
  });
  const host = await createTestHost({ plugins: [plugin] });
  const client = new AbortController();
  // What a run of the agent is to the calls that it makes.
  const around: WeakRef<object>[] = [];
  const callInRun = async (number: number): Promise<void> => {
    const run = { number };
    around.push(new WeakRef(run));
    await surroundings.run(run, () =>
      callTool(
        host,
        'listening.listen',
        {},
        { project: 'default', requestId: `r${number}`, signal: client.signal },
      ),
    );
  };
  for (let number = 0; number < 5; number++) await callInRun(number);
  await expect
    .poll(() => {
      collect();
      return around.filter((each) => each.deref() !== undefined).length;
    })
    .toBe(0);
  await host.close();
});
