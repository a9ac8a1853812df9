import type { Header } from './header.ts';
import { levelOfSeverity } from './level-words.ts';
import { timeOfNumber } from './read-timestamp.ts';

/** The first line of an entry of `journalctl -o export`; the rest of the entry says what it is. */
export const startsJournalEntry = (text: string): boolean => text.startsWith('__CURSOR=');

/** An entry of systemd's journal export format: `FIELD=value` lines up to an empty one. */
export function parseJournalEntry(lines: readonly string[]): Header {
  const fields = new Map<string, string>();
  for (const line of lines) {
    const at = line.indexOf('=');
    if (at > 0) fields.set(line.slice(0, at), line.slice(at + 1));
  }
  const time = fields.get('_SOURCE_REALTIME_TIMESTAMP') ?? fields.get('__REALTIME_TIMESTAMP');
  const priority = fields.get('PRIORITY');
  return {
    format: 'journald',
    time: time === undefined ? null : timeOfNumber(Number(time)),
    zoneAssumed: false,
    yearAssumed: false,
    level: priority === undefined ? 'unknown' : levelOfSeverity(Number(priority)),
    component: fields.get('SYSLOG_IDENTIFIER') ?? fields.get('_COMM') ?? '',
    message: fields.get('MESSAGE') ?? '',
  };
}
