import { defineTool, evidenceSchema } from '@datasherpa/agent/plugin';
import { SherpaError } from '@datasherpa/tools/errors';
import { levels } from '@datasherpa/tools/logs';
import { z } from 'zod';
import { scopeOf, scopeShape } from './scope.ts';

const maxQuery = 4000;
/** Faces that people type into read a time instead. */
const epochMilliseconds = z.number().meta({ format: 'epoch-milliseconds' });

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
    }),
  ),
  files: z.array(z.object({ id: z.string(), name: z.string() })),
  total: z.number(),
  searched: z.object({ files: z.number(), lines: z.number() }),
});

/** Find lines: by meaning, by text, by pattern. */
export const searchLogs = defineTool({
  summary:
    'Find lines in uploaded logs: ranked by the words of a question, or every line with a text or pattern.',
  input: z.object({
    query: z
      .string()
      .describe(
        'Words, with phrases in double quotes; a text (mode exact); or a regular expression (mode regex).',
      ),
    mode: z.enum(['ranked', 'exact', 'regex']).default('ranked'),
    levels: z.array(z.enum(levels)).max(levels.length).optional(),
    after: epochMilliseconds.optional().describe('Only events of this time and later.'),
    before: epochMilliseconds.optional().describe('Only events of this time and earlier.'),
    limit: z.number().int().min(1).max(500).default(20),
    ...scopeShape,
  }),
  output,
  risk: 'read',
  timeoutMs: 60_000,
  route: '/search-logs',
  cli: { command: 'search', positional: ['query'] },
  examples: [
    { request: 'Find lines about lost executors', input: { query: 'lost executors' } },
    {
      request: 'Show every line with application_1700000000000_0042',
      input: { query: 'application_1700000000000_0042', mode: 'exact' },
    },
  ],
  routing: {
    verbs: 'find search show list grep lines where which when any count occurrences'.split(' '),
    attachmentKinds: ['log'],
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
      mode: input.mode,
      limit: input.limit,
      signal,
      ...(input.levels && { levels: input.levels }),
      ...(input.after !== undefined && { after: input.after }),
      ...(input.before !== undefined && { before: input.before }),
    });
    const { hits, total, files, searched, limits } = found;
    return {
      status: total > 0 ? 'found' : 'nothing_found',
      data: { hits, files, total, searched } as unknown as z.output<typeof output>,
      summary:
        total > 0
          ? `${total} ${total === 1 ? 'match' : 'matches'} in ${searched.files} files with ${searched.lines} lines; ${hits.length} shown.`
          : `Nothing found in ${searched.files} files with ${searched.lines} lines.`,
      evidence: hits.map(({ evidence }) => evidence) as z.output<typeof evidenceSchema>[],
      limits,
    };
  },
  render: ({ total, hits }) =>
    `${total} matches\n${hits.map(({ evidence }) => `- ${evidence.source}:${evidence.lines[0]}`).join('\n')}`,
});
