import { levels, type Level } from './event.ts';

/**
 * Where each event of a file stands: a columnar file in row groups, so that a line, a template or a time is found without
 * reading the log. One row takes 25 bytes: start (float64), time (float64, NaN where none), line (uint32), template (uint32), level (uint8).
 */

const groupRows = 65_536;
/** Rows that there is room for at first; four times as many whenever they are full. */
const firstRows = 1024;
const rowBytes = 25;

export interface EventRow {
  readonly line: number;
  readonly start: number;
  readonly time: number | null;
  readonly template: number;
  readonly level: Level;
}

/** Describes one row group; the list of them is kept beside the table (see `EventTableIndex`). */
interface RowGroup {
  readonly rows: number;
  readonly firstLine: number;
  /** The earliest and the latest time of its rows; null where no row has one. */
  readonly times: readonly [number, number] | null;
}

/** Epoch milliseconds, both inclusive; open where one is missing. */
export interface TimeRange {
  readonly after?: number;
  readonly before?: number;
}

/** Whether a time lies in the range; what has no time lies in no range that has an end. */
export const isWithin = (time: number | null, { after, before }: TimeRange): boolean =>
  time === null
    ? after === undefined && before === undefined
    : time >= (after ?? -Infinity) && time <= (before ?? Infinity);

/** What is needed to open a table; JSON-serialisable. */
export interface EventTableIndex {
  readonly groups: readonly RowGroup[];
}

/** Collects rows and gives back the bytes of each full group, so that a table of any length is written with the memory of one group. */
export class EventTableWriter {
  // Columns and not row objects, for those would live just long enough to be costly to collect.
  #rows = 0;
  #starts = new Float64Array(firstRows);
  #times = new Float64Array(firstRows);
  #lines = new Uint32Array(firstRows);
  #templates = new Uint32Array(firstRows);
  #levels = new Uint8Array(firstRows);
  readonly #groups: RowGroup[] = [];

  /** @returns the bytes of a group when this row filled it. */
  add({ line, start, time, template, level }: EventRow): Uint8Array | null {
    if (this.#rows === this.#lines.length) this.#grow();
    const at = this.#rows;
    this.#starts[at] = start;
    this.#times[at] = time ?? Number.NaN;
    this.#lines[at] = line;
    this.#templates[at] = template;
    this.#levels[at] = levels.indexOf(level);
    this.#rows += 1;
    return this.#rows === groupRows ? this.#flush() : null;
  }

  /** @returns the bytes of the last group, and the index of the whole table. */
  finish(): { bytes: Uint8Array; index: EventTableIndex } {
    const bytes = this.#rows > 0 ? this.#flush() : new Uint8Array(0);
    return { bytes, index: { groups: this.#groups } };
  }

  #grow(): void {
    const length = this.#lines.length * 4;
    const grown = <Column extends Float64Array | Uint32Array | Uint8Array>(
      column: Column,
      larger: Column,
    ): Column => {
      larger.set(column);
      return larger;
    };
    this.#starts = grown(this.#starts, new Float64Array(length));
    this.#times = grown(this.#times, new Float64Array(length));
    this.#lines = grown(this.#lines, new Uint32Array(length));
    this.#templates = grown(this.#templates, new Uint32Array(length));
    this.#levels = grown(this.#levels, new Uint8Array(length));
  }

  #flush(): Uint8Array {
    const rows = this.#rows;
    const view = new DataView(new ArrayBuffer(rows * rowBytes));
    const columns = columnsOf(rows);
    let first = Infinity;
    let last = -Infinity;
    for (let at = 0; at < rows; at++) {
      const time = this.#times[at]!;
      if (time < first) first = time;
      if (time > last) last = time;
      view.setFloat64(columns.start + at * 8, this.#starts[at]!, true);
      view.setFloat64(columns.time + at * 8, time, true);
      view.setUint32(columns.line + at * 4, this.#lines[at]!, true);
      view.setUint32(columns.template + at * 4, this.#templates[at]!, true);
      view.setUint8(columns.level + at, this.#levels[at]!);
    }
    const times: [number, number] | null = first <= last ? [first, last] : null;
    this.#groups.push({ rows, firstLine: this.#lines[0]!, times });
    this.#rows = 0;
    return new Uint8Array(view.buffer);
  }
}

const columnsOf = (rows: number) => ({
  start: 0,
  time: rows * 8,
  line: rows * 16,
  template: rows * 20,
  level: rows * 24,
});

interface GroupRows {
  readonly length: number;
  line(at: number): number;
  time(at: number): number | null;
  template(at: number): number;
  row(at: number): EventRow;
}

/** Reads a table through `read`, which gives the bytes [from, to) of it. */
export class EventTable {
  readonly #index: EventTableIndex;
  readonly #read: (from: number, to: number) => Promise<Uint8Array>;
  /** The group that was read last: neighbouring lines are asked for one after another. */
  #last: { readonly number: number; readonly rows: Promise<GroupRows | null> } | null = null;

  constructor(index: EventTableIndex, read: (from: number, to: number) => Promise<Uint8Array>) {
    this.#index = index;
    this.#read = read;
  }

  /** The last event that starts at or before the line; null in an empty table. */
  async eventAtLine(line: number): Promise<EventRow | null> {
    const groups = this.#index.groups;
    let number = groups.length - 1;
    while (number > 0 && groups[number]!.firstLine > line) number -= 1;
    const rows = await this.#group(number);
    if (!rows) return null;
    let low = 0;
    let high = rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (rows.line(middle) <= line) low = middle;
      else high = middle - 1;
    }
    return rows.row(low);
  }

  /** For each template the first event in the time range; groups that lie outside of it are not read. */
  async firstOfTemplates(range: TimeRange): Promise<Map<number, EventRow>> {
    const found = new Map<number, EventRow>();
    for (const [number, { times }] of this.#index.groups.entries()) {
      const { after = -Infinity, before = Infinity } = range;
      if (!times || times[1] < after || times[0] > before) continue;
      const rows = await this.#group(number);
      for (let at = 0; rows && at < rows.length; at++) {
        const template = rows.template(at);
        if (!found.has(template) && isWithin(rows.time(at), range))
          found.set(template, rows.row(at));
      }
    }
    return found;
  }

  #group(number: number): Promise<GroupRows | null> {
    if (this.#last?.number !== number) this.#last = { number, rows: this.#readGroup(number) };
    return this.#last.rows;
  }

  async #readGroup(number: number): Promise<GroupRows | null> {
    const groups = this.#index.groups;
    const group = groups[number];
    if (!group) return null;
    const before = groups.slice(0, number).reduce((sum, { rows }) => sum + rows, 0);
    const bytes = await this.#read(before * rowBytes, (before + group.rows) * rowBytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const columns = columnsOf(group.rows);
    const line = (at: number): number => view.getUint32(columns.line + at * 4, true);
    const template = (at: number): number => view.getUint32(columns.template + at * 4, true);
    const time = (at: number): number | null => {
      const value = view.getFloat64(columns.time + at * 8, true);
      return Number.isNaN(value) ? null : value;
    };
    return {
      length: group.rows,
      line,
      time,
      template,
      row(at: number): EventRow {
        return {
          line: line(at),
          start: view.getFloat64(columns.start + at * 8, true),
          time: time(at),
          template: template(at),
          level: levels[view.getUint8(columns.level + at)] ?? 'unknown',
        };
      },
    };
  }
}
