/**
 * An incident as it is told: log files with the lines that prove the cause, lines that only look like it, and much that is neither.
 * Written from what the products print; every text is ours or a message of the product.
 */
export interface Incident {
  readonly id: string;
  /** What a person on call would type. */
  readonly question: string;
  readonly tools: readonly ('Spark' | 'Airflow' | 'dbt' | 'Kafka' | 'Kubernetes' | 'database')[];
  /** `recorded`: the lines that matter come from a real run; `written`: by us, after the products' messages. */
  readonly origin: 'recorded' | 'written';
  readonly expected: Expected;
  readonly files: readonly LogFile[];
}

export interface Expected {
  /** `cause`: the logs prove it. `inconclusive`: they cannot, another log must be read. `healthy`: nothing failed. */
  readonly outcome: 'cause' | 'inconclusive' | 'healthy';
  /** An id of `causes.json`; of an inconclusive incident, what may be named without being sure. */
  readonly cause?: string;
  /** Other ids that an expert would accept as the first cause. */
  readonly accepted?: readonly string[];
  /** Ids that are wrong and tempting; naming one of them first counts apart. */
  readonly forbidden?: readonly string[];
  /** What an expert rules out, and by what. */
  readonly ruledOut?: readonly { readonly cause: string; readonly because: string }[];
  /** Of an inconclusive incident: the advice on what to read next has one of these words. A cause may be named beside it. */
  readonly readNext?: readonly string[];
}

export interface LogFile {
  readonly name: string;
  readonly text: string;
  /** Numbers of the lines (from 1) that prove the cause. */
  readonly evidence: readonly number[];
  /** Numbers of lines that look like a cause and are none. */
  readonly redHerrings: readonly number[];
}

/** Random numbers in [0, 1) that are the same on every machine (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Moment {
  readonly time: Date;
  readonly random: () => number;
}

/** Writes one log file; the clock goes on by itself from line to line. */
export class LogWriter {
  readonly #name: string;
  readonly #line: (time: Date, level: string, component: string, message: string) => string;
  readonly #background: (moment: Moment) => readonly [level: string, from: string, text: string];
  readonly #random: () => number;
  #time: number;
  readonly #lines: string[] = [];
  readonly #evidence: number[] = [];
  readonly #redHerrings: number[] = [];

  constructor(options: {
    readonly name: string;
    readonly start: string;
    readonly seed: number;
    readonly line: (time: Date, level: string, component: string, message: string) => string;
    readonly background: (moment: Moment) => readonly [level: string, from: string, text: string];
  }) {
    this.#name = options.name;
    this.#line = options.line;
    this.#background = options.background;
    this.#random = seeded(options.seed);
    this.#time = Date.parse(options.start);
  }

  /** Lines of everyday work. */
  quiet(count: number): this {
    for (let at = 0; at < count; at += 1) {
      this.#time += Math.floor(this.#random() * 900) + 20;
      const [level, from, text] = this.#background({
        time: new Date(this.#time),
        random: this.#random,
      });
      this.#lines.push(this.#line(new Date(this.#time), level, from, text));
    }
    return this;
  }

  /** Seconds in which nothing is written. */
  pause(seconds: number): this {
    this.#time += seconds * 1000;
    return this;
  }

  /** A line of the story, and lines below it without a head of their own; a message may have several lines too. */
  say(level: string, from: string, message: string, below: readonly string[] = []): this {
    this.#write(level, from, message, below);
    return this;
  }

  /** As `say`; the message proves the cause. */
  proof(level: string, from: string, message: string, below: readonly string[] = []): this {
    const { first, lines } = this.#write(level, from, message, below);
    for (let at = 0; at < lines - below.length; at += 1) this.#evidence.push(first + at);
    return this;
  }

  /** As `say`; the lines below that `pattern` finds prove the cause. */
  proofBelow(
    level: string,
    from: string,
    message: string,
    below: readonly string[],
    pattern: RegExp,
  ): this {
    const { first, lines } = this.#write(level, from, message, below);
    const start = first + lines - below.length;
    for (const [at, line] of below.entries())
      if (pattern.test(line)) this.#evidence.push(start + at);
    return this;
  }

  /** As `say`; the lines look like a cause and are none. */
  herring(level: string, from: string, message: string, below: readonly string[] = []): this {
    const { first, lines } = this.#write(level, from, message, below);
    for (let at = 0; at < lines; at += 1) this.#redHerrings.push(first + at);
    return this;
  }

  #write(level: string, from: string, message: string, below: readonly string[]) {
    this.#time += Math.floor(this.#random() * 40) + 1;
    const head = this.#line(new Date(this.#time), level, from, message).split('\n');
    const first = this.#lines.length + 1;
    this.#lines.push(...head, ...below);
    return { first, lines: head.length + below.length };
  }

  file(): LogFile {
    return {
      name: this.#name,
      text: `${this.#lines.join('\n')}\n`,
      evidence: this.#evidence,
      redHerrings: this.#redHerrings,
    };
  }
}
