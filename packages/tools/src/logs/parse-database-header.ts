import type { Level } from './event.ts';
import type { Header } from './header.ts';
import { levelOfWord } from './level-words.ts';
import type { Timestamp } from './read-timestamp.ts';

/** Severities of PostgreSQL's manual, table 19.2, and the parts of a message that it writes as lines of their own; two spaces follow. */
const postgres =
  /^(.{0,200}?[\s\]:>])(DEBUG[1-5]?|LOG|INFO|NOTICE|WARNING|ERROR|FATAL|PANIC|DETAIL|HINT|QUERY|CONTEXT|STATEMENT|LOCATION): {2}/;
const userAndDatabase = /[\w.-]+@[\w.-]+/;

/** MySQL 5.7 and 8, MariaDB: thread, level, and since 8 the code and the subsystem. */
const mysql =
  /^ +\d+ \[(Note|System|Warning|ERROR|Error)\] (?:\[MY-\d+\] \[(\w+)\] )?(?:(InnoDB|mysqld|mariadbd|WSREP|Slave SQL|Slave I\/O|Event Scheduler): )?/;

/** What stands behind the time in the error logs of PostgreSQL (`[pid] user@db ERROR:  `, or as RDS writes it) and of MySQL; null for others. */
export function parseDatabaseHeader(text: string, stamp: Timestamp): Header | null {
  const sign = text.charCodeAt(stamp.end);
  const next = text.charCodeAt(stamp.end + 1);
  if (sign === 58 /* : */ || (sign === 32 && next === 91) /* [ */) {
    const found = postgres.exec(text.slice(stamp.end, stamp.end + 240));
    if (!found) return null;
    return {
      ...timeOf(stamp),
      format: 'postgres',
      level: levelOfPostgres(found[2]!),
      component: userAndDatabase.exec(found[1]!)?.[0] ?? '',
      message: text.slice(stamp.end + found[0].length),
    };
  }
  if (sign !== 32 || !(next === 32 || (next >= 48 && next <= 57))) return null;
  const found = mysql.exec(text.slice(stamp.end, stamp.end + 120));
  if (!found) return null;
  return {
    ...timeOf(stamp),
    format: 'mysql',
    level: levelOfWord(found[1]!) ?? 'info',
    component: found[2] ?? found[3] ?? '',
    message: text.slice(stamp.end + found[0].length),
  };
}

const timeOf = (stamp: Timestamp) => ({
  time: stamp.time,
  zoneAssumed: !stamp.zoned,
  yearAssumed: false,
});

const levelOfPostgres = (word: string): Level =>
  word.startsWith('DEBUG') ? 'debug' : (levelOfWord(word) ?? 'info');
