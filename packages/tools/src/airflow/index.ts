export * from './facts.ts';
export { readDagFile, type DagSource, type ReadDagFile } from './read-dag-file.ts';
export { field, fields, parts, walk } from './python/syntax.ts';
export type { PythonParser, PythonSyntax, PythonTree } from './python/syntax.ts';
export { describeCron, describeSchedule, describeSeconds } from './cron/describe-schedule.ts';
export { nextRuns, type DagRun, type NextRuns, type NextRunsRequest } from './cron/next-runs.ts';
export { parseCron } from './cron/parse-cron.ts';
export { readDagYaml } from './read-dag-yaml.ts';
