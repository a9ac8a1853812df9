import { expect, test } from 'vitest';
import { layOutDag, nodeWidth } from './lay-out-dag.ts';

const task = (taskId: string) => ({
  taskId,
  operator: 'x',
  decorator: null,
  kind: 'task',
  group: null,
  triggerRule: 'all_success',
  retries: 0,
  mapped: null,
  setup: false,
  teardown: false,
  span: { line: 1 },
  uncertain: null,
});
const edge = (from: string, to: string) => ({ from, to, label: null });
const placed = (ids: string, ...edges: string[]) => {
  const { nodes, ...picture } = layOutDag({
    tasks: Array.from(ids, task),
    edges: edges.map((each) => edge(each[0]!, each[1]!)),
  });
  return { ...picture, nodes: new Map(nodes.map(({ taskId, x, y }) => [taskId, { x, y }])) };
};

test('a task stands to the right of all that it waits for', () => {
  const { nodes, edges, width } = placed('abcd', 'ab', 'bd', 'ac', 'cd', 'ad');
  for (const [from, to] of ['ab', 'bd', 'ac', 'cd', 'ad'])
    expect(nodes.get(from!)!.x).toBeLessThan(nodes.get(to!)!.x);
  expect(edges).toHaveLength(5);
  expect(width).toBeGreaterThan(3 * nodeWidth);
});

test('lines of tasks that run beside each other do not cross', () => {
  const { nodes } = placed('abcxyz', 'az', 'by', 'cx');
  const order = (ids: string) =>
    Array.from(ids).toSorted((p, q) => nodes.get(p)!.y - nodes.get(q)!.y);
  expect(order('zyx').join('')).toBe('zyx');
});

test('no two tasks stand on each other, and cycles and strangers do no harm', () => {
  const { nodes } = placed('abc', 'ab', 'ba', 'c?');
  expect(new Set([...nodes.values()].map(({ x, y }) => `${x},${y}`)).size).toBe(3);
  expect(placed('').nodes.size).toBe(0);
});
