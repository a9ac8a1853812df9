import type { Cause } from '../../diagnosis/index.ts';
import { diagnoseText } from './diagnose-text.ts';
import {
  placeOfImportError,
  type ImportErrorEntry,
  type ImportErrorPlace,
} from './import-errors.ts';

export interface ExplainedImportError extends ImportErrorPlace {
  readonly file: string;
  readonly bundle: string | null;
  /** Best cause of the diagnosis engine; null where it has none. */
  readonly cause: Pick<
    Cause,
    'id' | 'title' | 'explanation' | 'fix' | 'firstChecks' | 'lookNext'
  > | null;
  /** An import error stays until file or environment change; only a time-out may not. */
  readonly retryHelps: boolean;
  readonly readNext: string;
}

/** Cause, place and next step of an import error. */
export async function explainImportError(
  entry: ImportErrorEntry,
  sha256: (bytes: Uint8Array) => string,
): Promise<ExplainedImportError> {
  const place = placeOfImportError(entry);
  // The engine knows these texts from the logs and the banner, where the file stands before them.
  const { causes } = await diagnoseText(
    `Broken DAG: [${entry.file}] ${entry.text}\n`,
    entry.file,
    sha256,
  );
  const [best] = causes;
  const timedOut = /timeout|timed out/i.test(`${place.exception ?? ''} ${place.message}`);
  return {
    ...place,
    file: entry.file,
    bundle: entry.bundle,
    cause: best
      ? {
          id: best.id,
          title: best.title,
          explanation: best.explanation,
          fix: best.fix,
          firstChecks: best.firstChecks,
          lookNext: best.lookNext,
        }
      : null,
    retryHelps: false,
    readNext: timedOut
      ? 'The DAG-processor log: an import that takes too long leaves its traceback there, and in Airflow 3 often no row here.'
      : place.culprit
        ? `Line ${place.culprit.line} of the named file; nothing in the task logs, because no task of this file runs.`
        : 'The DAG-processor log around the time of the error.',
  };
}
