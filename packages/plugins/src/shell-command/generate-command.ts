import { defineTool } from '@datasherpa/agent/plugin';
import { inCodeSpan } from '@datasherpa/tools/diagnosis';
import { SherpaError } from '@datasherpa/tools/errors';
import {
  answerRequest,
  nothingSeen,
  userlands,
  type CommandAnswer,
  type Surroundings,
} from '@datasherpa/tools/shell/generate';
import { z } from 'zod';
import { commandSchema, type CommandData } from './command-schema.ts';
import { requestIn } from './request-in.ts';
import { sampleFiles } from './sample-files.ts';
import { withModel } from './with-model.ts';

const ids = z.array(z.string().min(1).max(100)).max(1000);
const mostRequest = 100_000;

const seenFile = z.object({
  path: z.string().min(1).max(1000),
  kind: z.enum(['file', 'folder', 'link']),
  head: z.string().max(200_000).optional(),
  compression: z.enum(['gzip', 'zstd', 'bzip2', 'xz']).optional(),
});

/** One command line for a request in plain words. */
export const generateShellCommand = defineTool({
  summary:
    'Make a shell command from a request in plain words: explained, its risk named, fitted to a sample of the files. It is never run here.',
  input: z.object({
    request: z.string().max(mostRequest).describe('What the command should do.'),
    userland: z
      .enum(userlands)
      .default('gnu')
      .describe('The tools of the system where it will run.')
      .meta({ 'x-setting': 'shell.userland' }),
    seen: z
      .array(seenFile)
      .max(2000)
      .optional()
      .describe('Files where the command will run, with their first lines, so that it fits them.'),
    uploads: ids.optional().describe('Ids of uploads whose files the command is about.'),
    files: ids.optional().describe('Ids of single files.'),
  }),
  output: commandSchema,
  risk: 'read',
  timeoutMs: 60_000,
  route: '/generate-shell-command',
  examples: [
    {
      request: 'Give me a command that counts the ERROR lines in app.log',
      input: { request: 'Count the ERROR lines in app.log' },
    },
    {
      request: 'How do I find the 5 largest files under data with bash?',
      input: { request: 'Find the 5 largest files under data' },
    },
  ],
  routing: {
    verbs: [],
    aims: ['command'],
    fromText: requestIn,
    remembers: true,
    attachmentKinds: [],
  },
  async run({ workspace, model, signal }, input) {
    if (input.request.trim() === '')
      throw new SherpaError('QUESTION_EMPTY', {}, { field: 'request' });
    const seen = await surroundings(input, workspace);
    const recipes = answerRequest(input.request, seen);
    const { answer, degraded } = model
      ? await withModel(recipes, model, input.request, seen, signal)
      : { answer: recipes, degraded: [] };
    return {
      status:
        answer.command === null ? 'nothing_found' : answer.complete ? 'found' : 'inconclusive',
      data: { ...answer, examples: [] } as unknown as CommandData,
      summary: summaryOf(answer),
      degraded: [
        ...degraded,
        ...(answer.command === null
          ? []
          : [
              {
                what: 'preview',
                why: 'The server never runs a command that it made.',
                effect: 'What it prints is not shown; `sherpa shell --preview` shows it on a copy.',
              },
            ]),
      ],
      next: nextOf(answer),
    };
  },
  render: ({ command, risk }) =>
    command === null ? 'No command.' : `\`\`\`bash\n${command}\n\`\`\`\nRisk: ${risk.level}.`,
});

async function surroundings(
  input: {
    userland: Surroundings['userland'];
    seen?: z.output<typeof seenFile>[] | undefined;
    uploads?: string[] | undefined;
    files?: string[] | undefined;
  },
  workspace: Parameters<typeof sampleFiles>[0] | undefined,
): Promise<Surroundings> {
  if (input.seen)
    return {
      userland: input.userland,
      partial: false,
      files: input.seen.map(({ path, kind, head, compression }) => ({
        path,
        kind,
        ...(head !== undefined && { head }),
        ...(compression !== undefined && { compression }),
      })),
    };
  if (workspace && (input.uploads || input.files))
    return sampleFiles(
      workspace,
      {
        ...(input.uploads && { uploads: input.uploads }),
        ...(input.files && { files: input.files }),
      },
      input.userland,
    );
  return { ...nothingSeen, userland: input.userland };
}

function summaryOf({
  command,
  risk,
  notUnderstood,
  placeholders,
  question,
  complete,
}: CommandAnswer): string {
  if (command === null)
    return notUnderstood.length === 0
      ? `No recipe fits this request. ${question ?? 'Say what the command should read or change, and where.'}`
      : `No recipe fits this request: ${notUnderstood
          .slice(0, 8)
          .map((word) => inCodeSpan(word, 40))
          .join(', ')} was not understood.`;
  const words = {
    safe: 'It only reads.',
    caution: 'It changes something: look at the reasons.',
    destructive: 'It can destroy data: look first.',
  }[risk.level];
  const gaps = [
    ...(notUnderstood.length > 0
      ? [
          `Not understood, and so not honoured: ${notUnderstood
            .slice(0, 8)
            .map((word) => inCodeSpan(word, 40))
            .join(', ')}.`,
        ]
      : []),
    ...(placeholders.length > 0
      ? [`To fill in: ${placeholders.map((each) => inCodeSpan(`<${each}>`, 60)).join(', ')}.`]
      : []),
    ...(question && !complete && notUnderstood.length === 0 && placeholders.length === 0
      ? [question]
      : []),
  ];
  return [inCodeSpan(command, 2000), words, ...gaps].join(' ');
}

function nextOf({ command, dryRun, undo }: CommandAnswer): string[] {
  if (command === null)
    return [
      'Say it with the file, the field and the form of the result, for example: "Count the ERROR lines in app.log".',
    ];
  return [
    ...(dryRun ? [`Look first: ${inCodeSpan(dryRun.command, 2000)}`] : []),
    ...(undo ? [undo] : []),
  ];
}
