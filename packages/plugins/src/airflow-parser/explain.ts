import { defineTool } from '@datasherpa/agent/plugin';
import { explainDag } from '@datasherpa/tools/airflow';
import { SherpaError } from '@datasherpa/tools/errors';
import { z } from 'zod';
import { limitOfFiles, readFiles, readSources, sourceShape } from './read-sources.ts';

const output = z.object({
  explanations: z.array(
    z.object({
      dagId: z.string().nullable(),
      file: z.string(),
      line: z.number(),
      text: z.string(),
    }),
  ),
});

/** What a DAG does, in words, from its facts. */
export const explain = defineTool({
  summary:
    'Explain in words what an Airflow DAG does: when it runs, its steps in order, branches, retries, and what is not known.',
  input: z.object(sourceShape),
  output,
  risk: 'read',
  timeoutMs: 120_000,
  cli: { command: 'airflow explain', positional: [] },
  examples: [{ request: 'What are the steps of this DAG and when does it run?', input: {} }],
  // In free text a description is a document.
  routing: { verbs: [], attachmentKinds: [], fromText: () => ({}) },
  async run({ workspace, parsers, signal, now, progress }, input) {
    if (!parsers) throw new SherpaError('NO_SOURCES');
    const sources = await readSources(workspace, input, signal);
    if (sources.code.length === 0) throw new SherpaError('NO_SOURCES');
    const read = await readFiles(parsers, sources, {
      lint: false,
      now: now(),
      signal,
      progress,
    });
    const explanations = read.files.flatMap(({ facts }) =>
      facts.dags.map((dag) => ({
        dagId: typeof dag.dagId === 'string' ? dag.dagId : null,
        file: dag.span.file ?? facts.file,
        line: dag.span.line,
        text: explainDag(dag, now()),
      })),
    );
    return {
      status: explanations.length > 0 ? 'found' : 'nothing_found',
      data: { explanations },
      summary:
        explanations.length === 0
          ? 'The files make no DAG.'
          : explanations.length === 1
            ? explanations[0]!.text
            : `Explained ${explanations.length} DAGs.`,
      limits: limitOfFiles(sources),
    };
  },
  render: ({ explanations }) => explanations.map(({ text }) => text).join('\n\n'),
});
