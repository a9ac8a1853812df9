import type { DagFacts, FileFacts } from '../facts.ts';
import type { PythonTree } from '../python/syntax.ts';

export const findingLevels = ['error', 'warning', 'info'] as const;
/** `error`: Airflow refuses it, or it cannot work. `warning`: it will hurt. `info`: worth knowing. */
export type FindingLevel = (typeof findingLevels)[number];

interface FixEdit {
  /** 1-based; columns in UTF-16 units, end exclusive. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

export interface Finding {
  /** Ruff's code, or the name of a rule of ours. */
  readonly rule: string;
  readonly level: FindingLevel;
  readonly message: string;
  /** What to do. */
  readonly hint: string;
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  readonly dagId: string | null;
  readonly taskId: string | null;
  readonly fix: { readonly message: string; readonly edits: readonly FixEdit[] } | null;
  /** Part of the way from Airflow 2 to 3. */
  readonly migration: boolean;
}

export interface RuleInput {
  readonly facts: FileFacts;
  readonly tree: PythonTree;
  /** Of the files that it imports, by their paths. */
  readonly imported: ReadonlyMap<string, PythonTree>;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The file imports what only Airflow 3 has. */
  readonly forAirflow3: boolean;
}

export type Rule = (input: RuleInput) => Iterable<Finding>;

interface Place {
  /** Where it is not the file that is checked. */
  readonly file?: string | undefined;
  readonly line: number;
  readonly endLine?: number;
  readonly dag?: DagFacts | null;
  readonly taskId?: string | null;
  readonly migration?: boolean;
}

/** A finding of a rule of ours; names of others belong into code spans in `message`. */
export function finding(
  { facts }: RuleInput,
  rule: string,
  level: FindingLevel,
  { file = facts.file, line, endLine = line, dag = null, taskId = null, migration = false }: Place,
  message: string,
  hint: string,
): Finding {
  return {
    rule,
    level,
    message,
    hint,
    file,
    line,
    endLine,
    dagId: typeof dag?.dagId === 'string' ? dag.dagId : null,
    taskId,
    fix: null,
    migration,
  };
}

/** Findings about a file that several others import are told once. */
export function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, file, line, message }) => {
    const key = JSON.stringify([rule, file, line, message]);
    return !seen.has(key) && seen.add(key);
  });
}

/** A name of others inside a sentence. */
export const code = (text: string): string => `\`${text.replaceAll('`', "'").slice(0, 200)}\``;
