import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { createHome, runSherpa } from './testing/run-sherpa.ts';

const failed = fileURLToPath(new URL('../../../examples/demo/failed/', import.meta.url));
const home = createHome();
afterAll(() => home.remove());

test('sherpa timeline: one line for each milestone with its place, the chain, the impact, what was cut', async () => {
  const { code, stdout } = await runSherpa(['timeline', failed], { env: home.env });
  expect(code).toBe(0);
  const lines = stdout.split('\n');
  const at = (text: string): number => lines.findIndex((line) => line.includes(text));
  expect(at('2026-11-24')).toBeGreaterThan(0);
  const queued = at('task load_orders, try 1, is queued');
  const lost = at('executor 0 on 127.0.0.12 is lost: Command exited with code 52');
  expect(queued).toBeGreaterThan(0);
  expect(lost).toBeGreaterThan(queued);
  expect(lines[lost]).toMatch(/07:54:08\.133 +spark-driver .*attempt=1\.log\.gz:333$/);
  expect(lines[at('How it came to it') + 1]).toMatch(
    /1\. 07:53:37 spark-executor: .*0\/stderr:310$/,
  );
  expect(stdout).toContain('no other task of the run was queued. airflow/scheduler.log:54');
  expect(stdout).toMatch(/60 of \d+ milestones/);
  expect(stdout).toContain('have no zone. They are read as UTC.');
});

test('sherpa debug tells how it came to it, what it cost and how it does not come back', async () => {
  const { code, stdout } = await runSherpa(['debug', 'why did it fail?', failed, '--json'], {
    env: home.env,
  });
  expect(code).toBe(0);
  const { data } = JSON.parse(stdout) as {
    data: {
      timeline: { entries: unknown[]; chain: { causes: string[] }[] };
      causes: { impact: unknown[]; prevention: string[] }[];
    };
  };
  expect(data.timeline.entries).toHaveLength(20);
  expect(data.timeline.chain[0]!.causes).toEqual(['executor_oom_shuffle']);
  expect(data.causes[0]!.impact.length).toBeGreaterThan(1);
  expect(data.causes[0]!.prevention.length).toBeGreaterThan(0);
});
