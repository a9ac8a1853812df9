import { fileFormats } from './read-tables.ts';
import { sqlTokens, type SqlToken } from './sql-tokens.ts';
import { distinct, type SqlDataset } from './statement-lineage.ts';

const readsAfter = new Set(['from', 'join', 'using']);
const notATable = new Set([
  'select',
  'values',
  'lateral',
  'unnest',
  'table',
  'where',
  'on',
  'set',
  'with',
  'only',
  'as',
  'inner',
  'left',
  'right',
  'full',
  'cross',
  'natural',
  'directory',
  'if',
  'not',
  'exists',
  'local',
  'overwrite',
  'into',
  'ignore',
]);
const maxTokens = 200_000;

interface Guess {
  readonly action: string;
  readonly reads: readonly SqlDataset[];
  readonly writes: readonly SqlDataset[];
}

/**
 * Tables by the words around them, for statements that the parser cannot read: what stands after FROM, JOIN and USING is read, what
 * stands after INSERT INTO, MERGE INTO, UPDATE, CREATE TABLE and their like is written. Names of common table expressions are left out.
 */
export function guessLineage(sql: string): Guess {
  const tokens: SqlToken[] = [];
  for (const token of sqlTokens(sql)) if (tokens.push(token) >= maxTokens) break;
  const lower = (at: number): string => {
    const token = tokens[at];
    return token?.kind === 'word' ? token.text.toLowerCase() : '';
  };
  const sign = (at: number): string => {
    const token = tokens[at];
    return token?.kind === 'sign' ? token.text : '';
  };
  const queries = new Set<string>();
  const reads: SqlDataset[] = [];
  const writes: SqlDataset[] = [];
  const skip = (at: number, words: readonly string[]): number => {
    let next = at;
    while (words.includes(lower(next))) next += 1;
    return next;
  };
  /** The name at a place: `a.b.c`; null where something else stands there. */
  const nameAt = (at: number): { name: string; next: number } | null => {
    const parts: string[] = [];
    let next = at;
    for (;;) {
      const token = tokens[next];
      if (!token || (token.kind !== 'word' && token.kind !== 'name')) break;
      if (parts.length === 0 && token.kind === 'word' && notATable.has(token.text.toLowerCase()))
        return null;
      parts.push(token.text);
      next += 1;
      if (sign(next) !== '.') break;
      next += 1;
    }
    const name = parts.join('.');
    return name === '' || name.startsWith('@') ? null : { name, next };
  };
  const add = (list: SqlDataset[], at: number): number => {
    const found = nameAt(at);
    // A call such as FROM generate_series(...) is no table.
    if (!found || (list === reads && sign(found.next) === '(')) return at;
    list.push({ name: found.name, kind: 'table' });
    return found.next;
  };

  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]!.kind !== 'word') continue;
    const word = lower(at);
    const isName = lower(at + 1) === 'as' && sign(at + 2) === '(';
    if (
      isName &&
      (lower(at - 1) === 'with' || lower(at - 1) === 'recursive' || sign(at - 1) === ',')
    )
      queries.add(word);
    if (word === 'insert' || word === 'merge' || (word === 'replace' && lower(at - 1) !== 'or')) {
      const next = skip(at + 1, ['into', 'overwrite', 'local', 'table', 'ignore', 'or']);
      const path = lower(next) === 'directory' ? tokens[next + 1] : undefined;
      if (path?.kind === 'string') writes.push({ name: path.text, kind: 'path' });
      else add(writes, next);
    } else if (
      word === 'update' &&
      lower(at - 1) !== 'then' &&
      lower(at - 1) !== 'for' &&
      lower(at - 1) !== 'on' &&
      lower(at - 1) !== 'key'
    )
      add(writes, skip(at + 1, ['only', 'ignore']));
    else if (word === 'create') {
      const kind = skip(at + 1, [
        'or',
        'replace',
        'temporary',
        'temp',
        'external',
        'unlogged',
        'materialized',
        'global',
        'local',
        'transient',
        'dynamic',
        'refresh',
        'streaming',
        'live',
      ]);
      if (lower(kind) === 'table' || lower(kind) === 'view')
        add(writes, skip(kind + 1, ['if', 'not', 'exists']));
    } else if (word === 'table' && (lower(at - 1) === 'as' || at === 0))
      // CREATE TABLE a AS TABLE b
      add(reads, at + 1);
    else if (word === 'alter' && lower(at + 1) === 'table') {
      // Redshift's ALTER TABLE a APPEND FROM b moves all rows of b into a.
      const name = nameAt(at + 2);
      if (name && lower(name.next) === 'append') add(writes, at + 2);
    } else if (word === 'into' && lower(at + 1) === 'table' && lower(0) === 'load')
      // MySQL's LOAD DATA INFILE ... INTO TABLE t
      add(writes, at + 2);
    else if (word === 'copy' && lower(at + 1) === 'into') add(writes, at + 2);
    else if (
      readsAfter.has(word) &&
      lower(at - 1) !== 'delete' &&
      !(word === 'using' && fileFormats.has(lower(at + 1)))
    ) {
      let next = skip(at + 1, ['only', 'table']);
      // Databricks' FROM STREAM(t)
      if (lower(next) === 'stream') next += sign(next + 1) === '(' ? 2 : 1;
      for (;;) {
        const after = add(reads, next);
        if (after === next) break;
        // FROM a x, b y
        let comma = after;
        if (lower(comma) === 'as') comma += 1;
        if (tokens[comma]?.kind === 'word' && sign(comma + 1) === ',') comma += 1;
        if (word !== 'from' || sign(comma) !== ',') break;
        next = comma + 1;
      }
    }
  }
  const isTable = ({ name }: SqlDataset): boolean => !queries.has(name.toLowerCase());
  return {
    action: lower(0) || 'unknown',
    reads: distinct(reads.filter(isTable)),
    writes: distinct(writes.filter(isTable)),
  };
}
