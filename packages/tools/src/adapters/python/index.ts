export { openPythonParser } from './open-python-parser.ts';
