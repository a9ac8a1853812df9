import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { groupRotatedFiles } from './group-rotated-files.ts';

/** Each line is a stream, oldest first; the file written to now is named last where it is there. */
const streams: readonly [string, string, readonly string[]][] = [
  ['logrotate', 'app.log', ['app.log.10', 'app.log.3.gz', 'app.log.2.gz', 'app.log.1', 'app.log']],
  [
    'logrotate with dateext',
    'app.log',
    ['app.log-20261122.gz', 'app.log-20261123.gz', 'app.log-20261124', 'app.log'],
  ],
  ['no newest file', 'hs/app.log', ['hs/app.log.2', 'hs/app.log.1']],
  ['no ending', 'syslog', ['syslog.2.gz', 'syslog.1', 'syslog']],
  ['log4j by day', 'app.log', ['app.log.2025-12-31', 'app.log.2026-01-01', 'app.log']],
  ['log4j by hour', 'app.log', ['app.log.2026-11-24-02', 'app.log.2026-11-24-10', 'app.log']],
  [
    'logback by date and size',
    'app.log',
    ['app-2026-11-23.9.log', 'app-2026-11-23.10.log', 'app-2026-11-24.0.log.gz', 'app.log'],
  ],
  [
    'Spark executors',
    'stderr',
    ['stderr--2026-11-24--02-59', 'stderr--2026-11-24--10-00', 'stderr'],
  ],
  ['a date before', 'app.log', ['2026-11-23-app.log', '2026-11-24-app.log']],
  [
    'members of an archive',
    'a.zip!/logs/app.log',
    ['a.zip!/logs/app.log.1', 'a.zip!/logs/app.log'],
  ],
];

test.each(streams)('%s', (_, name, files) => {
  for (const given of [files, files.toReversed(), files.toSorted()])
    expect(groupRotatedFiles(given)).toEqual([{ name, files, assumed: null }]);
});

test('a number before the ending says that its order is assumed', () => {
  expect(groupRotatedFiles(['app.1.log', 'app.log', 'app.2.log.zip'])).toEqual([
    {
      name: 'app.log',
      files: ['app.2.log.zip', 'app.1.log', 'app.log'],
      assumed: expect.stringContaining('count'),
    },
  ]);
});

test.each([
  ['workers', ['worker-1.log', 'worker-2.log', 'worker.log']],
  ['tries of a task', ['attempt=1.log', 'attempt=2.log']],
  ['tries of an old task', ['1.log', '2.log']],
  ['folders', ['a/app.log', 'b/app.log.1']],
  [
    'containers',
    [
      'container_1700000000000_0001_01_000001/stderr',
      'container_1700000000000_0001_01_000002/stderr',
    ],
  ],
  ['versions', ['report.1', 'report.2']],
  ['numbers that are no date', ['app-20261399.log', 'app-20260230123456789.log']],
  ['numbered files without the unnumbered one', ['node.1.log', 'node.2.log']],
])('%s are not one stream', (_, names) => {
  expect(groupRotatedFiles(names).map(({ files }) => files)).toEqual(names.map((name) => [name]));
});

test('every name is in exactly one stream, in an order that does not depend on the order given', () => {
  const part = constantFrom(
    'app',
    '.log',
    '.1',
    '-2',
    '.20261124',
    '-2026-11-24',
    '.gz',
    '/',
    'x',
    '--10-00',
  );
  const name = array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
  assert(
    property(array(name, { maxLength: 12 }), (given) => {
      const names = [...new Set(given)];
      const grouped = groupRotatedFiles(names);
      expect(grouped.flatMap(({ files }) => files).toSorted()).toEqual(names.toSorted());
      const again = groupRotatedFiles(grouped.flatMap(({ files }) => files));
      expect(again).toEqual(grouped);
    }),
  );
});
