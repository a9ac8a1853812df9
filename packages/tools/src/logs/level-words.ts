import type { Level } from './event.ts';

/** Level words of log4j, java.util.logging, Python, syslog and structlog, in the case that headers use. */
const words: Readonly<Record<string, Level>> = {
  TRACE: 'trace',
  FINEST: 'trace',
  FINER: 'trace',
  DEBUG: 'debug',
  FINE: 'debug',
  VERBOSE: 'debug',
  INFO: 'info',
  INFORMATION: 'info',
  NOTICE: 'info',
  CONFIG: 'info',
  WARN: 'warn',
  WARNING: 'warn',
  ERROR: 'error',
  ERR: 'error',
  SEVERE: 'error',
  FATAL: 'fatal',
  CRITICAL: 'fatal',
  CRIT: 'fatal',
  ALERT: 'fatal',
  EMERG: 'fatal',
  EMERGENCY: 'fatal',
  PANIC: 'fatal',
};

const byWord = new Map<string, Level>();
for (const [word, level] of Object.entries(words)) {
  byWord.set(word, level);
  byWord.set(word.toLowerCase(), level);
  byWord.set(word[0] + word.slice(1).toLowerCase(), level);
}

/** The level of a word such as `WARN`, `warning` or `Error`; null for any other word. */
export const levelOfWord = (word: string): Level | null => byWord.get(word) ?? null;

/** Syslog severity (RFC 5424, section 6.2.1): 0 emergency to 7 debug. */
export const levelOfSeverity = (severity: number): Level =>
  severity <= 2
    ? 'fatal'
    : severity === 3
      ? 'error'
      : severity === 4
        ? 'warn'
        : severity <= 6
          ? 'info'
          : 'debug';

/** Numeric levels of pino and bunyan: 10 trace to 60 fatal. */
export const levelOfNumber = (number: number): Level =>
  number >= 60
    ? 'fatal'
    : number >= 50
      ? 'error'
      : number >= 40
        ? 'warn'
        : number >= 30
          ? 'info'
          : number >= 20
            ? 'debug'
            : number >= 10
              ? 'trace'
              : 'unknown';
