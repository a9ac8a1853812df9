export * from './facts.ts';
export { readDagFile, type DagSource, type ReadDagFile } from './read-dag-file.ts';
export { field, fields, parts, walk } from './python/syntax.ts';
export type { PythonParser, PythonSyntax, PythonTree } from './python/syntax.ts';
