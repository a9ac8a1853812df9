import { command, pathWord, type Word } from '../quote.ts';
import type { Frame } from '../frame.ts';
import type { Scan } from '../scan.ts';
import { name, needed, takeName, takeNumber } from './slots.ts';

/** One statement, or a dump, by the command line of a database. */
export const databases: Frame = {
  name: 'databases',
  build(scan, { request }) {
    const found =
      /\b(psql|postgres(?:ql)?|pg_dump|mysql|mariadb|mysqldump|sqlite3?|duckdb|trino|presto|hive|beeline|clickhouse)\b/i
        .exec(request.text)?.[1]
        ?.toLowerCase();
    const kind =
      found ??
      (scan.literals.some(({ kind, value }) => kind === 'P' && /\.(?:db|sqlite)$/.test(value))
        ? 'sqlite'
        : scan.literals.some(({ kind, value }) => kind === 'P' && value.endsWith('.duckdb'))
          ? 'duckdb'
          : null);
    if (kind === null) return null;
    const engine = /psql|postgres|pg_dump/.test(kind)
      ? 'psql'
      : /mysql|maria/.test(kind)
        ? 'mysql'
        : /sqlite/.test(kind)
          ? 'sqlite3'
          : /duck/.test(kind)
            ? 'duckdb'
            : /trino|presto/.test(kind)
              ? 'trino'
              : /clickhouse/.test(kind)
                ? 'clickhouse-client'
                : 'beeline';
    scan.takeAll(
      '(?:with|using|in|via|from|of|on) (?:the )?(?:psql|postgres(?:ql)?|pg_dump|mysql(?:dump)?|mariadb|sqlite3?|duckdb|trino|presto|hive|beeline|clickhouse)(?: (?:database|db)(?= (?:of|on|at|with|as)|[.,?]|$)| server| cli)?',
      '(?:the )?(?:psql|postgres(?:ql)?|pg_dump|mysql(?:dump)?|mariadb|sqlite3?|duckdb|trino|presto|hive|beeline|clickhouse)(?: database(?= (?:of|on|at))| cli)?',
    );
    const host = takeName(
      scan,
      `(?:on|at|of|from)(?: the)? (?:host|server) (<[IQPU]\\d+>|[a-z][\\w.-]*)`,
    );
    const port = takeNumber(scan, '(?:on |at )?port <N>');
    const user = takeName(
      scan,
      `(?:,? ?)?(?:(?:as|with|for|by) )?(?:the )?(?:user|login|role) (?:name )?(?:is )?${name}`,
    );
    const database =
      takeName(
        scan,
        `(?:(?:in|of|on|from|to|against|into) )?(?:the )?(?:database|db|catalog) (?:file )?(?:called |named )?(<[IQP]\\d+>|(?!file\\b)[a-z][\\w-]*)`,
        `(?:(?:in|of|on|from|to|against|into) )?(?:the )?${name} (?:database|db)`,
      ) ??
      (/(?:sqlite3|duckdb)/.test(engine)
        ? (scan.literals.find(
            ({ kind, value }) => kind === 'P' && /\.(?:db|sqlite|duckdb)$/.test(value),
          )?.value ?? null)
        : null);
    if (/sqlite3|duckdb/.test(engine)) scan.take('(?:(?:in|of|on|from|to|against|file) )*<P>');
    const connection: Word[] =
      engine === 'psql'
        ? [
            ...(host ? ['-h', host] : []),
            ...(port ? ['-p', port] : []),
            ...(user ? ['-U', user] : []),
            ...(database ? ['-d', database] : []),
          ]
        : engine === 'mysql'
          ? [
              ...(host ? ['-h', host] : []),
              ...(port ? ['-P', port] : []),
              ...(user ? ['-u', user, '-p'] : []),
            ]
          : engine === 'trino'
            ? [
                ...(host ? ['--server', port ? `${host}:${port}` : host] : []),
                ...(database ? ['--catalog', database] : []),
              ]
            : engine === 'beeline'
              ? [
                  '-u',
                  host
                    ? `jdbc:hive2://${host}:${port ?? 10_000}/${database ?? 'default'}`
                    : 'jdbc:hive2://localhost:10000',
                ]
              : [];
    const csv =
      scan.take('(?:as|in|to|into)(?: a)? csv(?: format| file)?(?: with (?:a )?header)?') !== null;
    const target =
      scan.take(
        '(?:,? ?(?:and )?)?(?:(?:write|save|store|export|dump)(?: it| them| the result| the rows)? )?(?:to|into|in)(?: the)?(?: file| csv file)? <P>',
      )?.literals[0]?.value ?? null;
    const dump = scan.take('dump|back ?up|export the (?:whole )?(?:database|schema)');
    if (dump && /psql|mysql/.test(engine)) {
      const schema =
        scan.take('(?:only )?(?:the )?(?:schema|structure)(?: only)?|without (?:the )?data') !==
        null;
      const table = takeName(scan, `(?:(?:only|of) )?(?:the )?table ${name}`);
      scan.takeAll('only|whole|of|(?:the )?database|data|tables?|in (?:custom|compressed) format');
      const custom = /custom|compressed/i.test(request.text);
      const words: Word[] =
        engine === 'psql'
          ? [
              'pg_dump',
              ...connection,
              ...(schema ? ['--schema-only'] : []),
              ...(table ? ['-t', table] : []),
              ...(custom ? ['-Fc'] : []),
            ]
          : [
              'mysqldump',
              ...connection,
              '--single-transaction',
              ...(schema ? ['--no-data'] : []),
              needed(scan, database, 'DATABASE'),
              ...(table ? [table] : []),
            ];
      const packed = target?.endsWith('.gz') ? ' | gzip' : '';
      return {
        scan,
        command: `${command(...words)}${packed}${target ? ` > ${command(pathWord(target))}` : ''}`,
      };
    }
    const load = scan.take(
      '(?:load|import|copy|insert)(?: the)?(?: (?:rows|data|csv|csv file|file|contents?)(?: (?:of|from|in))?)? ?<P>(?: in)?(?:to)?',
    );
    if (load && /psql|duckdb|sqlite3/.test(engine)) {
      const table = takeName(
        scan,
        `(?:(?:in)?to )?(?:the )?table ${name}`,
        `(?:in)?to (?:the )?${name}`,
      );
      const header =
        scan.take('(?:which |that |it |the file )?(?:has|with|having)(?: an?)? {header}') !== null;
      const path = load.literals[0]!.value;
      scan.takeAll('csv|{files}|rows|data');
      const into = needed(scan, table, 'TABLE');
      if (engine === 'psql')
        return {
          scan,
          command: command(
            'psql',
            ...connection,
            '-c',
            String.raw`\copy ${into} from '${path.replaceAll("'", "''")}' with (format csv${header ? ', header' : ''})`,
          ),
        };
      if (engine === 'duckdb')
        return {
          scan,
          command: command(
            'duckdb',
            needed(scan, database, 'DATABASE'),
            `COPY ${into} FROM '${path.replaceAll("'", "''")}' (HEADER)`,
          ),
        };
      return {
        scan,
        command: command(
          'sqlite3',
          pathWord(needed(scan, database, 'DATABASE')),
          '.mode csv',
          `.import${header ? ' --skip 1' : ''} ${path} ${into}`,
        ),
      };
    }
    const statement = readStatement(scan, engine);
    if (statement === null) {
      const script = scan.take(
        '(?:run|execute|apply)(?: the)?(?: (?:sql )?(?:script|{files}|statements|sql))?(?: (?:in|of|from))? ?<P>',
      );
      if (!script) return null;
      const path = pathWord(script.literals[0]!.value);
      const stop =
        scan.take(
          '(?:,? ?(?:and )?)?(?:stop(?:ping)?|abort(?:ing)?) (?:at|on) (?:the )?first error',
        ) !== null;
      if (engine === 'psql')
        return {
          scan,
          command: command(
            'psql',
            ...connection,
            ...(stop ? ['-v', 'ON_ERROR_STOP=1'] : []),
            '-f',
            path,
          ),
        };
      if (engine === 'trino' || engine === 'beeline')
        return { scan, command: command(engine, ...connection, '-f', path) };
      return {
        scan,
        command: `${command(engine, ...connection, ...(database ? [database] : []))} < ${command(path)}`,
      };
    }
    scan.takeAll('csv|rows|{files}|result|database|statement|query|run|execute|sql');
    if (engine === 'psql' && csv && target && /^select/i.test(statement))
      return {
        scan,
        command: `${command('psql', ...connection, '--csv', '-c', statement)} > ${command(pathWord(target))}`,
      };
    const out = target ? ` > ${command(pathWord(target))}` : '';
    if (engine === 'psql')
      return {
        scan,
        command: command('psql', ...connection, ...(csv ? ['--csv'] : []), '-c', statement) + out,
      };
    if (engine === 'mysql')
      return {
        scan,
        command:
          command('mysql', ...connection, '-e', statement, ...(database ? [database] : [])) + out,
      };
    if (engine === 'sqlite3')
      return {
        scan,
        command:
          command(
            'sqlite3',
            ...(csv ? ['-header', '-csv'] : []),
            pathWord(needed(scan, database, 'DATABASE')),
            statement,
          ) + out,
      };
    if (engine === 'duckdb')
      return {
        scan,
        command:
          command(
            'duckdb',
            ...(csv ? ['-csv'] : []),
            ...(database ? [database] : []),
            '-c',
            statement,
          ) + out,
      };
    if (engine === 'trino')
      return {
        scan,
        command:
          command(
            'trino',
            ...connection,
            ...(csv ? ['--output-format', 'CSV_HEADER'] : []),
            '--execute',
            statement,
          ) + out,
      };
    if (engine === 'beeline')
      return {
        scan,
        command:
          command(
            'beeline',
            ...connection,
            ...(csv ? ['--outputformat=csv2'] : []),
            '-e',
            statement,
          ) + out,
      };
    return { scan, command: command('clickhouse-client', '--query', statement) + out };
  },
};

/** SQL in quotes as it stands, else the usual questions about a table. */
function readStatement(scan: Scan, engine: string): string | null {
  const given = takeName(
    scan,
    '(?:run|execute)?(?: the)?(?: (?:query|statement|sql(?: statement| query)?))? ?(<Q>)',
  );
  if (given !== null) return given;
  const table = (): string =>
    needed(
      scan,
      takeName(
        scan,
        `(?:(?:of|in|from) )?(?:the )?table (?:called |named )?(<[IQ]\\d+>|(?!s\\b)[a-z][\\w.]*)`,
        '(?:(?:of|in|from) )?(?:the )?(<I>)(?: table)?',
        `(?:of|in|from) (?:the )?${name}`,
      ),
      'TABLE',
    );
  if (
    scan.take(
      'how many {lines}(?: (?:are|does|is|has))?|(?:the )?(?:number|count) of {lines}|count (?:the |all )?{lines}',
    )
  ) {
    scan.takeAll('are there|are|have|has|contain');
    return `SELECT count(*) FROM ${table()}`;
  }
  const first = scan.take('(?:{show} )?(?:the )?first <N> {lines}', '(?:{show} )?<N> {lines}');
  if (first) return `SELECT * FROM ${table()} LIMIT ${first.literals[0]!.value}`;
  const running =
    /psql/.test(engine) &&
    scan.take(
      '(?:{show} )?(?:the )?(?:<N> )?(?:running|active|current(?:ly running)?|long[- ]running|longest[- ]running) (?:queries|sessions|statements)',
    );
  if (running)
    return `SELECT pid, now() - query_start AS runtime, state, query FROM pg_stat_activity WHERE state <> 'idle' ORDER BY runtime DESC${running.literals[0] ? ` LIMIT ${running.literals[0].value}` : ''}`;
  const sizes = scan.take(
    '(?:the )?(?:<N> )?(?:largest|biggest) tables?|(?:the )?sizes? of (?:all |the )?tables?|tables? by size',
  );
  if (sizes && /psql/.test(engine)) {
    scan.takeAll('{show}|by size|with (?:their )?sizes?|{descending}');
    return `SELECT relname, pg_size_pretty(pg_total_relation_size(relid)) FROM pg_catalog.pg_statio_user_tables ORDER BY pg_total_relation_size(relid) DESC${sizes.literals[0] ? ` LIMIT ${sizes.literals[0].value}` : ''}`;
  }
  if (scan.take('(?:{show} )?(?:all |the )*tables')) {
    scan.takeAll('all|{show}');
    return engine === 'psql' ? String.raw`\dt` : engine === 'sqlite3' ? '.tables' : 'SHOW TABLES';
  }
  if (scan.take('(?:{show} )?(?:the )?(?:columns|structure|schema|definition)(?: of)?|describe')) {
    const target = table();
    return engine === 'psql'
      ? String.raw`\d ${target}`
      : engine === 'sqlite3'
        ? `.schema ${target}`
        : `DESCRIBE ${target}`;
  }
  return null;
}
