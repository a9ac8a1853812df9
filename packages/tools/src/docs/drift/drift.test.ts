import { expect, test } from 'vitest';
import { compareDocuments } from './compare-documents.ts';
import { splitNotes, withNotes } from './split-notes.ts';

const document = (retries: string, line = 4) =>
  [
    '# load',
    '',
    '## Failure handling',
    '',
    '| Task | Retries | Source |',
    '| --- | --- | --- |',
    `| \`a\` | \`${retries}\` | \`dag.py:${line}\` |`,
    '',
    '<!-- notes: failure-handling -->',
    '<!-- /notes -->',
    '',
    '## Provenance',
    '',
    `- Source: \`dag.py\`, SHA-256 \`${retries.repeat(8)}\`.`,
    '',
    '<!-- notes: provenance -->',
    '<!-- /notes -->',
    '',
  ].join('\n');
const noted = document('1').replace(
  '<!-- notes: failure-handling -->\n',
  '<!-- notes: failure-handling -->\nCall Kim first.\n\n## Not a section of ours\n',
);

test('a document that agrees has no drift, whatever people wrote in its notes', () => {
  expect(compareDocuments(noted, document('1'))).toEqual({
    stale: [],
    missing: [],
    moved: 0,
    fresh: noted,
  });
});

test('a changed fact is one stale and one missing statement, with the line of the document', () => {
  const { stale, missing, moved, fresh } = compareDocuments(noted, document('3'));
  expect(stale).toEqual([{ line: 7, text: '| `a` | `1` | `dag.py:4` |' }]);
  expect(missing).toEqual(['| `a` | `3` | `dag.py:4` |']);
  expect(moved).toBe(0);
  expect(fresh).toContain('Call Kim first.');
  expect(fresh).toContain('| `a` | `3` |');
});

test('code that only moved makes nothing stale', () => {
  expect(compareDocuments(document('1'), document('1', 9))).toMatchObject({
    stale: [],
    missing: [],
    moved: 1,
  });
});

test('a statement that stands twice and should stand once is stale once', () => {
  const row = '| `a` | `1` | `dag.py:4` |';
  const twice = document('1').replace(row, `${row}\n${row}`);
  expect(compareDocuments(twice, document('1')).stale).toEqual([{ line: 8, text: row }]);
});

test('notes of a section that is gone are kept at the end; notes without an end are not lost', () => {
  const open = '<!-- notes: tasks -->\nmine\n';
  const { notes } = splitNotes(open);
  expect([...notes]).toEqual([['tasks', 'mine\n']]);
  expect(withNotes(document('1'), notes)).toContain('<!-- notes: tasks -->\nmine\n');
});

test('a document with Windows line ends is the same document', () => {
  expect(compareDocuments(document('1').replaceAll('\n', '\r\n'), document('1'))).toMatchObject({
    stale: [],
    missing: [],
  });
});
