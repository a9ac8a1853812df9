import type { Level } from '../logs/event.ts';

/** The header of a line that another program wrote and a task log repeats, up to its level. */
const innerHeader =
  /^[^\n\d]{0,20}(?:\d\d\/\d\d\/\d\d|\d{4}-\d\d-\d\d)[ T]\d\d:\d\d:\d\d\S* \[?(DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL)\b/;
const levels: Readonly<Record<string, Level>> = {
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  WARNING: 'warn',
  ERROR: 'error',
  FATAL: 'fatal',
  CRITICAL: 'fatal',
};

/** The level of a message that is itself a line of a log, or null: Airflow repeats the output of commands, with their levels. */
export function innerLevelOf(message: string): Level | null {
  const found = innerHeader.exec(message);
  return found ? (levels[found[1]!] ?? null) : null;
}
