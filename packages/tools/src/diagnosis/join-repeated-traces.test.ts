import { describe, expect, test } from 'vitest';
import type { LogEvent } from '../logs/event.ts';
import { readEvents } from '../logs/read-events.ts';
import { createDiagnosisCollector } from './collect-hits.ts';
import { joinRepeatedTraces } from './join-repeated-traces.ts';
import { explainFiles } from './testing/explain.ts';

const stamp = '[2026-11-20T02:00:01.000+0000]';
const repeated = (...lines: string[]): string =>
  lines.map((line) => `${stamp} {subprocess.py:93} INFO - ${line}\n`).join('');

async function joined(log: string): Promise<LogEvent[]> {
  const bytes = new TextEncoder().encode(log);
  const given: LogEvent[] = [];
  const joiner = joinRepeatedTraces((event) => given.push(event));
  async function* chunks() {
    yield bytes;
  }
  for await (const { events } of readEvents(chunks()))
    for (const event of events) joiner.observe(event);
  joiner.flush();
  return given;
}

describe('traces that are repeated line by line', () => {
  test('become one event, from the line that announces them to their last one', async () => {
    const log =
      repeated('starting') +
      repeated(
        '26/11/20 02:00:01 ERROR Executor: Exception in task 0.0',
        'java.lang.RuntimeException: failed',
        '\tat a.B.c(B.java:1)',
        'Caused by: java.io.IOException: closed',
        '\t... 4 more',
      ) +
      repeated('done');
    const events = await joined(log);
    expect(events.map(({ line, lineCount }) => [line, lineCount])).toEqual([
      [1, 1],
      [2, 5],
      [7, 1],
    ]);
    expect(events[1]!.text).toContain('\njava.lang.RuntimeException: failed\n\tat a.B.c(B.java:1)');
    expect(log.slice(events[1]!.start, events[1]!.end)).toMatch(/Executor[^]*\.\.\. 4 more$/);
  });
  test('lines of two commands, and lines that only look like one, stay apart', async () => {
    const events = await joined(
      repeated('Traceback (most recent call last):', '  File "a.py", line 1') +
        `${stamp} {pod.py:1} INFO -   File "b.py", line 2\n` +
        repeated('ValueError: of another trace', 'Total: 4', '   indented text'),
    );
    expect(events.map(({ lineCount }) => lineCount)).toEqual([2, 1, 1, 1, 1]);
  });
  test('no trace grows without end', async () => {
    const events = await joined(
      repeated('Traceback (most recent call last):', ...Array<string>(1200).fill('  File "a.py"')),
    );
    expect(Math.max(...events.map(({ lineCount }) => lineCount))).toBeLessThanOrEqual(501);
    expect(events.reduce((sum, { lineCount }) => sum + lineCount, 0)).toBe(1201);
  });
  test('evidence is the line of the file', async () => {
    const { causes } = await explainFiles({
      log: repeated(
        'Traceback (most recent call last):',
        '  File "/opt/a.py", line 3, in <module>',
        '    import pandas',
        "ModuleNotFoundError: No module named 'pandas'",
      ),
    });
    expect(causes[0]).toMatchObject({ id: 'missing_python_module', evidence: [{ lines: [4, 4] }] });
    expect(causes[0]!.evidence[0]!.quote).toMatch(/^\[2026.*No module named 'pandas'$/);
  });
});

test('who asks after each event hears of the last one at once', async () => {
  const collector = createDiagnosisCollector();
  const bytes = new TextEncoder().encode(repeated('java.io.IOException: No space left on device'));
  async function* chunks() {
    yield bytes;
  }
  for await (const { events } of readEvents(chunks()))
    for (const event of events) collector.observe(event);
  expect(collector.matched()).toBe(1);
});
