export { createDagReader } from './create-dag-reader.ts';
export { openPythonParser } from './open-python-parser.ts';
