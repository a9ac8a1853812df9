import { styleText } from 'node:util';
import type { Finding } from '@datasherpa/tools/airflow';

const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

/** Findings by file, each with what to do; the same for several places of a file is said once. */
export function renderFindings(findings: readonly Finding[]): string {
  const files = Map.groupBy(findings, ({ file }) => file);
  return [...files]
    .map(([file, all]) => {
      const lines = all.map(
        ({ level, rule, line, message, hint, fix }) =>
          `  ${styleText(colours[level], level.padEnd(7))} line ${line}  ${message} ${styleText('dim', `${hint}${fix ? ' Ruff can fix it.' : ''} [${rule}]`)}`,
      );
      return `${styleText('bold', file)}\n${lines.join('\n')}\n\n`;
    })
    .join('');
}
