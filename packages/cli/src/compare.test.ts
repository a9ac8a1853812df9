import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { createHome, runSherpa } from './testing/run-sherpa.ts';

const day = (name: 'failed' | 'healthy'): string =>
  fileURLToPath(new URL(`../../../examples/demo/${name}/`, import.meta.url));
const home = createHome();
afterAll(() => home.remove());

interface Compared {
  readonly status: string;
  readonly data: {
    readonly foundCauses: Record<'before' | 'after', readonly { readonly id: string }[]>;
    readonly steps: readonly {
      readonly kind: string;
      readonly before: number;
      readonly after: number;
      readonly evidence: { readonly quote: string };
    }[];
    readonly notRun: readonly { readonly what: string }[];
    readonly errors: readonly { readonly type: string; readonly quote: string }[];
    readonly lines: Record<
      'new' | 'moreFrequent' | 'gone',
      readonly { readonly quote: string; readonly level: string }[]
    >;
    readonly slower: readonly {
      readonly phase: string;
      readonly beforeMs: number;
      readonly afterMs: number;
      readonly endedBadly: boolean;
    }[];
  };
}

async function compare(after: 'failed' | 'healthy', before: 'failed' | 'healthy') {
  const words = ['compare', day(after), '--json', '--against', day(before)];
  const { code, stdout } = await runSherpa(words, { env: home.env });
  return { code, ...(JSON.parse(stdout) as Compared) };
}

test('failed against healthy: the heap, exit code 52 and what did not run come first, not ids and ports', async () => {
  const { code, data } = await compare('failed', 'healthy');
  expect(code).toBe(0);
  expect(data.foundCauses).toMatchObject({ before: [], after: [{ id: 'executor_oom_shuffle' }] });
  expect(data.steps.map(({ kind }) => kind).slice(0, 4)).toEqual([
    'out-of-memory',
    'executor-exited',
    'executor-removed',
    'executor-lost',
  ]);
  // Six executors ended so; what the workers repeat when they stop is not counted again.
  expect(data.steps[1]).toMatchObject({ before: 0, after: 6 });
  expect(data.steps[1]!.evidence.quote).toContain('exited with code 52');
  expect(data.notRun.map(({ what }) => what)).toEqual([
    'Task nightly_orders.quality_checks ran before and not now.',
    'Task nightly_orders.publish ran before and not now.',
  ]);
  expect(data.errors[0]).toMatchObject({
    type: 'java.lang.OutOfMemoryError',
    quote: 'Java heap space',
  });
  expect(data.errors.filter(({ type }) => type === 'java.lang.OutOfMemoryError')).toHaveLength(1);
  expect(data.lines.new.every(({ level }) => level === 'error')).toBe(true);
  expect(data.lines.new.map(({ quote }) => quote).join('\n')).toContain('Lost executor <*>');
  expect(data.slower[0]).toMatchObject({ phase: 'run of nightly_orders', endedBadly: true });
  expect(data.slower.some(({ phase }) => phase.endsWith('stage 6'))).toBe(true);
});

test('a run against itself has no difference, and the healthy one no step towards a failure', async () => {
  const same = await compare('failed', 'failed');
  expect(same).toMatchObject({ code: 1, status: 'nothing_found' });
  const better = await compare('healthy', 'failed');
  expect(better.data.steps).toEqual([]);
  expect(better.data.slower).toEqual([]);
  expect(better.data.lines.gone.length).toBeGreaterThan(0);
});

test('debug against another run has both, readable', async () => {
  const words = ['debug', 'why did it fail?', day('failed'), '--against', day('healthy')];
  const { code, stdout } = await runSherpa(words, { env: home.env });
  expect(code).toBe(0);
  expect(stdout).toContain('How it came to it');
  expect(stdout).toMatch(/before: none found\n +now: +Executor heap exhausted/);
  expect(stdout).toMatch(/0 -> 6 +executor 0 ends: EXITED, exit code 52/);
});
