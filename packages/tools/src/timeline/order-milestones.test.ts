import { array, assert, asyncProperty, integer, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { certainPairs } from './happens-before.ts';
import { orderMilestones } from './order-milestones.ts';
import { demo, shifted } from '../testing/demo-logs.ts';
import { sourcesOf } from './testing/tell.ts';

/** A standalone run told by four processes, as [seconds after the start, process, text]. */
const truth = [
  [0, 'driver', 'INFO SparkContext: Running Spark version 3.5.1'],
  [2, 'master', 'INFO Master: Registered app load with ID app-20260302100000-0000'],
  [
    3,
    'driver',
    'INFO StandaloneSchedulerBackend: Connected to Spark cluster with app ID app-20260302100000-0000',
  ],
  [4, 'master', 'INFO Master: Launching executor app-20260302100000-0000/0 on worker worker-1'],
  [
    5,
    'driver',
    'INFO StandaloneSchedulerBackend: Granted executor ID app-20260302100000-0000/0 on hostPort w1:7078 with 2 core(s)',
  ],
  [6, 'worker', 'INFO Worker: Asked to launch executor app-20260302100000-0000/0 for load'],
  [
    8,
    'driver',
    'INFO StandaloneSchedulerBackend$StandaloneDriverEndpoint: Registered executor NettyRpcEndpointRef(spark-client://Executor) (w1:5000) with ID 0,',
  ],
  [9, 'app-20260302100000-0000/0/stderr', 'INFO Executor: Starting executor ID 0 on host w1'],
  [
    60,
    'app-20260302100000-0000/0/stderr',
    'ERROR Executor: Exception in task 1.0 in stage 2.0 (TID 3): Java heap space',
  ],
  [
    62,
    'worker',
    'INFO Worker: Executor app-20260302100000-0000/0 finished with state EXITED message Command exited with code 52 exitStatus 52',
  ],
  [63, 'master', 'INFO Master: Removing executor app-20260302100000-0000/0 because it is EXITED'],
  [64, 'driver', 'ERROR TaskSchedulerImpl: Lost executor 0 on w1: Command exited with code 52'],
  [70, 'driver', 'ERROR TaskSetManager: Task 1 in stage 2.3 failed 4 times; aborting job'],
] as const;

const processes = [...new Set(truth.map(([, name]) => name))];

function logsOf(leads: readonly number[]): Record<string, string> {
  const start = Date.UTC(2026, 2, 2, 10);
  const logs: Record<string, string> = Object.fromEntries(processes.map((name) => [name, '']));
  for (const [second, name, text] of truth) {
    const time = new Date(start + second * 1000 + leads[processes.indexOf(name)]! * 1000);
    const stamp = time.toISOString().slice(2, 19).replaceAll('-', '/').replace('T', ' ');
    logs[name] += `${stamp} ${text}\n`;
  }
  return logs;
}

const lead = integer({ min: -90, max: 90 });

test('clocks up to 90 s apart: the order is the true one, and the differences are found to within the time that messages took', async () => {
  await assert(
    asyncProperty(tuple(lead, lead, lead, lead), async (leads) => {
      const { sources } = await sourcesOf(logsOf(leads));
      const { milestones, clocks } = orderMilestones(sources);
      const told = milestones.map(({ milestone }) => milestone.matched);
      const wanted = truth.map(([, , text]) => told.findIndex((matched) => text.includes(matched)));
      // Lines that neither a message nor a file orders (the driver's grant, the worker's launch) may change places.
      for (const [before, after] of [
        [1, 3],
        [3, 5],
        [5, 6],
        [6, 7],
        [8, 9],
        [9, 10],
        [9, 11],
        [11, 12],
      ] as const)
        expect(wanted[before]!).toBeLessThan(wanted[after]!);
      const offsets = clocks.map(({ zoneMinutes, skewMs }) => zoneMinutes * 60_000 + skewMs);
      const spread = processes.map((_, at) => leads[at]! * 1000 - offsets[at]!);
      expect(clocks.some(({ contradictory }) => contradictory)).toBe(false);
      // Where no difference is certain none is claimed: then the true one is small against the time between the lines.
      expect(Math.max(...spread) - Math.min(...spread)).toBeLessThanOrEqual(9000);
    }),
    { numRuns: 60 },
  );
});

test('whatever the clocks say, what must come before stands before, and every milestone has one place', async () => {
  await assert(
    asyncProperty(
      array(integer({ min: -200_000, max: 200_000 }), { minLength: 4, maxLength: 4 }),
      async (leads) => {
        const { sources } = await sourcesOf(logsOf(leads));
        const { milestones } = orderMilestones(sources);
        expect(milestones).toHaveLength(truth.length);
        for (const [before, after] of certainPairs(milestones)) expect(before).toBeLessThan(after);
        for (const name of processes) {
          const lines = milestones.flatMap(({ source, milestone }) =>
            source === name ? [milestone.line] : [],
          );
          expect(lines).toEqual(lines.toSorted((a, b) => a - b));
        }
      },
    ),
    { numRuns: 60 },
  );
});

/** The machine that wrote a log of the demo: two workers with their executors, the master; null for the one with the driver. */
const hostOf = (path: string): 0 | 1 | 2 | null =>
  /work(?:er)?-1/.test(path)
    ? 0
    : /work(?:er)?-2/.test(path)
      ? 1
      : path.includes('master')
        ? 2
        : null;

test('the demo with clocks of its hosts up to 90 s apart: each is estimated within 2 s', async () => {
  const files = demo('failed');
  await assert(
    asyncProperty(tuple(lead, lead, lead), async (leads) => {
      const moved = Object.entries(files).map(([path, text]) => {
        const host = hostOf(path);
        return [path, host === null ? text : shifted(text, leads[host] * 1000)] as const;
      });
      const { sources } = await sourcesOf(Object.fromEntries(moved));
      const { clocks, milestones } = orderMilestones(sources);
      const wrong = sources.flatMap(({ name }, at) => {
        const host = hostOf(name);
        const { pairs, skewMs, zoneMinutes } = clocks[at]!;
        if (host === null || pairs === 0) return [];
        const error = skewMs + zoneMinutes * 60_000 - leads[host] * 1000;
        return Math.abs(error) > 2000 ? [{ name, error }] : [];
      });
      expect(wrong).toEqual([]);
      expect(certainPairs(milestones).filter(([before, after]) => before > after)).toEqual([]);
    }),
    { numRuns: 12 },
  );
}, 30_000);
