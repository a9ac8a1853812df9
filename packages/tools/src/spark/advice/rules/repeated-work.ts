import type { PlanNode, SqlExecution } from '../../model/application.ts';
import type { Finding } from '../finding.ts';
import { clean, outcomeOf } from '../finding.ts';
import { makeFinding } from '../make-finding.ts';
import { nodesOf } from '../plan.ts';
import type { SparkRule } from '../rule.ts';
import type { RunFigures } from '../run-figures.ts';

const manyRows = 1_000_000;
const maxShown = 5;

export const repeatedWork: SparkRule = {
  id: 'repeated-work',
  title: 'The same work more than once',
  look(run) {
    if (run.application.executions.every(({ tree }) => tree === null))
      return clean('The run has no SQL plan.');
    const found = [...repeatedScans(run), ...run.application.executions.flatMap(repeatedParts)];
    return outcomeOf(
      found,
      'No scan with the same filters ran in three queries or more, and no query makes the same part of its plan twice.',
    );
  },
};

/** Names of columns have a number that differs from plan to plan. */
const normalised = ({ name, text }: PlanNode): string =>
  `${name} ${text.replaceAll(/#\d+L?/g, '')}`;

function repeatedScans(run: RunFigures): Finding[] {
  const seen = new Map<
    string,
    { count: number; rows: number; executions: Set<SqlExecution>; name: string }
  >();
  for (const execution of run.application.executions)
    for (const { node, metric } of nodesOf(execution)) {
      if (!/^(Scan|FileScan|BatchScan)/.test(node.name) || node.metrics.length === 0) continue;
      const key = normalised(node);
      const entry = seen.get(key) ?? { count: 0, rows: 0, executions: new Set(), name: node.name };
      entry.count += 1;
      entry.rows += metric('number of output rows') ?? 0;
      entry.executions.add(execution);
      seen.set(key, entry);
    }
  return [...seen.values()]
    .filter(({ count, rows, executions }) => count >= 3 && executions.size >= 3 && rows > manyRows)
    .toSorted((a, b) => b.rows - a.rows)
    .slice(0, maxShown)
    .map(({ count, rows, executions, name }) =>
      makeFinding({
        rule: 'repeated-work',
        title: `The same scan is run ${count} times`,
        severity: 'info',
        queries: [...executions].slice(0, 10),
        measures: [
          { name: 'times', value: count, unit: 'count' },
          { name: 'rows in all', value: rows, unit: 'rows' },
        ],
        threshold:
          'The same scan with the same filters in at least three queries, more than a million rows in all.',
        formula: `${name}: ${count} times, ${rows} rows`,
        method: 'none',
        explanation: 'Several actions start from the same source; each reads and filters it again.',
        caveat: 'Caching costs memory and is only worth it for what is expensive to make.',
        disproof: 'The source changes between the queries.',
        codeAdvice: ['Cache the common part (and unpersist it), or write it once and read that.'],
      }),
    );
}

/** Fewer operators are nothing to be saved (sparkforensics takes the same bound). */
const minOperators = 3;

interface Part {
  readonly key: number;
  readonly operators: number;
}

/**
 * Parts of one plan that are there twice and were run twice. What Spark uses again is a leaf of the plan (ReusedExchange), so it is not
 * met here. Only the largest parts are told, not what lies in them.
 */
function repeatedParts(execution: SqlExecution): Finding[] {
  const nodes = nodesOf(execution);
  const keys = new Map<string, number>();
  const parts = new Map<PlanNode, Part>();
  // Children come after their parents in the list.
  for (const { node } of nodes.toReversed()) {
    const children = node.children.map((child) => parts.get(child) ?? { key: -1, operators: 0 });
    // Wrappers of code generation and of adaptive execution are numbered, and do nothing themselves.
    const isWrapper = /^(?:WholeStageCodegen|InputAdapter|\w*QueryStage|AdaptiveSparkPlan)/.test(
      node.name,
    );
    const text = `${isWrapper ? '' : normalised(node)}(${children.map(({ key }) => key).join()})`;
    if (!keys.has(text)) keys.set(text, keys.size);
    const operators = children.reduce((sum, child) => sum + child.operators, isWrapper ? 0 : 1);
    parts.set(node, { key: keys.get(text)!, operators });
  }
  const count = new Map<number, number>();
  const rowsOf = new Map<number, number>();
  for (const { node, metric } of nodes) {
    const { key } = parts.get(node)!;
    count.set(key, (count.get(key) ?? 0) + 1);
    rowsOf.set(
      key,
      Math.max(
        rowsOf.get(key) ?? 0,
        metric('number of output rows') ?? 0,
        metric('records read') ?? 0,
      ),
    );
  }
  const isTwice = (node: PlanNode): boolean => {
    const part = parts.get(node);
    return part !== undefined && part.operators >= minOperators && count.get(part.key)! >= 2;
  };
  const told = new Set<number>();
  const found: Finding[] = [];
  for (const { node, above } of nodes) {
    const { key, operators } = parts.get(node)!;
    if (!isTwice(node) || told.has(key) || above.some(isTwice)) continue;
    const inside = nodesOf({ ...execution, tree: node });
    const rows = inside.reduce(
      (most, each) => Math.max(most, rowsOf.get(parts.get(each.node)!.key) ?? 0),
      0,
    );
    if (
      rows < manyRows ||
      !inside.some((each) => /^(?:Exchange|Scan|FileScan|BatchScan)/.test(each.node.name))
    )
      continue;
    told.add(key);
    found.push(
      makeFinding({
        rule: 'repeated-work',
        title: `A part of ${operators} operators is made ${count.get(key)} times in one query`,
        severity: 'info',
        queries: [execution],
        measures: [
          { name: 'times', value: count.get(key)!, unit: 'count' },
          { name: 'operators', value: operators, unit: 'count' },
          { name: 'rows', value: rows, unit: 'rows' },
        ],
        threshold: `The same ${minOperators} operators or more, with a shuffle or a scan and a million rows, at least twice in a plan that does not use them again.`,
        formula: `${node.name}: ${count.get(key)} times with ${rows} rows`,
        method: 'none',
        explanation:
          'The query joins or unites the same intermediate result with itself, and each side makes it anew.',
        caveat: 'Parts that look alike may read data that changed in between.',
        disproof: 'The plan shows ReusedExchange in the place of the second one.',
        codeAdvice: [
          'Cache the common part, or write it once; where spark.sql.exchange.reuse is off, switch it on.',
        ],
      }),
    );
    if (found.length === maxShown) break;
  }
  return found;
}
