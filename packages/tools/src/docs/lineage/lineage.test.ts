import { afterAll, describe, expect, test } from 'vitest';
import { createSqlParser } from '../../adapters/sql/index.ts';
import { guessLineage } from './guess-lineage.ts';
import { lineageOfSql } from './lineage-of-sql.ts';
import { splitStatements } from './split-statements.ts';
import type { SqlDialect } from './sql-parser.ts';
import { withoutJinja } from './without-jinja.ts';

const parser = createSqlParser();
afterAll(() => parser.close());

const names = (datasets: readonly { name: string }[]): string =>
  datasets.map(({ name }) => name).join(' ');
const lineage = async (sql: string, dialect: SqlDialect = 'generic') =>
  lineageOfSql(sql, dialect, parser);

describe('tables that a statement reads and writes', () => {
  test.each<[SqlDialect, string, string, string]>([
    ['generic', 'SELECT 1', '', ''],
    [
      'spark',
      'INSERT OVERWRITE TABLE mart.d PARTITION (ds = "1") SELECT * FROM raw.a JOIN raw.b USING (id)',
      'raw.a raw.b',
      'mart.d',
    ],
    ['spark', 'SELECT * FROM parquet.`/lake/orders` o', '/lake/orders', ''],
    [
      'spark',
      'CREATE TABLE x USING delta AS SELECT * FROM y LATERAL VIEW explode(z) t AS q',
      'y',
      'x',
    ],
    ['spark', "INSERT OVERWRITE DIRECTORY '/tmp/out' SELECT * FROM b", 'b', '/tmp/out'],
    [
      'hive',
      'FROM src INSERT OVERWRITE TABLE d1 SELECT a INSERT INTO TABLE d2 SELECT b',
      'src',
      'd1 d2',
    ],
    [
      'bigquery',
      'SELECT i.sku FROM `shop.raw.orders` o, o.items i, UNNEST(o.tags) t',
      'shop.raw.orders',
      '',
    ],
    [
      'snowflake',
      'MERGE INTO dim.c t USING stg.c s ON t.id = s.id WHEN MATCHED THEN DELETE',
      'stg.c',
      'dim.c',
    ],
    ['snowflake', 'COPY INTO raw.t FROM @stage/x', '', 'raw.t'],
    ['snowflake', 'CREATE TABLE a CLONE b', 'b', 'a'],
    ['snowflake', 'ALTER TABLE a SWAP WITH b', 'b', 'a'],
    ['snowflake', 'INSERT ALL INTO a INTO b SELECT * FROM c', 'c', 'a b'],
    [
      'redshift',
      "UNLOAD ('SELECT * FROM q.t WHERE d = ''x''') TO 's3://b/' IAM_ROLE 'r'",
      'q.t',
      '',
    ],
    ['athena', "UNLOAD (SELECT * FROM q.t) TO 's3://b/' WITH (format = 'PARQUET')", 'q.t', ''],
    ['tsql', 'SELECT a INTO n FROM [db].[dbo].[o] x CROSS APPLY fn(x.a)', 'db.dbo.o', 'n'],
    ['mysql', 'UPDATE a JOIN b ON a.id = b.id SET a.x = b.x', 'b', 'a'],
    ['postgresql', 'DELETE FROM a USING b WHERE a.i = b.i', 'b', ''],
    [
      'postgresql',
      'WITH gone AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM gone',
      'a',
      'b a',
    ],
    ['postgresql', 'INSERT INTO t VALUES (1, (SELECT max(x) FROM q))', 'q', 't'],
    [
      'generic',
      'WITH RECURSIVE r AS (SELECT 1 FROM t UNION ALL SELECT * FROM r) SELECT * FROM r, u',
      't u',
      '',
    ],
    ['generic', 'SELECT LEAST((SELECT min(d) FROM a), (SELECT min(d) FROM b))', 'a b', ''],
    // The inner name hides the table only inside.
    [
      'generic',
      'SELECT * FROM (WITH x AS (SELECT 1 FROM t) SELECT * FROM x) q JOIN x ON true',
      't x',
      '',
    ],
    ['generic', 'CREATE VIEW v AS SELECT * FROM t WHERE id IN (SELECT id FROM u)', 't u', 'v'],
    ['mysql', 'UPDATE a, b SET a.x = b.y WHERE a.id = b.id', 'b', 'a'],
    ['mysql', "LOAD DATA LOCAL INFILE 'x.csv' INTO TABLE t", '', 't'],
    ['redshift', 'ALTER TABLE a APPEND FROM b', 'b', 'a'],
    [
      'snowflake',
      "CREATE TASK t WAREHOUSE=w SCHEDULE='5 minute' AS INSERT INTO a SELECT * FROM b",
      'b',
      'a',
    ],
    ['snowflake', "COPY INTO t (a, b) FROM (SELECT $1, $2 FROM @st/p) PATTERN='.*csv'", '', 't'],
    ['databricks', 'CREATE OR REFRESH STREAMING TABLE b AS SELECT * FROM STREAM(a)', 'a', 'b'],
    ['tsql', 'INSERT INTO dbo.t EXEC dbo.p', '', 'dbo.t'],
    ['spark', "INSERT OVERWRITE DIRECTORY '/o' USING parquet SELECT * FROM t", 't', '/o'],
    ['trino', 'CREATE TABLE t AS TABLE s', 's', 't'],
    ['postgresql', 'CREATE MATERIALIZED VIEW m AS SELECT k FROM t WITH NO DATA', 't', 'm'],
    ['generic', 'DROP TABLE a', '', ''],
    ['generic', 'ALTER TABLE a RENAME TO b', '', ''],
  ])('%s: %s', async (dialect, sql, reads, writes) => {
    const [found] = await lineage(sql, dialect);
    expect([names(found!.reads), names(found!.writes)]).toEqual([reads, writes]);
  });
});

describe('columns', () => {
  const columns = async (sql: string) =>
    Object.fromEntries((await lineage(sql))[0]!.columns.map(({ column, from }) => [column, from]));

  test('come through subqueries, WITH and set operations', async () => {
    expect(
      await columns(
        'WITH paid AS (SELECT o.id, o.net + o.tax AS gross FROM raw.orders o) ' +
          'SELECT p.id, sum(p.gross) AS total, max(c.name) AS name FROM paid p JOIN raw.customers c ON c.id = p.id GROUP BY 1',
      ),
    ).toEqual({
      id: ['raw.orders.id'],
      total: ['raw.orders.net', 'raw.orders.tax'],
      name: ['raw.customers.name'],
    });
    expect(await columns('SELECT a FROM t UNION ALL SELECT b FROM u')).toEqual({
      a: ['t.a', 'u.b'],
    });
  });

  test('of files are those of their path', async () => {
    const [found] = await lineage('CREATE VIEW v AS SELECT a.x FROM delta.`/lake/a` a', 'spark');
    expect(found!.columns).toEqual([{ column: 'x', from: ['/lake/a.x'] }]);
  });

  test('have no table where several could have them', async () => {
    expect(await columns('SELECT x FROM a JOIN b ON a.i = b.i')).toEqual({ x: ['x'] });
  });

  test('a star passes on all of its table, and a column through it is found', async () => {
    expect(await columns('SELECT q.x FROM (SELECT * FROM t) q')).toEqual({ x: ['t.x'] });
    expect(await columns('SELECT u.* FROM t JOIN u ON true')).toEqual({ '*': ['u.*'] });
  });
});

describe('what cannot be parsed', () => {
  test('costs only its own statement, is guessed, and says so', async () => {
    const found = await lineage(
      'SELECT * FROM a; SELEC WRONG FROM b JOIN c; INSERT INTO d SELECT * FROM e',
    );
    expect(found.map(({ confidence }) => confidence)).toEqual(['parsed', 'guessed', 'parsed']);
    expect(found[1]).toMatchObject({
      reads: [{ name: 'b' }, { name: 'c' }],
      problem: expect.any(String),
    });
  });

  test('guesses by the words around a name, outside strings and comments', () => {
    const guess = guessLineage(
      "WITH x AS (SELECT 1) INSERT INTO t -- FROM no1\n SELECT 'FROM no2' FROM x, y a, z JOIN LATERAL generate_series(1, 2) ON true",
    );
    expect([names(guess.reads), names(guess.writes)]).toEqual(['y z', 't']);
  });

  test.each([
    ['parentheses', `SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)} FROM b`],
    ['a comment without an end', '/*'.repeat(50_000)],
    ['quotes', "'".repeat(99_999)],
    ['braces', '{{ '.repeat(40_000)],
    ['a long union', `${'SELECT * FROM z UNION ALL '.repeat(3000)}SELECT * FROM z`],
  ])('%s do not stop the next statement', async (_, sql) => {
    await lineage(sql, 'spark');
    expect(names((await lineage('SELECT * FROM a'))[0]!.reads)).toBe('a');
  });
});

describe('the parser', () => {
  test('gives up a statement that takes too long, and goes on', async () => {
    const hasty = createSqlParser({ timeoutMs: 1 });
    const slow = `SELECT ${Array.from({ length: 3000 }, (_, at) => `CASE WHEN a = ${at} THEN b END AS c${at}`).join(',')} FROM x`;
    const [found] = await lineageOfSql(slow, 'generic', hasty);
    expect(found).toMatchObject({ confidence: 'guessed', reads: [{ name: 'x' }] });
    expect(found!.problem).toContain('took longer');
    await hasty.close();
  });

  test('stops where the caller stops', async () => {
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(lineageOfSql('SELECT 1', 'generic', parser, stop.signal)).rejects.toThrow(
      'enough',
    );
  });
});

describe('a script', () => {
  test('is cut outside strings, comments and dollar quotes; lines are kept', () => {
    const script =
      "SELECT ';' FROM a; -- ; not here\n\nCREATE FUNCTION f() AS $$ a; b $$;\n/* ; */ SELECT 2\n;";
    expect(
      splitStatements(script).map(({ line, lastLine, text }) => [line, lastLine, text]),
    ).toEqual([
      [1, 1, "SELECT ';' FROM a"],
      [3, 3, 'CREATE FUNCTION f() AS $$ a; b $$'],
      [4, 4, 'SELECT 2'],
    ]);
  });

  test('with Jinja has the tables that dbt would put there, on the same lines', async () => {
    const model =
      "{{ config(\n materialized='table') }}\nSELECT * FROM {{ ref('stg_orders') }} JOIN {{ source('raw', 'pay') }} p USING (id)\n{% if is_incremental() %}\nWHERE d > '{{ ds }}'\n{% endif %}";
    expect(withoutJinja(model).sql.split('\n')).toHaveLength(model.split('\n').length);
    const [found] = await lineage(model);
    expect(names(found!.reads)).toBe('stg_orders raw.pay');
    expect(found!.lines).toEqual([3, 5]);
  });
});
