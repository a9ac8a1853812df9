import { expect, test } from 'vitest';
import { isQuoted } from './is-quoted.ts';
import { explainFiles } from './testing/explain.ts';

const said = 'No space left on device';
const quoted = (line: string): boolean =>
  isQuoted(line, line.indexOf(said), line.indexOf(said) + said.length);

test.each([
  `last week's run said '${said}' as well`,
  `the runbook says: "${said}" needs an operator`,
  `retry if you see \`${said}\``,
  `please cite “${said}” in the report`,
  `see 'a' and 'before: ${said} again'`,
])('quoted: %s', (line) => expect(quoted(line)).toBe(true));

test.each([
  said,
  `it's over: ${said}`,
  `{'reason': '${said}'}`,
  `{"message":"${said}"}`,
  `error="${said}" code=28`,
  `Error message: "${said}"`,
  `reason: '${said}'`,
  `cp: error writing '/data/a': ${said}`,
  `open "/data/a" failed: ${said} ("b")`,
  `'${said}`,
])('not quoted: %s', (line) => expect(quoted(line)).toBe(false));

const lines = (level: string): string =>
  [
    '2026-11-20 02:00:01,000 INFO  export - run 12 begins',
    '2026-11-20 02:00:02,000 ERROR export - run 12 ended early',
    `2026-11-20 02:00:03,000 ${level}  export - line 9 of the report says '${said}', cite that`,
  ].join('\n');

test('what an ordinary line quotes is no sign of a cause, what an error quotes is', async () => {
  expect((await explainFiles({ log: lines('INFO') })).causes[0]?.id).toBe('unexplained');
  expect((await explainFiles({ log: lines('ERROR') })).causes[0]?.id).toBe('local_disk_full');
});
