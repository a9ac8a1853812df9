import { command, pathWord, type Word } from '../quote.ts';
import type { Frame } from '../frame.ts';
import type { Scan } from '../scan.ts';
import { needed, takeName, takeNumber } from './slots.ts';
import { thing } from './task.ts';

const engines = '(?:psql|postgres(?:ql)?|mysql|mariadb|sqlite3?|duckdb)';

interface Connection {
  readonly engine: 'psql' | 'mysql' | 'sqlite3' | 'duckdb';
  readonly words: readonly Word[];
  readonly database: string | null;
}

/** Where a database is, and who asks: taken out of the request before the task itself is read. */
function readConnection(scan: Scan): Connection | null {
  const named = scan.sees(engines);
  const file = scan.literals.find(
    ({ kind, value }) => kind === 'P' && /\.(?:db|sqlite3?|duckdb)$/i.test(value),
  );
  const word =
    named?.text.toLowerCase() ?? (file ? (/duck/.test(file.value) ? 'duckdb' : 'sqlite') : null);
  if (word === null) return null;
  const engine = /psql|postgres/.test(word)
    ? 'psql'
    : /mysql|maria/.test(word)
      ? 'mysql'
      : /duck/.test(word)
        ? 'duckdb'
        : 'sqlite3';
  const host = takeName(
    scan,
    '(?:,? ?)?(?:on|at|of|from)(?: the)? (?:host|server|machine) (<[IQPU]\\d+>|[a-z0-9][\\w.-]*)',
  )?.replace(/[.,]$/, '');
  const port = takeNumber(scan, '(?:on |at )?port <N>');
  const user = takeName(
    scan,
    `(?:,? ?)?(?:(?:as|with|for|by) )?(?:the )?(?:user|login|role) (?:name )?(?:is )?${thing}`,
  );
  const none =
    scan.take(
      '(?:,? ?)?(?:and )?(?:with |using )?(?:no|without(?: an?| any)?) database(?: file)?(?= |[.,:;]|$)',
    ) !== null;
  const database = none
    ? null
    : (takeName(
        scan,
        `(?:(?:in|of|on|from|to|against|into) )?(?:the )?(?:${engines} )?(?:database|db)(?: (?:called|named))? (<[IQPX]\\d+>|(?!(?:file|on|at|as|in|of|from|to|the|with|server)\\b)[a-z]\\w*)`,
        `(?:(?:in|of|on|from|to|against|into) )?(?:the )?${thing} ${engines} database`,
      ) ?? (engine === 'sqlite3' || engine === 'duckdb' ? (file?.value ?? null) : null));
  scan.takeAll(
    `(?:(?:with|using|in|via|from|of|on|by|through) )?(?:the )?${engines}(?: database| db| server| cli)?`,
  );
  if (file) scan.take(`(?:(?:in|of|on|from|file) )*<P${scan.literals.indexOf(file)}>`);
  const words: Word[] =
    engine === 'psql'
      ? [
          ...(host ? ['-h', host] : []),
          ...(port ? ['-p', port] : []),
          ...(user ? ['-U', user] : []),
        ]
      : engine === 'mysql'
        ? [
            ...(host ? ['-h', host] : []),
            ...(port ? ['-P', port] : []),
            ...(user ? ['-u', user, '-p'] : []),
          ]
        : [];
  return { engine, words, database };
}

const table = `(?:the )?(?:table (?:called |named )?${thing}|${thing} table)`;

/** psql, mysql, sqlite3, duckdb: files, queries, exports, dumps, what there is. */
export const databaseTasks: Frame = {
  name: 'databases',
  build(scan, { request }) {
    if (!/\b(?:psql|postgres(?:ql)?|mysql|mariadb|sqlite3?|duckdb)\b|<P\d+>/i.test(request.text))
      return null;
    const connection = readConnection(scan);
    if (!connection) return null;
    const { engine, words, database } = connection;
    const stop =
      scan.take(
        '(?:,? ?;? ?(?:and )?)?(?:stop|abort|fail|exit)(?:ping)? (?:at|on|after) (?:the )?(?:first )?errors?',
      ) !== null;
    const bare =
      scan.take(
        '(?:,? ?)?(?:without|no|leaving out)(?: the| an?| any)? (?:{header}|column names)s?(?: (?:and|or|nor) (?:without |no )?(?:borders|frame|alignment|footer|row count))*',
        '(?:only|just) the (?:plain |bare )?(?:values?|result|number|count)',
      ) !== null;
    const plain =
      scan.take(
        '(?:in |as )?(?:plain )?(?:tab[- ]separated|plain|unaligned|batch)(?: (?:form|format|text|mode|output))?',
      ) !== null;
    scan.takeAll('with (?:the |their )?(?:full|complete|whole) (?:text|statement|query)');
    scan.take(
      '(?:,? ?;? ?(?:and )?)?(?:the )?password (?:must|should|shall|may|is to) not (?:be|stand|appear|show up)(?: visible)? (?:on|in) the (?:command line|command)',
      'without (?:writing |putting )?the password (?:on|in) the command(?: line)?',
    );
    const asCsv = scan.take(
      '(?:as|in|into|to)(?: an?)? csv(?: file| format)?(?: (?:with|including)(?: an?| the)? ({header}))?',
    );
    const target = scan.take(
      '(?:,? ?(?:and )?)?(?:(?:write|save|store|export|dump)(?: it| them| the (?:result|rows|output))? )?(?:to|into|in|as)(?: the)?(?: (?:local|sql|csv|dump))?(?: file)? (<P>)',
    )?.literals[0]?.value;
    const out = target ? ` > ${command(pathWord(target))}` : '';
    const client = (...more: Word[]): Word[] =>
      engine === 'psql'
        ? [
            'psql',
            ...words,
            ...(database ? ['-d', database] : []),
            ...(stop ? ['-v', 'ON_ERROR_STOP=1'] : []),
            ...(bare ? ['-t', '-A'] : []),
            ...more,
          ]
        : engine === 'mysql'
          ? [
              'mysql',
              ...words,
              ...(bare ? ['-N'] : []),
              ...(bare || plain ? ['-B'] : []),
              ...more,
              ...(database ? [database] : []),
            ]
          : [
              engine,
              ...(asCsv ? ['-csv'] : []),
              ...(asCsv?.groups[1] ? ['-header'] : []),
              ...(database ? [database] : []),
              ...more,
            ];
    const query = (sql: string): string => {
      if (engine === 'psql' && asCsv)
        return `${command(...client('-c', `COPY (${sql}) TO STDOUT WITH (FORMAT csv${asCsv.groups[1] ? ', HEADER' : ''})`))}${out}`;
      return (
        command(
          ...(engine === 'psql'
            ? client('-c', sql)
            : engine === 'mysql'
              ? client('-e', sql)
              : client(sql)),
        ) + out
      );
    };
    const done = (made: string, lookFirst?: string) => {
      scan.takeAll('(?:the )?(?:result|rows|output)(?: of)?|database|server|{show}');
      return { scan, command: made, ...(lookFirst !== undefined && { lookFirst }) };
    };

    const restored = scan.take(
      `(?:restore|load|import|read in)(?: the)?(?: dump| backup)?(?: file)? (<P>)(?: (?:in)?to)?`,
    );
    if (
      restored &&
      /\.(?:dump|backup|pgdump|custom)$/i.test(restored.literals[0]!.value) &&
      engine === 'psql'
    ) {
      const jobs = takeNumber(scan, '(?:with|in|using) <N> (?:parallel )?jobs');
      return done(
        command(
          'pg_restore',
          ...words,
          '-d',
          needed(scan, database, 'DATABASE'),
          ...(jobs ? ['-j', jobs] : []),
          pathWord(restored.literals[0]!.value),
        ),
      );
    }
    const file =
      restored ??
      scan.take(
        '(?:run|execute|apply)(?: the)?(?: sql)?(?: (?:file|script|statements in|statements of))* (<P>)',
      );
    if (file) {
      const path = pathWord(file.literals[0]!.value);
      const once = scan.take('(?:in|as) (?:one|a single) transaction') !== null;
      if (engine === 'psql') return done(command(...client(...(once ? ['-1'] : []), '-f', path)));
      return done(`${command(...client())} < ${command(path)}`);
    }
    const dumped = scan.take(
      '(?:dump|back ?up)(?: only)?|export(?= (?:only )?(?:the )?(?:whole |schema|structure))',
    );
    if (dumped && (engine === 'psql' || engine === 'mysql')) {
      const schema =
        scan.take(
          '(?:only )?(?:the )?(?:schema|structure|ddl)(?: only)?(?: of)?|without (?:the )?data',
        ) !== null;
      const dataOnly =
        !schema && scan.take('only (?:the )?data|data only|without (?:the )?schema') !== null;
      const custom = scan.take('in (?:the )?(?:custom|compressed|binary) format') !== null;
      const tables = scan
        .takeAll(`(?:(?:only|of|from) )*${table}`)
        .flatMap(({ groups }) => groups.slice(1).filter((group) => group !== undefined))
        .map((group) => scan.literal(group)?.value ?? group);
      const locking =
        scan.take(
          'without (?:locking|lock(?:s|ing tables)?)(?: the tables?| it)?|in (?:one|a single) transaction|consistently',
        ) !== null;
      void locking;
      scan.takeAll('of|only|whole|complete|(?:the )?tables?');
      if (engine === 'psql')
        return done(
          command(
            'pg_dump',
            ...words,
            ...(database ? ['-d', database] : []),
            ...(custom ? ['-Fc'] : []),
            ...(schema ? ['--schema-only'] : []),
            ...(dataOnly ? ['--data-only'] : []),
            ...tables.flatMap((each) => ['-t', each]),
            ...(custom && target ? ['-f', pathWord(target)] : []),
          ) + (custom ? '' : out),
        );
      return done(
        command(
          'mysqldump',
          ...words,
          '--single-transaction',
          ...(schema ? ['--no-data'] : []),
          ...(dataOnly ? ['--no-create-info'] : []),
          needed(scan, database, 'DATABASE'),
          ...tables,
        ) + out,
      );
    }
    const written = scan.take(
      '(?:run|execute|export|send)?(?: the)?(?: result of)?(?: the)? ?(?:sql )?(?:query|statement|command) (?:<Q>|((?:select|with|insert|update|delete|show|explain|create|drop|analyze|vacuum|truncate)\\b[^.;]*?))(?=\\s*[,.;]?\\s*(?:$|·|(?:as|to|into|in|on|from the|without|and)\\b))',
    );
    const sql =
      written &&
      (written.literals[0]?.kind === 'Q'
        ? written.literals[0].value
        : scan.plain(written.groups[1] ?? ''));
    if (sql) return done(query(sql.trim()));
    const counted = scan.take(
      ...(engine === 'duckdb'
        ? [
            `(?:how many|(?:the )?number of|count(?: the)?) {lines}(?: (?:are|does|has|is|do|of|in|there))*(?: (?:of|in|from))? (<P>)`,
          ]
        : []),
      `(?:how many|(?:the )?number of|count(?: the)?) {lines}(?: (?:are|does|has|is|do|of|in|there))*(?: (?:of|in|from))? ${table}(?: have| has| contain)?`,
    );
    if (counted) {
      const name = counted.groups.slice(1).find((group) => group !== undefined)!;
      const what = (scan.literal(name)?.value ?? name).replace(/\.$/, '');
      scan.takeAll(
        '(?:with|and|using) no database(?: file)?|without (?:a |any )?database(?: file)?',
      );
      return done(query(`SELECT count(*) FROM ${name.startsWith('<P') ? `'${what}'` : what}`));
    }
    const schema = takeName(
      scan,
      `(?:of|in|from)(?: the)? schema ${thing}`,
      `(?:of|in|from)(?: the)? ${thing} schema`,
    );
    if (
      scan.take(
        '(?:{show} |which )?(?:all |the )*tables(?: (?:are there|exist|are))?(?: (?:of|in))?(?! called)',
      )
    ) {
      return done(
        engine === 'psql'
          ? command(...client('-c', schema ? `\\dt ${schema}.*` : String.raw`\dt`))
          : engine === 'mysql'
            ? command(...client('-e', 'SHOW TABLES'))
            : engine === 'sqlite3'
              ? command(...client('.tables'))
              : command(...client('SHOW TABLES')),
      );
    }
    const described = scan.take(
      `(?:describe|(?:{show} )?(?:the )?(?:columns|structure|definition|schema|column types)(?: and (?:their )?types)?(?: of))(?: the)? (?:${table}|(<P>))`,
    );
    if (described) {
      const said = described.groups.slice(1).find((group) => group !== undefined)!;
      const what = (scan.literal(said)?.value ?? said).replace(/\.$/, '');
      return done(
        engine === 'psql'
          ? command(...client('-c', `\\d ${what}`))
          : engine === 'mysql'
            ? command(...client('-e', `DESCRIBE ${what}`))
            : engine === 'sqlite3'
              ? command(...client(`.schema ${what}`))
              : command(
                  ...client(`DESCRIBE SELECT * FROM ${/<P/.test(said) ? `'${what}'` : what}`),
                ),
      );
    }
    if (
      scan.take(
        '(?:{show} )?(?:the |all )*(?:currently )?(?:running|active) (?:queries|statements|sessions)(?: with (?:the |their )?(?:full|complete|whole) (?:text|statement|query))?|process ?list|(?:running )?connections',
        '(?:{show} )?(?:the |all |which |what )*(?:queries|statements|sessions) (?:that |which )?(?:are |is )?(?:currently |now )?(?:running|active|executing|executed)(?: (?:at the moment|right now|currently|now|just now))?',
      )
    ) {
      return done(
        engine === 'psql'
          ? command(
              ...client(
                '-c',
                "SELECT pid, usename, now() - query_start AS runtime, state, query FROM pg_stat_activity WHERE state <> 'idle' ORDER BY runtime DESC",
              ),
            )
          : command(...client('-e', 'SHOW FULL PROCESSLIST')),
      );
    }
    if (
      engine === 'psql' &&
      scan.take(
        '(?:(?:how (?:large|big) is|{show})?(?: the)? ?size of|how (?:large|big) is)(?: the)?',
      )
    ) {
      const sizes = scan.take(table);
      const name = sizes?.groups.slice(1).find((group) => group !== undefined);
      return done(
        query(
          name
            ? `SELECT pg_size_pretty(pg_total_relation_size('${scan.literal(name)?.value ?? name}'))`
            : `SELECT pg_size_pretty(pg_database_size('${database ?? 'DATABASE'}'))`,
        ),
      );
    }
    if (engine === 'psql' && scan.take('(?:{show} )?(?:all |the )*databases'))
      return done(command(...client('-l')));
    if (engine === 'mysql' && scan.take('(?:{show} )?(?:all |the )*databases'))
      return done(command(...client('-e', 'SHOW DATABASES')));
    const read = engine === 'duckdb' ? scan.take('(?:convert|export|turn|transform) (<P>)') : null;
    if (read) {
      const from = read.literals[0]!.value;
      const form = scan.take('(?:to|into|as) (csv|parquet|json)')?.groups[1]?.toLowerCase();
      const to = target ?? from.replace(/\.\w+$/, `.${form ?? 'csv'}`);
      const kind = form ?? /\.(\w+)$/.exec(to)![1]!;
      return {
        scan,
        command: command(
          'duckdb',
          '-c',
          `COPY (SELECT * FROM '${from}') TO '${to}' (FORMAT ${kind}${kind === 'csv' ? ', HEADER' : ''})`,
        ),
      };
    }
    return null;
  },
};
