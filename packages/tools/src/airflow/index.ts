export * from './facts.ts';
export { readDagFile, type DagSource, type ReadDagFile } from './read-dag-file.ts';
export { field, fields, parts, walk } from './python/syntax.ts';
export type {
  Origin as PythonOrigin,
  PythonParser,
  PythonSyntax,
  PythonTree,
} from './python/syntax.ts';
export { describeCron, describeSchedule, describeSeconds } from './cron/describe-schedule.ts';
export { nextRuns, type DagRun, type NextRuns, type NextRunsRequest } from './cron/next-runs.ts';
export { parseCron } from './cron/parse-cron.ts';
export { readDagYaml } from './read-dag-yaml.ts';
export { maxSourceCharacters, type DagReader, type ReadAnswer } from './dag-reader.ts';
export { findingLevels, withoutRepeats, type Finding, type FindingLevel } from './lint/finding.ts';
export { fromRuff, mergeFindings, type RuffDiagnostic } from './lint/from-ruff.ts';
export { isForAirflow3, lintFile } from './lint/lint-file.ts';
export { lintProject } from './lint/lint-project.ts';
export { explainImportError, type ExplainedImportError } from './errors/explain-import-error.ts';
export { parseImportErrors, type ImportErrorEntry } from './errors/import-errors.ts';
export { groupTaskLogs, type TaskLogs } from './errors/task-logs.ts';
export {
  findCulprits,
  parseTaskStates,
  type Culprit,
  type TaskState,
} from './errors/task-states.ts';
export { migrationReport, planMigration, type MigrationPlan } from './migration/plan-migration.ts';
export { countOf, findingsAsGithub, findingsAsSarif } from './reports/write-findings.ts';
export { createFilesBehind, type FilesBehind } from './modules/files-behind.ts';
export { createTreeCache, openModules } from './modules/open-modules.ts';
export { explainDag } from './explain-dag.ts';
