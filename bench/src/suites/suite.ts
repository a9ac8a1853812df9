/** What every evaluation suite gives back; printed as one JSON object by `eval.ts`. */
interface SuiteResult {
  /** How many cases were scored. */
  readonly n: number;
  readonly scores: Readonly<Record<string, unknown>>;
  readonly failures: readonly { readonly id: string; readonly why: string }[];
}

interface SuiteOptions {
  /** Folder with the layout of the suite's area. */
  readonly data: string;
  /** Extra sources that some suites need. */
  readonly sources: string | undefined;
  /** Score at most this many cases. */
  readonly limit: number | undefined;
}

export type Suite = (options: SuiteOptions) => Promise<SuiteResult>;
