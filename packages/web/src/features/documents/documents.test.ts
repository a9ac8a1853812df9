import { expect, test } from 'vitest';
import { documentParts, readDocuments } from './documents.ts';
import { readFlowchart } from './flowchart.ts';

test('a document is cut at its diagrams, and places for notes are not shown', () => {
  const text =
    '# A\n\n<!-- notes: purpose -->\n<!-- /notes -->\n\n```mermaid\nflowchart LR\n  n0["x"]\n```\n\nend';
  expect(documentParts(text)).toEqual([
    { kind: 'markdown', text: '# A\n\n\n' },
    { kind: 'diagram', text: 'flowchart LR\n  n0["x"]' },
    { kind: 'markdown', text: '\n\nend' },
  ]);
  expect(documentParts('')).toEqual([]);
});

test('nodes, arrows, labels and frames of a flowchart are read', () => {
  expect(
    readFlowchart(
      'flowchart LR\n  n0["a #lt;b#gt; #amp;lt;"]\n  subgraph g0["g"]\n    n1{"c"}\n  end\n  n2(["d"])\n  n0 -->|"yes"| n1\n  n1 -.-> n2',
    ),
  ).toEqual({
    nodes: [
      { id: 'n0', label: 'a <b> &lt;', shape: 'box' },
      { id: 'n1', label: 'c', shape: 'choice' },
      { id: 'n2', label: 'd', shape: 'round' },
    ],
    edges: [
      { from: 'n0', to: 'n1', label: 'yes' },
      { from: 'n1', to: 'n2', label: null },
    ],
  });
});

test('what is not of that form is not drawn', () => {
  for (const other of [
    '',
    'graph TD\n a-->b',
    'flowchart LR',
    'flowchart LR\n  click n0 "javascript:alert(1)"',
  ])
    expect(readFlowchart(other)).toBeNull();
});

test('data without documents is none', () => {
  for (const other of [null, 'x', {}, { documents: [], index: '' }, { documents: [1] }])
    expect(readDocuments(other)).toBeNull();
});
