import type { ReasonCodeName } from '../reason-codes.ts';
import { splitStatements, type SqlStatement } from './sql-statements.ts';

export interface SqlEffect {
  readonly code: ReasonCodeName;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const reads =
  /^(?:SELECT|SHOW|DESCRIBE|DESC|EXPLAIN|VALUES|TABLE|HELP|USE|SET|PRAGMA|BEGIN|START|COMMIT|ROLLBACK|END|SAVEPOINT|RELEASE|ANALYZE|LIST|PRINT|DECLARE|FETCH|CLOSE|CHECKSUM|STATUS|WITH|FROM|SUMMARIZE|RESET|DISCARD|LISTEN|PREPARE|DEALLOCATE|CONNECT|GO|QUIT|EXIT|DIST|\()/;
const writes =
  /^(?:INSERT|REPLACE|MERGE|UPSERT|CREATE|COPY|LOAD|IMPORT|EXPORT|REFRESH|VACUUM|OPTIMIZE|REINDEX|CLUSTER|CALL|EXEC|EXECUTE|DO|LOCK|UNLOCK|GRANT|COMMENT|RENAME|ATTACH|DETACH|INSTALL|REPAIR|MSCK|CACHE|UNCACHE|CHECKPOINT|NOTIFY|UNLOAD|PUT|GET|BACKUP|RESTORE|FLUSH|ANALYSE|UNDROP|ALTER|UPDATE|DELETE|REVOKE)/;

/** What each statement of a SQL text does to data; statements that only read give nothing. */
export function sqlEffects(sql: string): SqlEffect[] {
  const effects: SqlEffect[] = [];
  for (const statement of splitStatements(sql)) {
    const found = effectOf(statement);
    if (found) effects.push({ ...found, start: statement.start, end: statement.end });
  }
  return effects;
}

type Found = Pick<SqlEffect, 'code' | 'text'>;

/** `words`: the statement in capitals with strings, names in quotes and comments blanked. */
function effectOf({ words, conditional, written }: SqlStatement): Found | null {
  let text = words;
  // Strings that are run as statements.
  if (
    /^(?:EXEC|EXECUTE|PREPARE|DO|CALL|DECLARE|SET\s+@)\b|\b(?:DBLINK|QUERY_TO_XML|DATABASE_TO_XML|EXECUTE\s+IMMEDIATE|SP_EXECUTESQL)\b/.test(
      text,
    ) &&
    /['"$].*\b(?:drop|truncate|delete\s+from)\b/is.test(written)
  )
    return { code: 'database-destroy', text: 'Runs a string as a statement that deletes.' };
  const explained = /^EXPLAIN\b/.test(text);
  if (explained) {
    // EXPLAIN ANALYZE runs the statement.
    if (!/^EXPLAIN\s*(?:\([^)]*\bANALY[SZ]E\b(?!\s*(?:FALSE|OFF))[^)]*\)|ANALY[SZ]E\b)/.test(text))
      return null;
    text = text.replace(/^EXPLAIN\s*(?:\([^)]*\)|(?:ANALY[SZ]E|VERBOSE|\s)+)/, '').trim();
  }
  text = text.replace(/^(?:IF\s+EXISTS\s*\(.*?\)\s*|BEGIN\s+(?!TRAN|WORK|;|$)|\(+\s*)/, '');
  if (/^WITH\b/.test(text)) {
    const verb = /\b(?:DELETE\s+FROM|UPDATE|INSERT\s+INTO|MERGE\s+INTO)\b/.exec(text);
    if (!verb) return intoOf(text);
    text = text.slice(verb.index);
  }
  if (/^DROP\b/.test(text))
    return {
      code: 'database-destroy',
      text: `Drops ${/^DROP\s+(\w+)/.exec(text)?.[1]?.toLowerCase() ?? 'an object'}.`,
    };
  if (/^(?:TRUNCATE|PURGE)\b/.test(text))
    return { code: 'database-destroy', text: 'Deletes all rows.' };
  if (/^(?:DELETE|UPDATE)\b/.test(text)) {
    const verb = text.startsWith('DELETE') ? 'Deletes' : 'Changes';
    if (!conditional)
      return {
        code: 'database-destroy',
        text: `${verb} all rows: there is no WHERE that limits it.`,
      };
    return { code: 'database-write', text: `${verb} rows.` };
  }
  if (/^ALTER\b/.test(text)) {
    if (
      /\b(?:DROP\s+(?!CONSTRAINT|INDEX|DEFAULT|NOT|IDENTITY|EXPRESSION)|TRUNCATE|DETACH|EXCHANGE)/.test(
        text,
      ) ||
      /\bPARTITION\b.*\bDELETE\b/.test(text)
    )
      return { code: 'database-destroy', text: 'Takes columns, partitions or rows away.' };
    if (/^ALTER\s+(?:USER|ROLE|LOGIN)\b/.test(text))
      return { code: 'credential-change', text: 'Changes who may sign in.' };
    return { code: 'database-write', text: 'Changes a table or a setting.' };
  }
  if (/^INSERT\s+OVERWRITE\b/.test(text) && !/\bPARTITION\b/.test(text))
    return { code: 'database-destroy', text: 'Replaces all rows of the table.' };
  if (/^CREATE\s+OR\s+REPLACE\s+(?:\w+\s+)*TABLE\b/.test(text))
    return { code: 'database-destroy', text: 'Replaces a table.' };
  if (
    /^GRANT\b/.test(text) &&
    /\bALL\b|\bTO\s+PUBLIC\b|SUPERUSER|WITH\s+(?:GRANT|ADMIN)\s+OPTION/.test(text)
  )
    return { code: 'permission-broad', text: 'Gives broad rights.' };
  if (/^(?:GRANT|REVOKE|DENY)\b/.test(text))
    return { code: 'permission-change', text: 'Changes rights.' };
  if (/^(?:CREATE|ALTER)\s+(?:USER|ROLE|LOGIN)\b|^SET\s+PASSWORD/.test(text))
    return { code: 'credential-change', text: 'Changes who may sign in.' };
  if (/^(?:KILL|SHUTDOWN)\b/.test(text))
    return {
      code: text.startsWith('KILL') ? 'kill-process' : 'system-shutdown',
      text: 'Ends sessions or the server.',
    };
  if (/^PRAGMA\b/.test(text))
    return /=|\bWAL_CHECKPOINT\b/.test(text)
      ? { code: 'database-write', text: 'Changes a setting.' }
      : null;
  if (/^SET\s+GLOBAL\b/.test(text))
    return { code: 'config-change', text: 'Changes a setting of the server.' };
  if (/\bPG_TERMINATE_BACKEND\s*\(|\bPG_CANCEL_BACKEND\s*\(/.test(text))
    return { code: 'kill-process', text: 'Ends sessions.' };
  if (
    /\b(?:LO_UNLINK|LO_PUT|WRITEFILE|LOAD_EXTENSION|EDIT_FILE|PG_READ_SERVER_FILES|PG_DROP_REPLICATION_SLOT|DBLINK_EXEC|XP_CMDSHELL|SYS_EXEC|LO_EXPORT|PG_WRITE_SERVER_FILES|DBMS_SCHEDULER)\b/.test(
      text,
    )
  )
    return { code: 'opaque-code', text: 'Calls a function that reaches out of the database.' };
  if (/^(?:SELECT|FROM|\()/.test(text)) return intoOf(text);
  if (writes.test(text)) return { code: 'database-write', text: 'Changes data or tables.' };
  return reads.test(text) || text === ''
    ? null
    : { code: 'database-write', text: 'A statement that is not known here.' };
}

/** `SELECT … INTO`. */
function intoOf(text: string): Found | null {
  if (/\bINTO\s+(?:OUTFILE|DUMPFILE)\b/.test(text))
    return { code: 'create-file', text: 'Writes rows to a file of the server.' };
  if (/\bINTO\b/.test(text)) return { code: 'database-write', text: 'Puts rows into a new table.' };
  return null;
}
