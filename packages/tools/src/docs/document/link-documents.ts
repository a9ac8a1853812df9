import type { PipelineFacts } from '../facts/fact.ts';

interface Placed {
  readonly pipeline: PipelineFacts;
  /** Of its document. */
  readonly path: string;
}

/**
 * Finds the documents of the jobs, scripts and DAGs that a pipeline starts or waits for, and notes them in its facts. A script is found
 * by the end of its path, because code names it from another folder (`/opt/airflow/jobs/load.py`); where several fit equally, none is taken.
 */
export function linker(placed: readonly Placed[]): (pipeline: PipelineFacts) => PipelineFacts {
  const byName = new Map<string, string | null>();
  const byBase = new Map<string, Placed[]>();
  for (const each of placed) {
    const { kind, name, file } = each.pipeline;
    if (kind === 'airflow' || kind === 'dbt') byName.set(name, byName.has(name) ? null : each.path);
    const base = file.split('/').at(-1)!;
    byBase.set(base, [...(byBase.get(base) ?? []), each]);
  }
  const documentOf = (value: string): string | null => {
    const named = byName.get(value);
    if (named !== undefined) return named;
    const tail = /[\w.-]+(?:\/[\w.-]+)*$/.exec(value)?.[0].split('/').toReversed();
    if (tail === undefined) return null;
    const fitting = (byBase.get(tail[0]!) ?? []).map((each) => ({
      path: each.path,
      common: commonLength(each.pipeline.file.split('/').toReversed(), tail),
    }));
    const best = Math.max(0, ...fitting.map(({ common }) => common));
    const closest = fitting.filter(({ common }) => common === best);
    return closest.length === 1 ? closest[0]!.path : null;
  };
  return (pipeline) => ({
    ...pipeline,
    facts: pipeline.facts.map((fact) => {
      if (fact.kind !== 'triggers' && fact.kind !== 'waits-for') return fact;
      const document = documentOf(fact.value);
      return document === null ? fact : { ...fact, attributes: { ...fact.attributes, document } };
    }),
  });
}

function commonLength(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((segment, index) => segment !== other[index]);
  return at < 0 ? one.length : at;
}
