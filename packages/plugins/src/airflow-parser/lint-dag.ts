import { defineTool, ownWords } from '@datasherpa/agent/plugin';
import {
  countOf,
  findingLevels,
  lintProject,
  withoutRepeats,
  type Finding,
} from '@datasherpa/tools/airflow';
import { inCodeSpan } from '@datasherpa/tools/diagnosis';
import { SherpaError } from '@datasherpa/tools/errors';
import { z } from 'zod';
import { limitOfFiles, readFiles, readSources, sourceShape } from './read-sources.ts';

const maxFindings = 5000;
/** Errors and warnings that the summary names. */
const maxTold = 3;

const edit = z.object({
  line: z.number(),
  column: z.number(),
  endLine: z.number(),
  endColumn: z.number(),
  text: z.string(),
});
export const findingSchema = z.object({
  /** Ruff's code, or the name of a rule of ours. */
  rule: ownWords(),
  level: z.enum(findingLevels),
  message: z.string(),
  hint: ownWords(),
  file: z.string(),
  line: z.number(),
  endLine: z.number(),
  dagId: z.string().nullable(),
  taskId: z.string().nullable(),
  fix: z.object({ message: z.string(), edits: z.array(edit) }).nullable(),
  migration: z.boolean(),
});

const output = z.object({
  findings: z.array(findingSchema),
  counts: z.object({ error: z.number(), warning: z.number(), info: z.number() }),
  files: z.number(),
  dags: z.number(),
  problems: z.array(z.object({ file: z.string(), why: ownWords() })),
});

/** Findings in DAG files. */
export const lintDag = defineTool({
  summary:
    'Review Airflow DAG files for bad practice: schedules, retries, branches, slow imports, secrets, what Airflow 3 removed.',
  input: z.object({
    level: z.enum(findingLevels).default('info').describe('The least level that is shown.'),
    ...sourceShape,
  }),
  output,
  risk: 'read',
  timeoutMs: 120_000,
  cli: { command: 'airflow lint', positional: [] },
  examples: [
    { request: 'Review this DAG for bad practice', input: {} },
    { request: 'Lint the dags folder', input: {} },
    { request: 'Will this DAG still work on Airflow 3? Check the imports', input: {} },
    {
      request:
        'My DAG file parses 25 seconds, is there anything at module level that should not be there?',
      input: {},
    },
  ],
  routing: {
    verbs: [],
    aims: ['review'],
    attachmentKinds: ['dag'],
    fromText: () => ({}),
  },
  async run({ workspace, parsers, signal, now, progress }, input) {
    if (!parsers) throw new SherpaError('NO_SOURCES');
    const sources = await readSources(workspace, input, signal);
    // Files of other kinds were looked at and are no DAGs; without any file there is nothing to look at.
    if (sources.code.length + sources.texts.length + sources.logs.length === 0)
      throw new SherpaError('NO_SOURCES');
    const read = await readFiles(parsers, sources, {
      lint: true,
      now: now(),
      signal,
      progress,
    });
    const dagFiles = read.files.filter(
      ({ facts }) => isAirflow(facts.imports) || facts.dags.length > 0,
    );
    const all = withoutRepeats([
      ...dagFiles.flatMap(({ findings }) => findings),
      ...lintProject(read.files.map(({ facts }) => facts)),
    ]);
    const least = findingLevels.indexOf(input.level);
    const wanted = all
      .filter(({ level }) => findingLevels.indexOf(level) <= least)
      .toSorted(byLevel);
    const shown = wanted.slice(0, maxFindings);
    const counts = countOf(all);
    const dags = read.files.reduce((sum, { facts }) => sum + facts.dags.length, 0);
    return {
      // A clean review is an answer: nothing was found to say only where no file is of Airflow.
      status: dagFiles.length > 0 ? 'found' : 'nothing_found',
      data: {
        findings: shown as unknown as z.output<typeof findingSchema>[],
        counts,
        files: dagFiles.length,
        dags,
        problems: [...read.problems],
      },
      summary: summaryOf(counts, dagFiles.length, dags, wanted),
      limits: [
        ...limitOfFiles(sources),
        ...(wanted.length > shown.length
          ? [
              {
                what: 'findings',
                total: wanted.length,
                shown: shown.length,
                why: 'An answer holds that many.',
                howToGetTheRest: 'Name fewer files, or ask for a higher level.',
              },
            ]
          : []),
      ],
      degraded: read.missing.map((why) => ({
        what: 'ruff',
        why,
        effect: 'Only our own rules were checked.',
      })),
      next: shown.slice(0, 3).map(({ hint }) => hint),
    };
  },
  render: ({ findings }) =>
    findings
      .map(
        ({ level, rule, file, line, message }) => `- ${level} ${rule} ${file}:${line} ${message}`,
      )
      .join('\n'),
});

/** Files that have nothing to do with Airflow are not reviewed. */
const isAirflow = (imports: readonly string[]): boolean =>
  imports.some((module) => /^airflow(?:\.|$)/.test(module));

const byLevel = (a: Finding, b: Finding): number =>
  findingLevels.indexOf(a.level) - findingLevels.indexOf(b.level) ||
  a.file.localeCompare(b.file) ||
  a.line - b.line;

function summaryOf(
  counts: z.output<typeof output>['counts'],
  files: number,
  dags: number,
  findings: readonly Finding[],
): string {
  if (files === 0) return 'None of the files imports Airflow.';
  const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
  const looked = `${many(files, 'file')} with ${many(dags, 'DAG')}`;
  if (counts.error + counts.warning + counts.info === 0)
    return `Reviewed ${looked}: nothing to say.`;
  const told = findings.filter(({ level }) => level !== 'info').slice(0, maxTold);
  const first =
    told.length > 0
      ? ` First: ${told
          .map(
            ({ rule, line, file, message }) =>
              `${rule} in line ${line} of ${inCodeSpan(file, 150)}, ${inCodeSpan(message, 200)}`,
          )
          .join('; ')}.`
      : '';
  return `Reviewed ${looked}: ${many(counts.error, 'error')}, ${many(counts.warning, 'warning')}, ${counts.info} for information.${first}`;
}
