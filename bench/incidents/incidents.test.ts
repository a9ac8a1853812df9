import { createHash } from 'node:crypto';
import { rules } from '@datasherpa/tools/diagnosis';
import { expect, test } from 'vitest';
import { incidents } from './all.ts';
import { markOf, totalsOf } from './score.ts';
import type { Incident } from './story.ts';

const causes = new Set(rules.map(({ id }) => id));

test('there are at least 40, each with its own name', () => {
  expect(incidents.length).toBeGreaterThanOrEqual(40);
  expect(new Set(incidents.map(({ id }) => id)).size).toBe(incidents.length);
});

test.each(incidents.map((incident) => [incident.id, incident] as const))(
  '%s says what proves it',
  (_, { expected, files }) => {
    const named = [
      ...(expected.cause === undefined ? [] : [expected.cause]),
      ...(expected.accepted ?? []),
      ...(expected.forbidden ?? []),
      ...(expected.ruledOut ?? []).map(({ cause }) => cause),
    ];
    expect(named.filter((cause) => !causes.has(cause))).toEqual([]);
    const proofs = files.flatMap(({ evidence }) => evidence);
    expect(proofs.length).toBeGreaterThanOrEqual(expected.outcome === 'cause' ? 1 : 0);
    expect(proofs.length).toBeLessThanOrEqual(expected.outcome === 'healthy' ? 0 : Infinity);
    for (const { text, evidence, redHerrings } of files) {
      const lines = text.split('\n');
      for (const line of [...evidence, ...redHerrings]) expect(lines[line - 1]).toBeTruthy();
      expect(evidence.filter((line) => redHerrings.includes(line))).toEqual([]);
    }
  },
);

test('the log files are the same on every machine', () => {
  const digest = createHash('sha256');
  for (const { files } of incidents.filter(({ origin }) => origin === 'written'))
    for (const { name, text } of files) digest.update(`${name}\n${text}`);
  expect(digest.digest('hex')).toBe(
    'b7b6f8b0fd0f8a4819f9d15a81f90b4d061cc7928dcc1f4a0ef056b69b58548b',
  );
});

const small: Incident = {
  id: 'small',
  question: 'why?',
  tools: ['Spark'],
  origin: 'written',
  expected: { outcome: 'cause', cause: 'right', accepted: ['near'], forbidden: ['tempting'] },
  files: [{ name: 'a.log', text: 'one\ntwo\nthree\n', evidence: [2], redHerrings: [3] }],
};
const said = (
  cause: string | null,
  line: number,
  outcome: 'cause' | 'unsure' | 'healthy' = 'cause',
) => markOf(small, { outcome, cause, evidence: [{ file: 'x/a.log', line }], readNext: null });

test('an answer is marked by outcome, cause and cited line', () => {
  expect(said('right', 2)).toMatchObject({ right: true, proved: true, misled: false });
  expect(said('near', 1)).toMatchObject({ right: true, proved: false, wrongAndSure: false });
  expect(said('tempting', 3)).toMatchObject({
    right: false,
    wrongAndSure: true,
    forbidden: true,
    misled: true,
  });
  expect(said('right', 2, 'unsure')).toMatchObject({ right: false, wrongAndSure: false });
  expect(said(null, 2, 'healthy')).toMatchObject({ right: false, wrongAndSure: false });
});

test('an inconclusive incident wants the advice where to read on', () => {
  const open: Incident = {
    ...small,
    expected: { outcome: 'inconclusive', accepted: ['delegated'], readNext: ['driver'] },
  };
  const mark = (cause: string | null, readNext: string | null, outcome: 'cause' | 'unsure') =>
    markOf(open, { outcome, cause, evidence: [], readNext }).right;
  expect(mark(null, 'The Driver log', 'unsure')).toBe(true);
  expect(mark(null, null, 'unsure')).toBe(false);
  expect(mark('delegated', 'the driver log', 'cause')).toBe(true);
  expect(mark('other', 'the driver log', 'cause')).toBe(false);
});

test('shares are taken of their own group', () => {
  expect(totalsOf([said('right', 2), said('tempting', 3)])).toMatchObject({
    right: 0.5,
    causeRight: 0.5,
    proved: 0.5,
    healthyRight: null,
    misled: 0.5,
  });
});
