import { styleText } from 'node:util';
import type { CommandAnswer, DescribedCommand } from '@datasherpa/tools/shell/generate';

const colours = { safe: 'green', caution: 'yellow', destructive: 'red' } as const;

/** What stands beside a command, for a person at a terminal. The texts were made harmless before. */
export function renderCommand(answer: CommandAnswer): string {
  const lines: string[] = [];
  if (answer.command === null) {
    lines.push('No recipe fits this request.');
    if (answer.notUnderstood.length > 0)
      lines.push(`Not understood: ${answer.notUnderstood.join(', ')}`);
    if (answer.question) lines.push(answer.question);
    lines.push(
      'Name the file, the field and the form of the result, for example: sherpa shell "count the ERROR lines in app.log".',
    );
    return lines.map((line) => `${line}\n`).join('');
  }
  lines.push(...riskLines(answer));
  const list = (title: string, entries: readonly string[]): void => {
    if (entries.length > 0)
      lines.push(styleText('bold', title), ...entries.map((entry) => `  - ${entry}`));
  };
  list('Not understood, and so not honoured', answer.notUnderstood);
  list(
    'To fill in',
    answer.placeholders.map((each) => `<${each}>`),
  );
  list('Taken for granted', answer.assumptions);
  list(
    'Also possible',
    answer.alternatives.map(
      ({ command, when, risk }) => `${command}\n    ${when}${risk === 'safe' ? '' : ` (${risk})`}`,
    ),
  );
  list(
    'Elsewhere',
    answer.portability.map(({ lacking, text }) => `${lacking}: ${text}`),
  );
  if (answer.dryRun) lines.push(styleText('bold', 'Look first'), `  ${answer.dryRun.command}`);
  return lines.map((line) => `${line}\n`).join('');
}

/** What a command does, for `sherpa explain`. */
export function renderDescription(command: string, described: DescribedCommand): string {
  const lines: string[] = [...riskLines(described), ''];
  for (const { span, text } of described.explanation.slice(0, 200)) {
    const words = command.slice(span.start, span.end).replaceAll(/\s+/g, ' ');
    lines.push(
      `  ${styleText('cyan', words.length > 30 ? `${words.slice(0, 29)}…` : words)}  ${text}`,
    );
  }
  if (described.portability.length > 0)
    lines.push(
      '',
      styleText('bold', 'Elsewhere'),
      ...described.portability.map(({ lacking, text }) => `  - ${lacking}: ${text}`),
    );
  if (described.dryRun)
    lines.push('', styleText('bold', 'Look first'), `  ${described.dryRun.command}`);
  if (described.undo) lines.push('', styleText('bold', 'Undo'), `  ${described.undo}`);
  return lines.map((line) => `${line}\n`).join('');
}

function riskLines({ risk }: DescribedCommand): string[] {
  return [
    `${styleText('bold', 'Risk')} ${styleText(colours[risk.level], risk.level)}`,
    ...risk.reasons.slice(0, 6).map(({ text }) => `  - ${text}`),
  ];
}
