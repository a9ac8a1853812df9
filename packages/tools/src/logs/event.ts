/** What the log engine knows about one event. Pure data; see `read-events.ts` for how it is made. */

export const levels = ['unknown', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type Level = (typeof levels)[number];

/** One exception of a chain, outermost first; `causedBy` chains follow in the array. */
export interface ExceptionInfo {
  /** Class as written: `java.lang.OutOfMemoryError`, `KeyError`. */
  readonly type: string;
  readonly message: string;
  /** Frames as written, trimmed, at most 40; `framesTotal` says how many there were. */
  readonly frames: readonly string[];
  readonly framesTotal: number;
  readonly language: 'java' | 'python' | 'other';
}

/** A header line together with its continuation lines (stack trace, wrapped text). */
export interface LogEvent {
  /** 1-based number of the first line. */
  readonly line: number;
  /** How many lines the event spans. */
  readonly lineCount: number;
  /** Byte range in the unpacked source: [start, end), without the last line break. */
  readonly start: number;
  readonly end: number;
  /** Epoch milliseconds, or null where the line has none that can be read. */
  readonly time: number | null;
  readonly level: Level;
  /** Logger, class, file or process as the header names it; '' where there is none. */
  readonly component: string;
  /** `container_…/stderr`: the log that a dump of many logs gives here; absent elsewhere. */
  readonly source?: string;
  /** The first line without its header (time, level, component): what templates are mined from. */
  readonly message: string;
  /**
   * The whole event as decoded text, header included; cut at `maxEventBytes` (`textCut` tells). Without what a container
   * runtime or a runner wrote around each line (`wrapped-line.ts`).
   */
  readonly text: string;
  /** Where in the text a line of the file begins without a line break: a runtime had cut one printed line into several. */
  readonly joins?: readonly number[];
  readonly textCut: boolean;
}

/** Names of the formats that are recognised; `generic` is the fallback. */
export const formats = [
  'spark-log4j',
  'hadoop-log4j',
  'airflow2-text',
  'airflow3-json',
  'airflow3-text',
  'syslog',
  'json-lines',
  'kafka',
  'dbt',
  'kubernetes-cri',
  'docker-json',
  'container-timestamps',
  'github-actions',
  'gitlab-ci',
  'yarn-dump',
  'journald',
  'logfmt',
  'klog',
  'spark-json',
  'spark-event-log',
  'ecs-json',
  'otlp-json',
  'flink',
  'trino',
  'hive',
  'postgres',
  'mysql',
  'generic',
] as const;
export type FormatId = (typeof formats)[number];
