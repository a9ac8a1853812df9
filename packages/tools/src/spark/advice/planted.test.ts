import { expect, test } from 'vitest';
import { asFile, plantedLogs } from '../../testing/spark-logs.ts';
import { readEventLog } from '../read-event-log.ts';
import { advise } from './advise.ts';

const logs = plantedLogs();

test.each(logs.filter(({ rules }) => rules.length > 0))(
  'Spark was run ill, and it is found: $name',
  async ({ name, bytes, rules }) => {
    const { findings } = advise(await readEventLog([asFile(name, bytes)]));
    const told = findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule);
    expect(told).toEqual(expect.arrayContaining([...rules]));
  },
);

test.each(logs.filter(({ rules }) => rules.length === 0))(
  'Spark was run well, and nothing is told above a note: $name',
  async ({ name, bytes }) => {
    const { findings } = advise(await readEventLog([asFile(name, bytes)]));
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  },
);
