import { SherpaError } from '../../errors.ts';
import { placeOf, type MysqlSettings } from './mysql-settings.ts';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** The engine undid a statement, or a whole transaction, because two met; the same again may pass. */
export const isConflict = (error: unknown): boolean =>
  ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD'].includes(codeOf(error));

/** What a statement of a migration says when a process that was cut off had done it before. */
export const isDoneBefore = (error: unknown): boolean =>
  [
    'ER_TABLE_EXISTS_ERROR',
    'ER_DUP_KEYNAME',
    'ER_DUP_FIELDNAME',
    'ER_CANT_DROP_FIELD_OR_KEY',
  ].includes(codeOf(error));

/** Codes that tell that the server cannot be worked with, and what a person would say. None of them comes from a statement of ours. */
const reasons: Readonly<Record<string, (settings: MysqlSettings) => string>> = {
  ER_ACCESS_DENIED_ERROR: ({ user }) => `refuses the user "${user}" or the password`,
  ER_DBACCESS_DENIED_ERROR: ({ user }) => `does not let the user "${user}" in`,
  ER_TABLEACCESS_DENIED_ERROR: ({ user }) => `does not give the user "${user}" the rights it needs`,
  ER_BAD_DB_ERROR: () => 'does not exist',
  ER_CON_COUNT_ERROR: () => 'has no connection left',
  ER_TOO_MANY_USER_CONNECTIONS: ({ user }) => `gives the user "${user}" no more connections`,
  ER_SERVER_SHUTDOWN: () => 'is being shut down',
  ER_OPTION_PREVENTS_STATEMENT: () => 'can only be read',
  ER_DISK_FULL: () => 'has no space left',
  ER_RECORD_FILE_FULL: () => 'has no space left',
  ER_NET_PACKET_TOO_LARGE: () => 'takes no statement of that size (max_allowed_packet)',
  HANDSHAKE_NO_SSL_SUPPORT: () => 'offers no TLS',
  HANDSHAKE_SSL_ERROR: () => 'has a certificate that is not trusted',
  PROTOCOL_CONNECTION_LOST: () => 'closed the connection',
  PROTOCOL_SEQUENCE_TIMEOUT: () => 'does not answer in time',
  ENOTFOUND: () => 'cannot be found by its name',
  EAI_AGAIN: () => 'cannot be found by its name',
  ECONNREFUSED: () => 'does not answer',
  ECONNRESET: () => 'closed the connection',
  EPIPE: () => 'closed the connection',
  ETIMEDOUT: () => 'does not answer in time',
  EHOSTUNREACH: () => 'cannot be reached',
  ENETUNREACH: () => 'cannot be reached',
};

/** STORE_UNAVAILABLE where the server is at fault; other errors as they are. The words never hold the password. */
export function readableError(error: unknown, settings: MysqlSettings): unknown {
  if (!(error instanceof Error)) return error;
  const reason = reasons[codeOf(error)]?.(settings) ?? fatalReason(error);
  if (reason === undefined) return error;
  return new SherpaError(
    'STORE_UNAVAILABLE',
    { reason: `${lowerFirst(placeOf(settings))} ${reason}` },
    { cause: error },
  );
}

/** The driver marks what ends a connection, under many names. */
const fatalReason = (error: Error): string | undefined =>
  'fatal' in error && error.fatal === true
    ? `cannot be used (${codeOf(error) || error.message})`
    : undefined;

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
