import { parentPort } from 'node:worker_threads';
import { parse, type Dialect } from '@polyglot-sql/sdk';

/** Parses one statement after another; a worker, so that a statement that takes too long can be ended with it. */

interface Request {
  readonly id: number;
  readonly statement: string;
  readonly dialect: Dialect;
}

parentPort!.on('message', ({ id, statement, dialect }: Request) => {
  try {
    const { success, ast, error } = parse(statement, dialect);
    parentPort!.postMessage(success ? { id, tree: ast } : { id, problem: error ?? 'not readable' });
  } catch (error) {
    parentPort!.postMessage({
      id,
      problem: error instanceof Error ? error.message : String(error),
    });
  }
});
