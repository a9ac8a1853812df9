import { SherpaError } from '../errors.ts';
import type { Limit } from '../diagnosis/index.ts';
import type { EventRow, Level } from '../logs/index.ts';
import { logsCollection, templateDocument } from './ingest-file.ts';
import { mergedOf, templateIdOf, type PlannedFile } from './plan-search.ts';
import type { HitCounts, WorkspaceStores } from './workspace.ts';

/** Widths of a bucket in milliseconds; each divides the next, so that buckets become wider without a second look at the events. */
const widths = [
  1, 10, 100, 1000, 5000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000,
  10_800_000, 21_600_000, 43_200_000, 86_400_000, 604_800_000, 2_419_200_000, 31_449_600_000,
  314_496_000_000, 3_144_960_000_000, 31_449_600_000_000,
];
const maxBuckets = 60;
const maxNamed = 10;
const maxFilesNamed = 20;

type LevelCounts = Partial<Record<Level, number>>;

const addTo = (counts: LevelCounts, level: Level, amount: number): void => {
  counts[level] = (counts[level] ?? 0) + amount;
};

/** Counts per level in buckets of time that widen as the range grows; memory is that of 60 buckets. */
export class Histogram {
  #step = 0;
  #buckets = new Map<number, LevelCounts>();
  #first = Infinity;
  #last = -Infinity;

  add(time: number, level: Level, count = 1): void {
    if (time < this.#first || time > this.#last) {
      this.#first = Math.min(this.#first, time);
      this.#last = Math.max(this.#last, time);
      while (this.#number(this.#last) - this.#number(this.#first) >= maxBuckets) this.#widen();
    }
    addTo(this.#bucket(this.#number(time)), level, count);
  }

  /** Times that are counted together with this one at least: [from, to). They stay together when buckets become wider. */
  bucketOf(time: number): [from: number, to: number] {
    const from = this.#number(time) * widths[this.#step]!;
    return [from, from + widths[this.#step]!];
  }

  /** Adds what another one counted. Widths divide each other, so that the sum is as if each time had been added. */
  addAll(other: Histogram): void {
    if (other.#buckets.size === 0) return;
    this.#first = Math.min(this.#first, other.#first);
    this.#last = Math.max(this.#last, other.#last);
    while (
      this.#step < other.#step ||
      this.#number(this.#last) - this.#number(this.#first) >= maxBuckets
    )
      this.#widen();
    const factor = widths[this.#step]! / widths[other.#step]!;
    for (const [number, counts] of other.#buckets) {
      const bucket = this.#bucket(Math.floor(number / factor));
      for (const [level, count] of Object.entries(counts)) addTo(bucket, level as Level, count);
    }
  }

  get size(): number {
    return this.#buckets.size;
  }

  result(): HitCounts['histogram'] {
    if (this.#buckets.size === 0) return null;
    const width = widths[this.#step]!;
    const buckets: { time: number; total: number; levels: LevelCounts }[] = [];
    for (let number = this.#number(this.#first); number <= this.#number(this.#last); number++) {
      const levels = this.#buckets.get(number) ?? {};
      const total = Object.values(levels).reduce((sum, count) => sum + count, 0);
      buckets.push({ time: number * width, total, levels });
    }
    return { bucketMilliseconds: width, buckets };
  }

  get range(): readonly [first: number | null, last: number | null] {
    return this.#buckets.size === 0 ? [null, null] : [this.#first, this.#last];
  }

  #number(time: number): number {
    return Math.floor(time / widths[this.#step]!);
  }

  #bucket(number: number): LevelCounts {
    let bucket = this.#buckets.get(number);
    if (!bucket) this.#buckets.set(number, (bucket = {}));
    return bucket;
  }

  #widen(): void {
    const before = this.#buckets;
    const factor = widths[this.#step + 1]! / widths[this.#step]!;
    this.#step += 1;
    this.#buckets = new Map();
    for (const [number, counts] of before) {
      const wider = this.#bucket(Math.floor(number / factor));
      for (const [level, count] of Object.entries(counts)) addTo(wider, level as Level, count);
    }
  }
}

/** The events of one template. */
export interface Tally {
  readonly levels: LevelCounts;
  /** Events by the number of their logger. */
  readonly loggers: Map<number, number>;
  readonly histogram: Histogram;
  untimed: number;
}

/** Adds up what was found by level, file, logger, template and time. Every hit is counted in each of them once. */
export class HitCounter {
  readonly #histogram = new Histogram();
  readonly #levels: LevelCounts = {};
  readonly #files = new Map<PlannedFile, { total: number; templates: Map<number, number> }>();
  readonly #loggers = new Map<string, number>();
  #total = 0;
  #untimed = 0;

  add(file: PlannedFile, row: EventRow | null): void {
    const level = row?.level ?? 'unknown';
    this.#total += 1;
    addTo(this.#levels, level, 1);
    const inFile = this.#inFile(file);
    inFile.total += 1;
    if (row) {
      inFile.templates.set(row.template, (inFile.templates.get(row.template) ?? 0) + 1);
      this.#loggers.set(row.component, (this.#loggers.get(row.component) ?? 0) + 1);
    }
    if (row?.time === undefined || row.time === null) this.#untimed += 1;
    else this.#histogram.add(row.time, level);
  }

  /** Adds all events of a template; `components` are the names of its file. */
  addTally(file: PlannedFile, template: number, tally: Tally, components: readonly string[]): void {
    let total = 0;
    for (const [level, count] of Object.entries(tally.levels)) {
      addTo(this.#levels, level as Level, count);
      total += count;
    }
    this.#total += total;
    this.#untimed += tally.untimed;
    const inFile = this.#inFile(file);
    inFile.total += total;
    inFile.templates.set(template, (inFile.templates.get(template) ?? 0) + total);
    for (const [number, count] of tally.loggers) {
      const name = components[number] ?? '';
      this.#loggers.set(name, (this.#loggers.get(name) ?? 0) + count);
    }
    this.#histogram.addAll(tally.histogram);
  }

  #inFile(file: PlannedFile): { total: number; templates: Map<number, number> } {
    let inFile = this.#files.get(file);
    if (!inFile) this.#files.set(file, (inFile = { total: 0, templates: new Map() }));
    return inFile;
  }

  /** The counts, with the text of the most frequent templates, and what of them is not shown. */
  async result(
    of: HitCounts['of'],
    { index }: WorkspaceStores,
    project: string,
  ): Promise<{ counts: HitCounts; limits: Limit[] }> {
    const files = [...this.#files]
      .map(([{ record }, { total }]) => ({ id: record.id, name: record.name, total }))
      .toSorted((a, b) => b.total - a.total);
    const loggers = [...this.#loggers]
      .filter(([name]) => name !== '')
      .map(([name, total]) => ({ name, total }))
      .toSorted((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1));
    const templates = this.#templates();
    const shown = templates.slice(0, maxNamed);
    const ids = shown.map(({ content, template }) => templateDocument(project, content, template));
    const payloads = await index.get(logsCollection, ids).catch((error: unknown) => {
      // The numbers are right without the texts.
      if (error instanceof SherpaError && error.code === 'STORE_UNAVAILABLE') return [];
      throw error;
    });
    const [first, last] = this.#histogram.range;
    const limits = [
      ...limitOfCounts('templates with hits', templates.length, maxNamed, 'template: or a level'),
      ...limitOfCounts('loggers with hits', loggers.length, maxNamed, 'logger:'),
    ];
    return {
      counts: {
        of,
        total: this.#total,
        levels: this.#levels,
        files: files.slice(0, maxFilesNamed),
        loggers: loggers.slice(0, maxNamed),
        templates: shown.map(({ id, total }, at) => {
          const text = payloads[at]?.['template'];
          return { id, text: typeof text === 'string' ? text : null, total };
        }),
        histogram: this.#histogram.result(),
        untimed: this.#untimed,
        firstTime: first,
        lastTime: last,
      },
      limits,
    };
  }

  #templates(): { id: string; content: string; template: number; total: number }[] {
    const all = new Map<string, { id: string; content: string; template: number; total: number }>();
    for (const [{ record, digest }, { templates }] of this.#files) {
      const merged = mergedOf(digest);
      const idOf = templateIdOf(digest);
      for (const [number, total] of templates) {
        const template = merged(number);
        const id = idOf(number);
        const known = all.get(id);
        if (known) known.total += total;
        else all.set(id, { id, content: record.sha256, template, total });
      }
    }
    return [...all.values()].toSorted((a, b) => b.total - a.total || (a.id < b.id ? -1 : 1));
  }
}

const limitOfCounts = (what: string, total: number, most: number, key: string): Limit[] =>
  total > most
    ? [
        {
          what,
          total,
          shown: most,
          why: 'Those with the most hits are named.',
          howToGetTheRest: `Narrow the query with ${key}.`,
        },
      ]
    : [];
