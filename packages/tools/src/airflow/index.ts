export * from './facts.ts';
export { readDagFile, type DagSource, type ReadDagFile } from './read-dag-file.ts';
export type { PythonParser, PythonSyntax, PythonTree } from './python/syntax.ts';
