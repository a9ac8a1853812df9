import { defineTool } from '@datasherpa/agent/plugin';
import { inCodeSpan } from '@datasherpa/tools/diagnosis';
import { SherpaError } from '@datasherpa/tools/errors';
import { describeCommand } from '@datasherpa/tools/shell/generate';
import { z } from 'zod';
import { describedShape } from './command-schema.ts';

const output = z.object({ command: z.string(), ...describedShape });

/** What a command does, word by word. */
export const explainShellCommand = defineTool({
  summary:
    'Explain a shell command word by word: what it does, its risk, where it works, a form that only looks. It is never run here.',
  input: z.object({ command: z.string().max(100_000).describe('The command.') }),
  output,
  risk: 'read',
  timeoutMs: 10_000,
  route: '/explain-shell-command',
  examples: [
    {
      request: 'Explain the command find . -name "*.tmp" -mtime +7 -delete',
      input: { command: 'find . -name "*.tmp" -mtime +7 -delete' },
    },
  ],
  routing: {
    verbs: [],
    aims: ['meaning'],
    attachmentKinds: [],
    fromText: (text) => ({ command: commandIn(text) }),
  },
  async run(_, { command }) {
    if (command.trim() === '') throw new SherpaError('QUESTION_EMPTY', {}, { field: 'command' });
    const described = describeCommand(command);
    const words = {
      safe: 'It only reads.',
      caution: 'It changes something, or cannot be told.',
      destructive: 'It can destroy data, access or hosts.',
    }[described.risk.level];
    return {
      status: 'found',
      data: { command, ...described } as unknown as z.output<typeof output>,
      summary: `${inCodeSpan(command, 500)}: ${words}`,
      next: [
        ...(described.dryRun ? [`Look first: ${inCodeSpan(described.dryRun.command, 2000)}`] : []),
        ...(described.undo ? [described.undo] : []),
      ],
    };
  },
  render: ({ explanation, risk }) =>
    [`Risk: ${risk.level}.`, ...explanation.map(({ text }) => `- ${text}`)].join('\n'),
});

/** The command in a message: what stands in a code span or a fence, else what follows the words that ask. */
const commandIn = (text: string): string =>
  /```(?:\w+\n)?([\s\S]+?)```/.exec(text)?.[1]?.trim() ??
  /`([^`]+)`/.exec(text)?.[1] ??
  text
    .replace(
      /^.*?\b(?:explain|what does|describe|fix|correct|repair)\b(?: (?:me|the|this|following|shell|bash|command|line))*:?\s*/i,
      '',
    )
    .replace(/\s+do\?$/, '');
