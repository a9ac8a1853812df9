import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assessRisk } from './assess-risk.ts';

const labelled = readFileSync(new URL('__fixtures__/levels.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.includes('\t'))
  .map((line) => {
    const [levels = '', command = ''] = line.split('\t', 2);
    return { accepted: levels.split(','), command: command.replaceAll('␤', '\n') };
  });

describe('levels of commands of every kind', () => {
  it('are the labelled ones', () => {
    expect(labelled.length).toBeGreaterThan(1500);
    const wrong = labelled
      .map(({ accepted, command }) => ({ accepted, command, level: assessRisk(command).level }))
      .filter(({ accepted, level }) => !accepted.includes(level));
    expect(wrong).toEqual([]);
  });

  it('take less than a millisecond each', () => {
    const times = labelled
      .map(({ command }) => {
        const started = performance.now();
        assessRisk(command);
        return performance.now() - started;
      })
      .sort((one, other) => one - other);
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(1);
  });
});
