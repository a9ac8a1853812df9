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
    verbs: ['command', 'flag', 'option'],
    attachmentKinds: [],
    signs: [
      // Words that ask for a meaning, and a command with an option behind them.
      {
        match:
          /\b(?:explain|erkl[äa]r\w*|expli(?:ca|que)\w*|meaning|means?|what\b.{0,20}\b(?:does|do|would)|run through|is (?:this|it|that) (?:dangerous|safe)|bedeutet)\b[^]*?(?:^|[\s`:"'(])(?:awk|sed|grep|find|rsync|tar|set|sort|xargs|hdfs|kubectl|docker|git|curl|lsof|rm|chmod|chown|dd|ps|kill|aws|psql|mysql|uniq|cut|jq|zcat|du|df|ssh|scp|spark-submit|yarn|airflow|dbt|kafka-[a-z-]+|python3?|bash|sh)\s+(?:\S+\s+){0,3}?[-+']{1,2}\S/i,
        weight: 5,
      },
      // The same, with the command between backticks.
      { match: /\b(?:explain|meaning|what does|dangerous|erkl[äa]r\w*)\b[^`]*`[^`]+`/i, weight: 4 },
      {
        match: /(?:^|\s)-{1,2}[a-z][\w+-]*(?: \S+)? (?:part|flag|option|do|mean|change|count)\b/i,
        weight: 4,
      },
      { match: /\bwhat (?:exactly )?does\b.{0,40}\s-{1,2}[a-z]/i, weight: 3 },
      // A line of a crontab.
      { match: /(?:^|\s)(?:[\d*/,-]+\s+){4}[\d*/,\w-]+\s+\/\S/, weight: 4 },
      // A command alone, with question marks.
      {
        match:
          /^(?:awk|sed|grep|find|rsync|tar|set|sort|xargs|hdfs|kubectl|docker|git|curl|lsof|rm|chmod|chown|dd|ps|kill|aws|psql|mysql|uniq|cut|jq|zcat|du|df|ssh|scp|spark-submit|yarn|airflow|dbt|kafka-[a-z-]+|python3?|bash|sh)\s.*\?\s*$/i,
        weight: 4,
      },
    ],
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
