import { defineTool, ownWords } from '@datasherpa/agent/plugin';
import { inCodeSpan } from '@datasherpa/tools/diagnosis';
import { SherpaError } from '@datasherpa/tools/errors';
import { describeCommand } from '@datasherpa/tools/shell/generate';
import { fixCommand } from '@datasherpa/tools/shell/repair';
import { z } from 'zod';
import { describedShape } from './command-schema.ts';

const output = z.object({
  command: z.string().nullable(),
  kind: ownWords(),
  why: z.string(),
  ...describedShape,
});

/** A command that failed, put right. */
export const fixShellCommand = defineTool({
  summary:
    'Put a failed shell command right from its error output: the corrected command and why. It is never run here.',
  input: z.object({
    command: z.string().max(100_000).describe('The command that failed.'),
    error: z.string().max(1_000_000).default('').describe('What it printed.'),
  }),
  output,
  risk: 'read',
  timeoutMs: 10_000,
  route: '/fix-shell-command',
  examples: [
    {
      request: 'Fix the command sort f.txt | unqi -c, it says: unqi: command not found',
      input: { command: 'sort f.txt | unqi -c', error: 'bash: unqi: command not found' },
    },
  ],
  routing: {
    verbs: ['correct', 'repair', 'typo'],
    attachmentKinds: [],
    fromText: (text) => {
      const [first = '', ...rest] = text.split(/\n+|\bit says:?|\berror:(?= )|→|=>/i);
      return {
        command: first
          .replace(
            /^.*?\b(?:fix|correct|repair)\b(?: (?:the|this|following|shell|bash|my|command|line))*:?\s*/i,
            '',
          )
          .replaceAll('`', '')
          .replace(/[,.]\s*$/, '')
          .trim(),
        error: rest.join('\n').trim(),
      };
    },
  },
  async run(_, { command, error }) {
    if (command.trim() === '') throw new SherpaError('QUESTION_EMPTY', {}, { field: 'command' });
    const found = fixCommand(command, error);
    const described = describeCommand(found.command ?? command);
    return {
      status:
        found.command === null
          ? found.kind === 'unknown'
            ? 'nothing_found'
            : 'inconclusive'
          : 'found',
      data: { ...described, ...found } as unknown as z.output<typeof output>,
      summary:
        found.command === null
          ? inCodeSpan(found.why, 1000)
          : `${inCodeSpan(found.command, 2000)} ${inCodeSpan(found.why, 1000)}`,
      next: described.dryRun ? [`Look first: ${inCodeSpan(described.dryRun.command, 2000)}`] : [],
    };
  },
  render: ({ command, why }) => (command === null ? why : `\`\`\`bash\n${command}\n\`\`\`\n${why}`),
});
