import { defineTool, evidenceSchema } from '@datasherpa/agent/plugin';
import { SherpaError } from '@datasherpa/tools/errors';
import type { HitCounts } from '@datasherpa/tools/ingestion';
import { levels } from '@datasherpa/tools/logs';
import { z } from 'zod';

import { valuesInWords } from './values-in-words.ts';
import { valuesSchema } from './values-schema.ts';
import { queryFromWords } from './query-from-words.ts';
import { scopeOf, scopeShape } from './scope.ts';

const maxQuery = 4000;
/** Faces that people type into read a time instead. */
const epochMilliseconds = z.number().meta({ format: 'epoch-milliseconds' });

const levelCounts = z.partialRecord(z.enum(levels), z.number());
const named = { name: z.string(), total: z.number() };

const output = z.object({
  hits: z.array(
    z.object({
      evidence: evidenceSchema,
      kind: z.enum(['template', 'event', 'line']),
      level: z.enum(levels),
      time: z.number().nullable(),
      score: z.number(),
      template: z.string().nullable(),
      occurrences: z.number(),
      links: z.object({ place: z.string(), page: z.string(), lines: z.string() }),
      context: z
        .array(
          z.object({
            number: z.number(),
            text: z.string(),
            cut: z.boolean(),
            level: z.enum(levels),
          }),
        )
        .optional(),
    }),
  ),
  files: z.array(z.object({ id: z.string(), name: z.string() })),
  total: z.number(),
  searched: z.object({ files: z.number(), lines: z.number() }),
  searchedBy: z.enum(['ranked', 'lines', 'events']),
  filters: z.array(
    z.object({
      field: z.string(),
      negated: z.boolean(),
      text: z.string(),
      span: z.tuple([z.number(), z.number()]),
      meaning: z.string(),
    }),
  ),
  counts: z.object({
    of: z.enum(['lines', 'events', 'events of matching templates']),
    total: z.number(),
    levels: levelCounts,
    files: z.array(z.object({ id: z.string(), ...named })),
    loggers: z.array(z.object(named)),
    templates: z.array(
      z.object({ id: z.string(), text: z.string().nullable(), total: z.number() }),
    ),
    histogram: z
      .object({
        bucketMilliseconds: z.number(),
        buckets: z.array(z.object({ time: z.number(), total: z.number(), levels: levelCounts })),
      })
      .nullable(),
    untimed: z.number(),
    firstTime: z.number().nullable(),
    lastTime: z.number().nullable(),
  }),
  values: valuesSchema,
});

/** `15 events: error 1, warn 14, from … to ….` */
function countsInWords({ of, total, levels: byLevel, firstTime, lastTime }: HitCounts): string {
  const named = levels
    .toReversed()
    .filter((level) => (byLevel[level] ?? 0) > 0)
    .map((level) => `${level} ${byLevel[level]}`);
  const times =
    firstTime === null || lastTime === null
      ? ''
      : `, from ${new Date(firstTime).toISOString()} to ${new Date(lastTime).toISOString()}`;
  return `${total} ${of}: ${named.join(', ')}${times}.`;
}

/** A search by meaning shows one line of each kind: how many there are of the first. */
const ofItsKind = ({
  searchedBy,
  hits: [first],
}: {
  searchedBy: string;
  hits: readonly { occurrences: number; template: string | null }[];
}): string =>
  searchedBy === 'ranked' && first && first.template !== null && first.occurrences > 0
    ? ` The first hit stands for ${first.occurrences} ${first.occurrences === 1 ? 'line' : 'lines'} of its kind.`
    : '';

/** Find lines: by meaning, by text, by pattern. */
export const searchLogs = defineTool({
  summary:
    'Find lines in uploaded logs: ranked by the words of a question, every line with a text or pattern, or events by level, source and time.',
  input: z.object({
    query: z
      .string()
      .describe(
        'Words, "a phrase", /a pattern/i, level:error, level>=warn, source:driver, file:name, logger:, template:, after:-2h, before:2026-11-24T02:10, near:1234; a minus before one excludes it.',
      ),
    mode: z
      .enum(['ranked', 'exact', 'regex'])
      .optional()
      .describe(
        'Without it the query decides. ranked: by its words; exact, regex: all of it is one text or pattern.',
      ),
    levels: z.array(z.enum(levels)).max(levels.length).optional(),
    after: epochMilliseconds.optional().describe('Only events of this time and later.'),
    before: epochMilliseconds.optional().describe('Only events of this time and earlier.'),
    limit: z.number().int().min(1).max(500).default(20),
    context: z
      .number()
      .int()
      .min(0)
      .max(20)
      .optional()
      .describe('Lines before and behind each hit that are given with it.'),
    values: z
      .boolean()
      .optional()
      .describe('Counts the values of up to 200,000 matching lines instead of the first 1,000.'),
    ask: z
      .string()
      .max(1000)
      .optional()
      .describe(
        'A question about the values of the lines: "which rhost most?", "slowest", "average duration", "how many different users".',
      ),
    ...scopeShape,
  }),
  output,
  risk: 'read',
  timeoutMs: 60_000,
  route: '/search-logs',
  cli: { command: 'search', positional: ['query'] },
  examples: [
    {
      request: 'Which host refused most connections?',
      input: { query: '"connection refused"', ask: 'which host most?' },
    },
    { request: 'Find lines about lost executors', input: { query: 'lost executors' } },
    {
      request: 'List the errors of the driver in the last two hours',
      input: { query: 'level:error source:driver after:-2h' },
    },
    {
      request: 'Show every line with application_1700000000000_0042',
      input: { query: 'application_1700000000000_0042', mode: 'exact' },
    },
  ],
  routing: {
    verbs: [],
    aims: ['lines'],
    attachmentKinds: ['log'],
    signs: [{ match: /\b(?:level|source|component|after|before|near|template):\S/i, weight: 5 }],
    fromText: queryFromWords,
    remembers: true,
  },
  async run({ workspace, signal }, input) {
    if (!workspace) throw new SherpaError('NO_LOGS');
    if (input.query.trim() === '') throw new SherpaError('QUESTION_EMPTY', {}, { field: 'query' });
    if (input.query.length > maxQuery)
      throw new SherpaError(
        'QUESTION_TOO_LONG',
        { length: input.query.length, limit: maxQuery },
        { field: 'query' },
      );
    const found = await workspace.search({
      ...scopeOf(input),
      query: input.query,
      ...(input.mode && { mode: input.mode }),
      ...(input.context !== undefined && { context: input.context }),
      ...(input.values !== undefined && { values: input.values }),
      ...(input.ask !== undefined && { ask: input.ask }),
      limit: input.limit,
      signal,
      ...(input.levels && { levels: input.levels }),
      ...(input.after !== undefined && { after: input.after }),
      ...(input.before !== undefined && { before: input.before }),
    });
    const { hits, total, searched, limits, notes, ...more } = found;
    return {
      status: total > 0 || found.values.answer?.value ? 'found' : 'nothing_found',
      data: { hits, total, searched, ...more } as unknown as z.output<typeof output>,
      summary:
        total > 0
          ? `${valuesInWords(found.values)}${total} ${total === 1 ? 'match' : 'matches'} in ${searched.files} files with ${searched.lines} lines; ${hits.length} shown. ${countsInWords(found.counts)}${ofItsKind(found)}`
          : `${valuesInWords(found.values)}${found.values.answer?.value ? 'No line has the words of the question' : 'Nothing found'} in ${searched.files} files with ${searched.lines} lines.`,
      evidence: [
        ...(found.values.answer?.evidence ?? []),
        ...hits.map(({ evidence }) => evidence),
      ] as z.output<typeof evidenceSchema>[],
      limits,
      degraded: notes,
    };
  },
  render: ({ total, hits }) =>
    `${total} matches\n${hits.map(({ evidence }) => `- ${evidence.source}:${evidence.lines[0]}`).join('\n')}`,
});
