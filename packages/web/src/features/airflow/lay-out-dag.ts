import type { Dag, DagTask } from './dag.ts';

export interface DagPicture {
  /** In the order in which they are walked through with the keys: column by column. */
  readonly nodes: readonly { readonly taskId: string; readonly x: number; readonly y: number }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly path: string;
    readonly label: string | null;
    /** Where the label stands. */
    readonly x: number;
    readonly y: number;
  }[];
  readonly width: number;
  readonly height: number;
}

export const nodeWidth = 168;
export const nodeHeight = 34;
const plainGap = 56;
/** Signs of a label that are shown; the gap between columns is as wide as the longest needs. */
export const maxLabel = 20;
const labelSign = 5.8;
const rowGap = 14;
/** Height that an edge needs which passes a column. */
const passHeight = 8;
const margin = 12;
const sweeps = 4;
/** Edges that pass a column get a place of their own in it, up to so many. */
const maxPasses = 2000;

/** A task, or an edge that passes a column. */
interface Cell {
  readonly id: string;
  readonly column: number;
  readonly height: number;
  readonly before: Cell[];
  readonly behind: Cell[];
  row: number;
  y: number;
}

/** Tasks in columns by how far they stand from the start, each beside what it depends on; edges pass between other tasks. */
export function layOutDag({
  tasks,
  edges,
}: {
  readonly tasks: readonly Pick<DagTask, 'taskId'>[];
  readonly edges: Dag['edges'];
}): DagPicture {
  const known = new Set(tasks.map(({ taskId }) => taskId));
  const drawn = edges.filter(({ from, to }) => known.has(from) && known.has(to));
  const depth = depths(
    tasks.map(({ taskId }) => taskId),
    drawn,
  );
  const columns: Cell[][] = [];
  const add = (id: string, column: number, height: number): Cell => {
    const list = (columns[column] ??= []);
    const cell: Cell = { id, column, height, before: [], behind: [], row: list.length, y: 0 };
    list.push(cell);
    return cell;
  };
  const cells = new Map(
    tasks.map(({ taskId }) => [taskId, add(taskId, depth.get(taskId)!, nodeHeight)]),
  );
  let passes = 0;
  const ways = drawn.map((edge) => {
    const [start, end] = [cells.get(edge.from)!, cells.get(edge.to)!];
    const way = [start];
    for (let column = start.column + 1; column < end.column && passes < maxPasses; column += 1) {
      passes += 1;
      way.push(add('', column, passHeight));
    }
    way.push(end);
    for (const [at, cell] of way.slice(1).entries()) {
      cell.before.push(way[at]!);
      way[at]!.behind.push(cell);
    }
    return { edge, way };
  });
  arrange(columns);
  const longest = drawn.reduce((most, { label }) => Math.max(most, label?.length ?? 0), 0);
  const gap = Math.max(plainGap, Math.ceil(Math.min(longest, maxLabel) * labelSign) + 24);
  const leftOf = ({ column }: Cell): number => margin + column * (nodeWidth + gap);
  const heights = columns.map((column) => heightOf(column));
  const height = 2 * margin + Math.max(nodeHeight, ...heights);
  for (const [at, column] of columns.entries()) {
    let y = (height - heights[at]!) / 2;
    for (const cell of column) {
      cell.y = y;
      y += cell.height + rowGap;
    }
  }
  return {
    nodes: columns.flatMap((column) =>
      column
        .filter(({ id }) => id !== '')
        .map((cell) => ({ taskId: cell.id, x: leftOf(cell), y: cell.y })),
    ),
    edges: ways.map(({ edge: { from, to, label }, way }) => ({
      from,
      to,
      label,
      path: pathOf(way, leftOf),
      x: (leftOf(way[0]!) + nodeWidth + leftOf(way[1] ?? way[0]!)) / 2,
      y: (middleOf(way[0]!) + middleOf(way[1] ?? way[0]!)) / 2,
    })),
    width:
      2 * margin + Math.max(1, columns.length) * nodeWidth + Math.max(0, columns.length - 1) * gap,
    height,
  };
}

/** Each cell moves to the middle of its neighbours, from left and right in turn, so that fewer edges cross. */
function arrange(columns: readonly Cell[][]): void {
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const forward = sweep % 2 === 0;
    for (const column of forward ? columns : columns.toReversed()) {
      const goals = new Map(
        column.map((cell) => {
          const beside = forward ? cell.before : cell.behind;
          const sum = beside.reduce((rows, { row }) => rows + row, 0);
          return [cell, beside.length === 0 ? cell.row : sum / beside.length];
        }),
      );
      column.sort((a, b) => goals.get(a)! - goals.get(b)! || a.row - b.row);
      for (const [at, cell] of column.entries()) cell.row = at;
    }
  }
}

const heightOf = (column: readonly Cell[]): number =>
  column.reduce((sum, { height }) => sum + height, 0) + (column.length - 1) * rowGap;

const middleOf = ({ y, height }: Cell): number => y + height / 2;

function pathOf(way: readonly Cell[], leftOf: (cell: Cell) => number): string {
  const parts = [`M${leftOf(way[0]!) + nodeWidth} ${middleOf(way[0]!)}`];
  for (const [at, cell] of way.slice(1).entries()) {
    const before = way[at]!;
    const [x1, y1] = [leftOf(before) + nodeWidth, middleOf(before)];
    const [x2, y2] = [leftOf(cell), middleOf(cell)];
    const bend = Math.max(24, Math.abs(x2 - x1) / 2);
    parts.push(`C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`);
    if (cell.id === '') parts.push(`H${x2 + nodeWidth}`);
  }
  return parts.join(' ');
}

/** Tasks on a cycle stand in the first column. */
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
