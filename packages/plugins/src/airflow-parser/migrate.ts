import { defineTool, ownWords } from '@datasherpa/agent/plugin';
import { migrationReport, planMigration } from '@datasherpa/tools/airflow';
import { SherpaError } from '@datasherpa/tools/errors';
import { z } from 'zod';
import { findingSchema } from './lint-dag.ts';
import { limitOfFiles, readFiles, readSources, sourceShape } from './read-sources.ts';

const output = z.object({
  files: z.array(
    z.object({
      file: z.string(),
      order: z.number(),
      effort: z.enum(['none', 'automatic', 'small', 'large']),
      points: z.number(),
      automatic: z.number(),
      byHand: z.number(),
      blocking: z.number(),
      dags: z.array(z.string()),
      usedBy: z.array(z.string()),
      findings: z.array(findingSchema),
    }),
  ),
  providers: z.array(ownWords()),
  totals: z.object({
    files: z.number(),
    ready: z.number(),
    automatic: z.number(),
    byHand: z.number(),
    blocking: z.number(),
    points: z.number(),
  }),
  /** The whole plan as Markdown. */
  report: z.string(),
});

/** The way from Airflow 2 to 3. */
export const migrate = defineTool({
  summary:
    'Plan the migration of DAG files from Airflow 2 to 3: what breaks, what ruff fixes, how much work it is and in which order.',
  input: z.object(sourceShape),
  output,
  risk: 'read',
  timeoutMs: 120_000,
  cli: { command: 'airflow migrate', positional: [] },
  examples: [{ request: 'Plan the upgrade of a folder, with effort and order', input: {} }],
  routing: {
    verbs: ['migrate', 'migration', 'upgrade'],
    attachmentKinds: ['dag'],
    fromText: () => ({}),
  },
  async run({ workspace, parsers, signal, now, progress }, input) {
    if (!parsers) throw new SherpaError('NO_SOURCES');
    const sources = await readSources(workspace, input, signal);
    const code = sources.code.filter(({ name }) => !/\.ya?ml$/i.test(name));
    if (code.length === 0) throw new SherpaError('NO_SOURCES');
    const read = await readFiles(
      parsers,
      { code, beside: sources.beside },
      { lint: true, now: now(), signal, progress },
    );
    const plan = planMigration(read.files);
    const { totals } = plan;
    const changed = totals.files - totals.ready;
    return {
      status: 'found',
      data: {
        ...(plan as unknown as Omit<z.output<typeof output>, 'report'>),
        report: migrationReport(plan),
      },
      summary:
        changed === 0
          ? `Nothing was found in ${totals.files} files that Airflow 3 changes.`
          : `${changed} of ${totals.files} files need changes for Airflow 3: ${totals.blocking} findings keep them from working, ${totals.automatic} can be fixed by ruff, ${totals.byHand} by hand.`,
      limits: limitOfFiles(sources),
      degraded: read.missing.map((why) => ({
        what: 'ruff',
        why,
        effect: 'Removed imports and arguments were not looked for.',
      })),
      next: plan.providers.length > 0 ? [`Install ${plan.providers.join(', ')}.`] : [],
    };
  },
  render: ({ report }) => report,
});
