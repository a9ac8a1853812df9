import { stringify } from 'yaml';
import type { PipelineFacts } from '../facts/fact.ts';

/**
 * A dbt properties file for the models among the pipelines, to be merged by hand: each column that the model selects, with an empty
 * description to fill, and the words that the code already has. Null where there is no model.
 */
export function toDbtSchema(pipelines: readonly PipelineFacts[]): string | null {
  const models = pipelines
    .filter(({ kind }) => kind === 'dbt')
    .map(({ name, facts }) => ({
      name,
      description:
        facts.find(({ kind, value }) => kind === 'says' && !value.includes(': '))?.value ?? '',
      columns: facts
        .filter(({ kind, value }) => kind === 'column' && value !== '*')
        .map(({ value }) => ({
          name: value,
          description:
            facts
              .find((fact) => fact.kind === 'says' && fact.value.startsWith(`${value}: `))
              ?.value.slice(value.length + 2) ?? '',
        })),
    }));
  return models.length === 0 ? null : stringify({ version: 2, models });
}
