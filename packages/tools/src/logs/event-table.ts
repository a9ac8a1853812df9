import { levels, type Level } from './event.ts';

/**
 * Where each event of a file stands: a columnar file in row groups, so that a line, a template or a time is found without
 * reading the log. One row takes 27 bytes: start (float64), time (float64, NaN where none), line (uint32), template (uint32), component (uint16, its
 * place in the list of names), level (uint8).
 */

const groupRows = 65_536;
/** Rows that there is room for at first; four times as many whenever they are full. */
const firstRows = 1024;
const rowBytes = 27;
/** Names of components that are told apart; what comes later counts as none. */
const maxComponents = 4096;
const maxComponentCharacters = 200;

export interface EventRow {
  readonly line: number;
  readonly start: number;
  readonly time: number | null;
  readonly template: number;
  readonly level: Level;
  /** Logger, class, file or process; '' where there is none. */
  readonly component: string;
}

/** Describes one row group; the list of them is kept beside the table (see `EventTableIndex`). */
interface RowGroup {
  readonly rows: number;
  readonly firstLine: number;
  readonly firstStart: number;
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
  /** Names by the number that rows have; the first is ''. */
  readonly components: readonly string[];
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
  #components = new Uint16Array(firstRows);
  readonly #groups: RowGroup[] = [];
  readonly #numbers = new Map([['', 0]]);

  /** @returns the bytes of a group when this row filled it. */
  add({ line, start, time, template, level, component }: EventRow): Uint8Array | null {
    if (this.#rows === this.#lines.length) this.#grow();
    const at = this.#rows;
    this.#starts[at] = start;
    this.#times[at] = time ?? Number.NaN;
    this.#lines[at] = line;
    this.#templates[at] = template;
    this.#levels[at] = levels.indexOf(level);
    this.#components[at] = this.numberOf(component);
    this.#rows += 1;
    return this.#rows === groupRows ? this.#flush() : null;
  }

  /** @returns the bytes of the last group, and the index of the whole table. */
  finish(): { bytes: Uint8Array; index: EventTableIndex } {
    const bytes = this.#rows > 0 ? this.#flush() : new Uint8Array(0);
    return { bytes, index: { groups: this.#groups, components: [...this.#numbers.keys()] } };
  }

  /** The number of a name in `components` of the index. */
  numberOf(component: string): number {
    const name = component.slice(0, maxComponentCharacters);
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    if (this.#numbers.size === maxComponents) return 0;
    // A copy, for a part of a text keeps the whole text in memory.
    this.#numbers.set(new TextDecoder().decode(new TextEncoder().encode(name)), this.#numbers.size);
    return this.#numbers.size - 1;
  }

  #grow(): void {
    const length = this.#lines.length * 4;
    const grown = <Column extends Float64Array | Uint32Array | Uint16Array | Uint8Array>(
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
    this.#components = grown(this.#components, new Uint16Array(length));
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
      view.setUint16(columns.component + at * 2, this.#components[at]!, true);
      view.setUint8(columns.level + at, this.#levels[at]!);
    }
    const times: [number, number] | null = first <= last ? [first, last] : null;
    this.#groups.push({ rows, firstLine: this.#lines[0]!, firstStart: this.#starts[0]!, times });
    this.#rows = 0;
    return new Uint8Array(view.buffer);
  }
}

const columnsOf = (rows: number) => ({
  start: 0,
  time: rows * 8,
  line: rows * 16,
  template: rows * 20,
  component: rows * 24,
  level: rows * 26,
});

/** The rows of one group, by their place in it. */
export interface GroupRows {
  readonly length: number;
  readonly line: (at: number) => number;
  readonly start: (at: number) => number;
  readonly time: (at: number) => number | null;
  readonly template: (at: number) => number;
  /** Its place in `levels`. */
  readonly level: (at: number) => number;
  /** Its place in the list of names. */
  readonly component: (at: number) => number;
  readonly row: (at: number) => EventRow;
}

/** Reads a table through `read`, which gives the bytes [from, to) of it. */
export class EventTable {
  readonly #index: EventTableIndex;
  readonly #read: (from: number, to: number) => Promise<Uint8Array>;
  /** The group that was read last: neighbouring lines are asked for one after another. */
  #last: { readonly number: number; readonly rows: GroupRows } | null = null;

  constructor(index: EventTableIndex, read: (from: number, to: number) => Promise<Uint8Array>) {
    this.#index = index;
    this.#read = read;
  }

  /** The last event that starts at or before the line; null in an empty table. */
  async eventAtLine(line: number): Promise<EventRow | null> {
    const rows = await this.#group(this.#groupUpTo(line, ({ firstLine }) => firstLine));
    return rows?.row(lastUpTo(rows.length, line, rows.line)) ?? null;
  }

  /** The last event that starts at or before the byte; null in an empty table. At once where its group is the one read last. */
  eventAtByte(byte: number): EventRow | null | Promise<EventRow | null> {
    const number = this.#groupUpTo(byte, ({ firstStart }) => firstStart);
    const rowIn = (rows: GroupRows | null): EventRow | null =>
      rows?.row(lastUpTo(rows.length, byte, rows.start)) ?? null;
    return this.#last?.number === number ? rowIn(this.#last.rows) : this.#group(number).then(rowIn);
  }

  #groupUpTo(wanted: number, valueOf: (group: RowGroup) => number): number {
    const { groups } = this.#index;
    return lastUpTo(groups.length, wanted, (at) => valueOf(groups[at]!));
  }

  /** The rows of the groups with a time in the range, in order; a group that lies outside of it is not read. */
  async *groups(range: TimeRange): AsyncGenerator<GroupRows, void, undefined> {
    const { after = -Infinity, before = Infinity } = range;
    const open = range.after === undefined && range.before === undefined;
    for (const [number, { times }] of this.#index.groups.entries()) {
      if (!open && (!times || times[1] < after || times[0] > before)) continue;
      const rows = await this.#group(number);
      if (rows) yield rows;
    }
  }

  async #group(number: number): Promise<GroupRows | null> {
    if (this.#last?.number === number) return this.#last.rows;
    const rows = await this.#readGroup(number);
    if (rows) this.#last = { number, rows };
    return rows;
  }

  async #readGroup(number: number): Promise<GroupRows | null> {
    const { groups, components } = this.#index;
    const group = groups[number];
    if (!group) return null;
    const before = groups.slice(0, number).reduce((sum, { rows }) => sum + rows, 0);
    const bytes = await this.#read(before * rowBytes, (before + group.rows) * rowBytes);
    const columns = columnsOf(group.rows);
    const column = <Values>(type: ColumnType<Values>, from: number): Values =>
      columnIn(bytes, type, from, group.rows);
    const starts = column(Float64Array, columns.start);
    const times = column(Float64Array, columns.time);
    const lines = column(Uint32Array, columns.line);
    const templates = column(Uint32Array, columns.template);
    const numbers = column(Uint16Array, columns.component);
    const rows: GroupRows = {
      length: group.rows,
      line: (at) => lines[at]!,
      start: (at) => starts[at]!,
      time: (at) => (Number.isNaN(times[at]!) ? null : times[at]!),
      template: (at) => templates[at]!,
      level: (at) => bytes[columns.level + at]!,
      component: (at) => numbers[at]!,
      row: (at) => ({
        line: rows.line(at),
        start: rows.start(at),
        time: rows.time(at),
        template: rows.template(at),
        level: levels[rows.level(at)] ?? 'unknown',
        component: components[rows.component(at)] ?? '',
      }),
    };
    return rows;
  }
}

interface ColumnType<Values> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): Values;
}

/** Machines that keep the low byte first, as the table does: all that Node is built for today but one. */
const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** A column as numbers: where it is, if the machine can read it there. */
function columnIn<Values>(
  bytes: Uint8Array,
  type: ColumnType<Values>,
  from: number,
  rows: number,
): Values {
  const size = type.BYTES_PER_ELEMENT;
  const at = bytes.byteOffset + from;
  if (isLittleEndian && at % size === 0) return new type(bytes.buffer, at, rows);
  const copy = bytes.slice(from, from + rows * size);
  if (!isLittleEndian)
    for (let value = 0; value < copy.length; value += size)
      copy.subarray(value, value + size).reverse();
  return new type(copy.buffer, copy.byteOffset, rows);
}

/** The last place whose value is at most the wanted one; 0 where none is. Values ascend. */
function lastUpTo(length: number, wanted: number, valueAt: (at: number) => number): number {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (valueAt(middle) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
