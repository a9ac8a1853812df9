import { expect, test } from 'vitest';
import { asFile, fixtureBytes, fixtureNames, plantedLogs } from '../../testing/spark-logs.ts';
import type { Application } from '../model/application.ts';
import { readEventLog } from '../read-event-log.ts';
import { drawPlots } from './draw-plots.ts';

const names = ['stage-timeline', 'task-times', 'executor-occupancy', 'what-if'];

/** Whether every element is closed, as XML asks. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  for (const [, slash, name, rest] of svg.matchAll(/<(\/?)([a-z]+)((?:\s[^<>]*?)?)>/gi)) {
    if (slash === '/') {
      if (open.pop() !== name) return false;
    } else if (!rest!.endsWith('/')) open.push(name!);
  }
  return (
    open.length === 0 && !/&(?!(?:amp|lt|gt|quot);)/.test(svg.replace(/<style>.*?<\/style>/s, ''))
  );
}

test('every run of the fixtures is drawn, the same each time', async () => {
  for (const name of fixtureNames) {
    const application = await readEventLog([asFile(name, fixtureBytes(name))]);
    const plots = drawPlots(application);
    expect(plots.length).toBeGreaterThan(2);
    for (const { svg } of plots) expect(isWellFormed(svg)).toBe(true);
    expect(drawPlots(application)).toEqual(plots);
  }
  for (const { name, bytes } of plantedLogs().slice(0, 4))
    expect(drawPlots(await readEventLog([asFile(name, bytes)])).map((plot) => plot.name)).toEqual(
      names,
    );
});

test('names of others are text and nothing else', async () => {
  const application = await readEventLog([asFile('mixed', fixtureBytes('mixed'))]);
  const evil = '"><script>alert(1)</script><a href="javascript:x" onload="y">&\u202e\u0007';
  const changed: Application = {
    ...application,
    stages: application.stages.map((stage) => ({ ...stage, name: evil, status: 'FAILED' })),
  };
  for (const { svg } of drawPlots(changed)) {
    expect(isWellFormed(svg)).toBe(true);
    expect(svg).not.toMatch(
      /<script|<a |<image|<foreignObject|\shref="|\son[a-z]+="|url\(|@import/i,
    );
    expect(svg).not.toMatch(/[\u202e\u0007]/);
  }
});

test('a long run stays small: the longest stages are shown, and how many there are', async () => {
  const application = await readEventLog([asFile('mixed', fixtureBytes('mixed'))]);
  const ran = application.stages.filter(({ submissionTime }) => submissionTime !== null);
  const changed: Application = {
    ...application,
    stages: Array.from({ length: 5000 }, (_, id) => ({ ...ran[id % ran.length]!, id })),
  };
  const plots = drawPlots(changed);
  for (const { svg } of plots) expect(svg.length).toBeLessThan(100_000);
  expect(plots[0]!.description).toContain('The 60 longest of 5000 stages');
});

test('times that make no sense do not break it', async () => {
  const application = await readEventLog([asFile('mixed', fixtureBytes('mixed'))]);
  for (const time of [-5, 0, 2 ** 53]) {
    const changed: Application = {
      ...application,
      startTime: time,
      endTime: 0,
      stages: application.stages.map((stage) => ({ ...stage, submissionTime: time })),
    };
    for (const { svg } of drawPlots(changed)) expect(svg).not.toMatch(/NaN|Infinity/);
  }
  const nothing = await readEventLog([
    asFile(
      'empty',
      new TextEncoder().encode('{"Event":"SparkListenerLogStart","Spark Version":"4.1.0"}\n'),
    ),
  ]);
  expect(drawPlots(nothing)).toEqual([]);
});
