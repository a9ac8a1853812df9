import type { Dag } from './dag.ts';

export interface DagPicture {
  /** In the order in which they are walked through with the keys: column by column. */
  readonly nodes: readonly { readonly taskId: string; readonly x: number; readonly y: number }[];
  readonly edges: readonly {
    readonly key: string;
    readonly path: string;
    readonly label: string | null;
    readonly x: number;
    readonly y: number;
  }[];
  readonly width: number;
  readonly height: number;
}

export const nodeWidth = 168;
export const nodeHeight = 34;
const columnGap = 56;
const rowGap = 14;
const margin = 12;
const sweeps = 4;

/** Tasks in columns by how far they stand from the start, each beside what it depends on; tasks on a cycle stand in the first column. */
export function layOutDag({ tasks, edges }: Pick<Dag, 'tasks' | 'edges'>): DagPicture {
  const known = new Set(tasks.map(({ taskId }) => taskId));
  const drawn = edges.filter(({ from, to }) => known.has(from) && known.has(to));
  const upper = Map.groupBy(drawn, ({ to }) => to);
  const lower = Map.groupBy(drawn, ({ from }) => from);
  const depth = depths(
    tasks.map(({ taskId }) => taskId),
    drawn,
  );
  const columns: string[][] = [];
  for (const { taskId } of tasks) (columns[depth.get(taskId)!] ??= []).push(taskId);
  const row = new Map<string, number>();
  for (const column of columns) for (const [at, id] of column.entries()) row.set(id, at);
  // Each task moves to the middle of its neighbours, from left and right in turn.
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const forward = sweep % 2 === 0;
    for (const column of forward ? columns : columns.toReversed()) {
      const middle = (id: string): number => {
        const beside = (forward ? upper.get(id) : lower.get(id)) ?? [];
        const rows = beside.map(({ from, to }) => row.get(forward ? from : to)!);
        return rows.length === 0
          ? row.get(id)!
          : rows.reduce((sum, each) => sum + each, 0) / rows.length;
      };
      const sorted = column
        .map((id, at) => ({ id, at, middle: middle(id) }))
        .sort((a, b) => a.middle - b.middle || a.at - b.at);
      for (const [at, { id }] of sorted.entries()) {
        column[at] = id;
        row.set(id, at);
      }
    }
  }
  const tallest = Math.max(1, ...columns.map(({ length }) => length));
  const height = 2 * margin + tallest * nodeHeight + (tallest - 1) * rowGap;
  const place = new Map<string, { x: number; y: number }>();
  for (const [at, column] of columns.entries()) {
    const used = column.length * nodeHeight + (column.length - 1) * rowGap;
    for (const [position, id] of column.entries())
      place.set(id, {
        x: margin + at * (nodeWidth + columnGap),
        y: (height - used) / 2 + position * (nodeHeight + rowGap),
      });
  }
  return {
    nodes: columns.flat().map((taskId) => ({ taskId, ...place.get(taskId)! })),
    edges: drawn.map(({ from, to, label }) => edgeOf(from, to, label, place)),
    width:
      2 * margin +
      Math.max(1, columns.length) * nodeWidth +
      Math.max(0, columns.length - 1) * columnGap,
    height,
  };
}

function edgeOf(
  from: string,
  to: string,
  label: string | null,
  place: ReadonlyMap<string, { x: number; y: number }>,
) {
  const start = place.get(from)!;
  const end = place.get(to)!;
  const [x1, y1, x2, y2] = [
    start.x + nodeWidth,
    start.y + nodeHeight / 2,
    end.x,
    end.y + nodeHeight / 2,
  ];
  const bend = Math.max(24, Math.abs(x2 - x1) / 2);
  return {
    key: `${from}\n${to}`,
    path: `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`,
    label,
    x: (x1 + x2) / 2,
    y: (y1 + y2) / 2,
  };
}

function depths(ids: readonly string[], edges: Dag['edges']): Map<string, number> {
  const depth = new Map(ids.map((id) => [id, 0]));
  const open = new Map(ids.map((id) => [id, 0]));
  for (const { to } of edges) open.set(to, open.get(to)! + 1);
  const lower = Map.groupBy(edges, ({ from }) => from);
  const ready = ids.filter((id) => open.get(id) === 0);
  for (let id = ready.shift(); id !== undefined; id = ready.shift())
    for (const { to } of lower.get(id) ?? []) {
      depth.set(to, Math.max(depth.get(to)!, depth.get(id)! + 1));
      open.set(to, open.get(to)! - 1);
      if (open.get(to) === 0) ready.push(to);
    }
  return depth;
}
