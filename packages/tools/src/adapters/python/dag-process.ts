import {
  createTreeCache,
  fromRuff,
  isForAirflow3,
  lintFile,
  mergeFindings,
  openModules,
  readDagFile,
  readDagYaml,
  type DagSource,
  type ReadAnswer,
} from '../../airflow/index.ts';
import { openPythonParser } from './open-python-parser.ts';
import { runRuff } from './run-ruff.ts';

/** Reads and checks one file after another; a process, so that one that takes too long or too much can be ended with it. */

export interface DagRequest {
  readonly id: number;
  readonly source: DagSource;
  /** Files that it may import. */
  readonly behind: readonly DagSource[];
  readonly lint: boolean;
  readonly now: number;
}

const parsing = openPythonParser();
/** Files that many others import are parsed once; the process may have 256 MB. */
const trees = createTreeCache(1_000_000);

// The first message says that files can be read; it has no id.
void parsing.then(
  () => process.send!({}),
  () => process.send!({}),
);
// Whoever asked is gone.
process.on('disconnect', () => process.exit());
process.on('message', (request: DagRequest) => {
  void parsing
    .then((parser) => answer(request, parser))
    .catch((error: unknown) => ({
      problem: error instanceof Error ? error.message : String(error),
    }))
    .then((found) => process.send!({ id: request.id, ...found }));
});

function answer(
  { source, behind, lint, now }: DagRequest,
  parser: Awaited<typeof parsing>,
): ReadAnswer {
  if (/\.ya?ml$/i.test(source.name))
    return { facts: readDagYaml(source), findings: [], missing: [] };
  const read = readDagFile(source, parser, openModules(behind, parser, trees));
  if (!lint) return { facts: read.facts, findings: [], missing: [] };
  const own = lintFile(read, now);
  try {
    const ruff = fromRuff(runRuff(source.text), read.facts, isForAirflow3(read.tree));
    return { facts: read.facts, findings: mergeFindings(own, ruff), missing: [] };
  } catch (error) {
    return {
      facts: read.facts,
      findings: own,
      missing: [`ruff: ${error instanceof Error ? error.message : String(error)}`],
    };
  }
}
