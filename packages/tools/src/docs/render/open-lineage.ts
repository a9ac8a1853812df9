import type { Fact, PipelineFacts } from '../facts/fact.ts';

/** The version of the OpenLineage specification that the events follow (https://openlineage.io/spec/2-0-2/OpenLineage.json). */
const schemaUrl = 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent';
const facetUrl = (name: string): string => `https://openlineage.io/spec/facets/1-0-0/${name}.json`;
const producer = 'https://github.com/datasherpa/datasherpa';

/**
 * A pipeline as an OpenLineage JobEvent (a job as it is written, not a run of it): datasets read and written, the source file, what
 * the code says about it, and the columns where they are known.
 * @param eventTime ISO 8601; handed in, so that the same facts give the same event.
 */
export function toOpenLineage(
  pipeline: PipelineFacts,
  namespace: string,
  eventTime: string,
): unknown {
  const { facts } = pipeline;
  const says = facts.find(({ kind }) => kind === 'says')?.value;
  const datasets = (kind: 'reads' | 'writes'): Fact[] => {
    const seen = new Set<string>();
    return facts.filter((fact) => {
      if (fact.kind !== kind || seen.has(fact.value.toLowerCase())) return false;
      seen.add(fact.value.toLowerCase());
      return true;
    });
  };
  const written = datasets('writes');
  const columns = facts.filter(
    ({ kind, value, attributes }) =>
      kind === 'column' && value !== '*' && (attributes['from'] ?? '') !== '',
  );
  const facet = (name: string, body: object): object => ({
    _producer: producer,
    _schemaURL: facetUrl(name),
    ...body,
  });
  const lineage =
    written.length === 1 && columns.length > 0
      ? {
          columnLineage: facet('ColumnLineageDatasetFacet', {
            fields: Object.fromEntries(
              columns.map(({ value, attributes }) => [
                value,
                {
                  inputFields: attributes['from']!.split(', ').map((from) => {
                    const dot = from.lastIndexOf('.');
                    return {
                      namespace,
                      name: dot < 0 ? '' : from.slice(0, dot),
                      field: from.slice(dot + 1),
                    };
                  }),
                },
              ]),
            ),
          }),
        }
      : {};
  return {
    eventTime,
    producer,
    schemaURL: schemaUrl,
    job: {
      namespace,
      name: pipeline.name,
      facets: {
        sourceCodeLocation: facet('SourceCodeLocationJobFacet', {
          type: 'file',
          url: pipeline.file,
        }),
        ...(says !== undefined && {
          documentation: facet('DocumentationJobFacet', { description: says }),
        }),
      },
    },
    inputs: datasets('reads').map(({ value }) => ({ namespace, name: value })),
    outputs: written.map(({ value }) => ({ namespace, name: value, facets: lineage })),
  };
}
