import { command, pathWord, pipe, type Word } from '../quote.ts';
import type { Frame } from '../frame.ts';
import { name, needed, takeName, takeNumber, valueOf, wishes } from './slots.ts';

/** Airflow, in the words of release 2; where release 3 differs the other form is an alternative. */
export const airflow: Frame = {
  name: 'airflow',
  build(scan, { request }) {
    if (!/\b(?:airflow|dags?|backfill)\b/i.test(request.text)) return null;
    scan.takeAll('(?:in|of|with|using|on|from) airflow|airflow(?: cli)?(?! task log)');
    const dag = (): string | null =>
      takeName(
        scan,
        `(?:(?:of|for|in|from) )?(?:the )?(?:airflow )?dag (?:called |named |with (?:the )?id )?(<[IQ]\\d+>|(?!runs?\\b|s\\b|is\\b|that\\b|import\\b|file\\b)[a-z][\\w-]*)`,
        `(?:(?:of|for|in|from) )?(?:the )?(<[IQ]\\d+>) dag`,
        '(?:(?:of|for|in|from) )?(?:the )?(<I>)',
      );
    const task = (): string | null =>
      takeName(
        scan,
        `(?:(?:of|for|in|only|just) )*(?:the )?(?:single )?task (?:called |named |with (?:the )?id )?(<[IQ]\\d+>|(?!instances?\\b|logs?\\b)[a-z][\\w-]*)`,
        `(?:the )?(<[IQ]\\d+>) task`,
      );
    const range = (): { from: string | null; to: string | null } => {
      const both = scan.take(
        '(?:(?:for|in|over|of) (?:the )?(?:period|dates?|range|days?|interval) )?(?:from|between|starting(?: on| at| from)?|since) (<[DT]\\d+>),? (?:to|and|until|till|through|up to|ending(?: on| at)?) (<[DT]\\d+>)(?: (?:inclusive|both inclusive))?',
      );
      if (both) return { from: dayOf(both.literals[0]!), to: dayOf(both.literals[1]!) };
      const one = scan.take(
        '(?:for|on|of) (?:the )?(?:single )?(?:logical date |execution date |day |date )?<[DT]\\d+>',
      );
      if (one) return { from: dayOf(one.literals[0]!), to: dayOf(one.literals[0]!) };
      const since = scan.take(
        '(?:from|since|starting(?: on| at| from)?|after) <[DT]\\d+>(?: on| onwards)?',
      );
      const until = scan.take('(?:until|up to|before|till|to) <[DT]\\d+>');
      return {
        from: since ? dayOf(since.literals[0]!) : null,
        to: until ? dayOf(until.literals[0]!) : null,
      };
    };
    const dayOf = (literal: {
      kind: string;
      value: string;
      instant?: { day?: string; time?: string };
    }): string =>
      literal.instant?.day === undefined
        ? literal.value
        : literal.instant.time === undefined
          ? literal.instant.day
          : `${literal.instant.day}T${literal.instant.time}`;
    const made = (...words: Word[]) => ({ scan, command: command('airflow', ...words) });

    if (
      scan.take(
        'backfill(?: run)?|(?:fill in|run) (?:the )?missing (?:runs?|intervals?|days?)(?: of| for)?|run again for the past',
      )
    ) {
      const dry = wishes.dry(scan);
      const { from, to } = range();
      const id = dag();
      const again =
        scan.take(
          '(?:,? ?(?:and )?)?(?:re-?run(?:ning)?|rerun) (?:the )?failed (?:tasks?|ones?)(?: automatically)?|including failed tasks',
        ) !== null;
      const reset =
        scan.take(
          '(?:,? ?(?:and )?)?(?:reset(?:ting)?|clear(?:ing)?)(?: the| existing| any)?(?: dag)? ?runs?(?: first)?',
        ) !== null;
      scan.takeAll('dags?|runs?|dates?|for|period');
      return {
        ...made(
          'dags',
          'backfill',
          '--start-date',
          needed(scan, from, 'START_DATE'),
          '--end-date',
          needed(scan, to, 'END_DATE'),
          ...(again ? ['--rerun-failed-tasks'] : []),
          ...(reset ? ['--reset-dagruns'] : []),
          ...(dry ? ['--dry-run'] : []),
          needed(scan, id, 'DAG_ID'),
        ),
        alternatives: [
          {
            command: command(
              'airflow',
              'backfill',
              'create',
              '--dag-id',
              id ?? '<DAG_ID>',
              '--from-date',
              from ?? '<START_DATE>',
              '--to-date',
              to ?? '<END_DATE>',
              ...(dry ? ['--dry-run'] : []),
            ),
            when: 'Airflow 3',
          },
        ],
      };
    }
    if (
      scan.take(
        'clear(?:ing)?(?: the)?(?: state of)?|reset(?: the state of)?|re-?run|run again|retry',
      )
    ) {
      const yes = wishes.unasked(scan);
      const failed =
        scan.take(
          '(?:only )?(?:the )?failed(?: ones| tasks?| task instances?)?(?: only)?|only (?:the )?failed',
        ) !== null;
      scan.takeAll(
        '(?:,? ?(?:and |so that |to let )*)(?:they|it|these)(?: can)? (?:run|are run|is run|be run|get run|execute)s? (?:again|once more|anew)|so that (?:they|it) (?:re-?run|run)s?(?: again)?|again|task instances?|instances?',
      );
      const running = scan.take('(?:only )?(?:the )?running(?: ones)?') !== null;
      const downstream =
        scan.take(
          '(?:,? ?(?:and |with |including |also )*)(?:all )?(?:its |the |everything |tasks )?(?:downstream|after it)(?: tasks?| of it| ones)?',
        ) !== null;
      const upstream =
        scan.take(
          '(?:,? ?(?:and |with |including |also )*)(?:all )?(?:its |the |everything |tasks )?(?:upstream|before it)(?: tasks?| of it| ones)?',
        ) !== null;
      const { from, to } = range();
      const tasks = task();
      const id = dag();
      scan.takeAll('tasks?|runs?|only|states?|instances?|clear(?:ed)?');
      return made(
        'tasks',
        'clear',
        needed(scan, id, 'DAG_ID'),
        ...(tasks ? ['--task-regex', `^${tasks}$`] : []),
        ...(from ? ['--start-date', from] : []),
        ...(to ? ['--end-date', to] : []),
        ...(failed ? ['--only-failed'] : []),
        ...(running ? ['--only-running'] : []),
        ...(downstream ? ['--downstream'] : []),
        ...(upstream ? ['--upstream'] : []),
        ...(yes ? ['--yes'] : []),
      );
    }
    if (
      scan.take(
        'trigger(?: a)?(?: new)?(?: manual)?(?: run)?(?: of)?|start (?:a )?(?:new )?(?:manual )?run of|kick off|run(?= (?:the )?dag)',
      )
    ) {
      const conf = takeName(
        scan,
        '(?:with|using|passing)(?: the)? (?:conf(?:iguration)?|parameters?|config|json) (<[QJ]\\d+>)',
        '(<[QJ]\\d+>)',
      );
      const pairs =
        conf === null
          ? scan
              .takeAll(
                '(?:with |and |using )?(?:the )?(?:conf(?:iguration)? |parameters? |config )?<K>',
              )
              .flatMap(({ literals }) => literals.map(({ value }) => value))
          : [];
      const { from } = range();
      const run = takeName(
        scan,
        `(?:with |as |using )?(?:the )?run[ _]id (?:of )?(<[IQ]\\d+>|[\\w-]+)`,
      );
      const id = dag();
      scan.takeAll('dags?|runs?|conf|manually|now|logical date|execution date');
      const json =
        conf ??
        (pairs.length > 0
          ? JSON.stringify(
              Object.fromEntries(
                pairs.map((pair) => [
                  pair.slice(0, pair.indexOf('=')),
                  pair.slice(pair.indexOf('=') + 1),
                ]),
              ),
            )
          : null);
      return made(
        'dags',
        'trigger',
        ...(json ? ['--conf', json] : []),
        ...(from ? ['--exec-date', from] : []),
        ...(run ? ['--run-id', run] : []),
        needed(scan, id, 'DAG_ID'),
      );
    }
    const pause = scan.take(
      '(un-?pause|resume|re-?enable|enable|activate|switch on|turn on)|pause|suspend|disable|deactivate|switch off|turn off|stop scheduling',
    );
    if (pause) {
      const id = dag();
      scan.takeAll(
        'dags?|so that|no (?:new )?runs? (?:are|is) (?:started|scheduled)|again|schedul\\w+',
      );
      return made('dags', pause.groups[1] ? 'unpause' : 'pause', needed(scan, id, 'DAG_ID'));
    }
    if (scan.take('test(?: run)?|dry[- ]run|try out') !== null) {
      const { from } = range();
      const tasks = task();
      const id = dag();
      scan.takeAll(
        'tasks?|dags?|without (?:recording|storing|saving|writing)(?: (?:the |its |any )?(?:state|result))?(?: in the database)?|locally|single|date|logical|execution|run',
      );
      return tasks
        ? made('tasks', 'test', needed(scan, id, 'DAG_ID'), tasks, ...(from ? [from] : []))
        : made('dags', 'test', needed(scan, id, 'DAG_ID'), ...(from ? [from] : []));
    }
    if (
      scan.take(
        '(?:dag )?import errors?|(?:dags?|{files}) (?:that |which )?(?:fail(?:s|ed)? to (?:import|load|parse)|could not be (?:imported|loaded|parsed)|are broken)',
      )
    ) {
      scan.takeAll('dags?|{files}|all|errors?');
      return made('dags', 'list-import-errors');
    }
    const state = takeName(
      scan,
      '(?:in |with |of )?(?:the )?(?:state )?(failed|running|success(?:ful)?|queued|up_for_retry|skipped)(?: state)?',
    );
    if (scan.take('{show}|which|what|next')) {
      const runs = scan.take('(?:dag )?runs?(?: of)?') !== null;
      const tasks = scan.take('tasks?(?: of| in)?') !== null;
      const tree = scan.take('(?:as (?:a )?)?(?:tree|hierarchy|dependencies)') !== null;
      const states = scan.take('(?:the )?states?(?: of)?') !== null;
      const next =
        scan.take(
          '(?:the )?next (?:run|execution|execution date|scheduled run)(?: time| date)?(?: of)?',
        ) !== null;
      const { from, to } = range();
      const id = dag();
      const paused = scan.take('(?:that are |which are )?paused') !== null;
      const format =
        scan.take('(?:as|in) (json|yaml|table|plain)(?: format)?')?.groups[1]?.toLowerCase() ??
        null;
      scan.takeAll('dags?|runs?|all|known|instances?|run|when|does|states?|connections?');
      const shape: Word[] = format ? ['-o', format] : [];
      if (next) return made('dags', 'next-execution', needed(scan, id, 'DAG_ID'));
      if (/\bconnections?\b/i.test(request.text)) return made('connections', 'list', ...shape);
      if (/\bvariables?\b/i.test(request.text) && scan.take('variables?'))
        return made('variables', 'list', ...shape);
      if (/\bpools?\b/i.test(request.text) && scan.take('pools?'))
        return made('pools', 'list', ...shape);
      if (tasks && states)
        return made(
          'tasks',
          'states-for-dag-run',
          needed(scan, id, 'DAG_ID'),
          needed(scan, from, 'RUN_ID'),
          ...shape,
        );
      if (runs || (state && id))
        return made(
          'dags',
          'list-runs',
          '-d',
          needed(scan, id, 'DAG_ID'),
          ...(state ? ['--state', state.toLowerCase().replace('successful', 'success')] : []),
          ...(from ? ['--start-date', from] : []),
          ...(to && to !== from ? ['--end-date', to] : []),
          ...shape,
        );
      if (tasks || (id && tree))
        return made(
          'tasks',
          'list',
          needed(scan, id, 'DAG_ID'),
          ...(tree ? ['--tree'] : []),
          ...shape,
        );
      if (id && scan.take('details?|graph|structure')) return made('dags', 'details', id);
      if (paused)
        return {
          scan,
          command: pipe(command('airflow', 'dags', 'list', '-o', 'plain'), 'awk \'$NF=="True"\''),
        };
      return id ? made('dags', 'show', id) : made('dags', 'list', ...shape);
    }
    return null;
  },
};

/** YARN applications. */
export const yarn: Frame = {
  name: 'yarn',
  build(scan, { request }) {
    if (
      !/\byarn\b|application_\d+|applications? (?:that are )?running on the cluster/i.test(
        `${request.text} ${request.literals.map(({ value }) => value).join(' ')}`,
      )
    )
      return null;
    scan.takeAll('(?:on|in|of|from|using) yarn|yarn(?: cluster| cli)?');
    const id = takeName(
      scan,
      '(?:(?:of|for|from) )?(?:the )?(?:yarn |spark )?(?:application|app|job)(?: with)?(?: the)?(?: id)? (<I>)',
      '(?:(?:of|for|from) )?(?:the )?(<I>)',
    );
    if (scan.take('kill|stop|abort|cancel|terminate')) {
      scan.takeAll('applications?|apps?|jobs?');
      return {
        scan,
        command: command('yarn', 'application', '-kill', needed(scan, id, 'APPLICATION_ID')),
        lookFirst: command('yarn', 'application', '-status', id ?? '<APPLICATION_ID>'),
      };
    }
    if (
      scan.take(
        '(?:{show} )?(?:the )?(?:aggregated )?(?:container )?(?:stderr |stdout )?logs?(?: of| for| from)?|(?:{show} )?(?:the )?(stderr|stdout)(?: of| for)?',
      )
    ) {
      const stream = /stderr|stdout/i.exec(request.text)?.[0].toLowerCase();
      scan.takeAll(
        'only|stderr|stdout|applications?|apps?|containers?|all|logs?|aggregated|finished',
      );
      const user = takeName(scan, `(?:of|for|owned by|belonging to)(?: the)? user ${name}`);
      return {
        scan,
        command: command(
          'yarn',
          'logs',
          '-applicationId',
          needed(scan, id, 'APPLICATION_ID'),
          ...(stream ? ['-log_files', stream] : []),
          ...(user ? ['-appOwner', user] : []),
        ),
      };
    }
    if (id && scan.take('(?:{show} )?(?:the )?(?:status|state|progress|details)(?: of)?|{show}'))
      return { scan, command: command('yarn', 'application', '-status', id) };
    if (scan.take('nodes?(?: managers?)?')) {
      scan.takeAll('{show}|all|states?|including|unhealthy|lost');
      return {
        scan,
        command: command(
          'yarn',
          'node',
          '-list',
          ...(/\ball\b|unhealthy|lost/i.test(request.text) ? ['-all'] : []),
        ),
      };
    }
    const states = scan
      .takeAll(
        '(?:that are |which are |in (?:the )?(?:state )?|with (?:the )?(?:state|status) )?(running|failed|killed|finished|accepted|submitted)(?:(?: and| or|,) (running|failed|killed|finished|accepted|submitted))?(?: state)?',
      )
      .flatMap(({ groups }) =>
        groups
          .slice(1)
          .filter((each) => each !== undefined)
          .map((each) => each.toUpperCase()),
      );
    const type = scan.take(
      '(?:of (?:the )?type )?(spark|mapreduce|tez|flink)(?= applications?| apps?| jobs?|[ .,]|$)(?: type)?',
    )?.groups[1];
    const queue = takeName(
      scan,
      `(?:in|of|on|from)(?: the)? queue (?:called |named )?${name}`,
      `(?:in|of|on|from)(?: the)? ${name} queue`,
    );
    if (!scan.take('(?:applications?|apps?|jobs?)(?: on the cluster)?') && states.length === 0)
      return null;
    scan.takeAll('{show}|all|currently|on the cluster|cluster|states?');
    const listed = command(
      'yarn',
      'application',
      '-list',
      ...(states.length > 0
        ? ['-appStates', states.join(',')]
        : /\ball\b/i.test(request.text)
          ? ['-appStates', 'ALL']
          : []),
      ...(type ? ['-appTypes', type.toUpperCase()] : []),
    );
    return { scan, command: queue ? pipe(listed, command('grep', '-w', queue)) : listed };
  },
};

/** spark-submit and spark-sql. */
export const spark: Frame = {
  name: 'spark',
  build(scan, { request }) {
    const said = scan.plain(request.text);
    if (
      !/\b(?:spark|spark-submit|spark-sql|pyspark|executors?)\b/i.test(said) &&
      !/\bsubmit\b[^.]*\.(?:py|jar)\b[\s\S]*\b(?:driver|executor|cores?|threads|yarn|cluster)\b/i.test(
        said,
      )
    )
      return null;
    const sql = /\bspark-?sql\b/i.test(request.text);
    if (sql) {
      scan.takeAll('(?:with|using|in|through|via) spark[- ]sql|spark[- ]sql');
      const text = takeName(scan, '(?:the )?(?:query|statement|sql)? ?(<Q>)');
      const file =
        text === null ? scan.take('(?:the )?(?:script|{files}|sql)? ?(?:in )?<P>') : null;
      scan.takeAll('run|execute|query|statement|script|sql|the');
      if (text === null && !file) return null;
      return {
        scan,
        command: command(
          'spark-sql',
          ...(file ? ['-f', pathWord(file.literals[0]!.value)] : ['-e', text!]),
        ),
      };
    }
    if (
      !scan.take(
        '(?:submit|run|start|launch|execute)(?: the| a)?(?: (?:py)?spark)?(?: (?:job|application|app|script|program))?|spark-submit',
      )
    )
      return null;
    scan.takeAll(
      '(?:with|using|via|through) spark-submit|spark-submit|(?:the |a )?(?:py)?spark(?: job| application| app)?',
    );
    const jar = takeName(
      scan,
      '(?:with |using )?(?:the )?(?:extra |additional )jars? (<P>)',
      '--jars (<P>)',
    );
    const files = scan.literals.filter(({ kind }) => kind === 'P' || kind === 'U');
    const main = files.find(({ value }) => /\.(?:py|jar|R)$/i.test(value) && value !== jar) ?? null;
    const master = scan.take(
      '(?:(?:with|on|to|against|using) )?(?:the )?(?:standalone )?(?:cluster )?(?:master )?(<U>)',
      '(?:on|to|with|using|in)(?: the)?(?: master)? (yarn|kubernetes|local(?:ly)?|standalone)(?: cluster)?(?= |[.,]|$)',
      '(?:with )?master (<[UIQ]\\d+>|\\w+)',
      '(local)ly(?= |[.,]|$)',
    );
    const threads = takeNumber(
      scan,
      '(?:with |and |using |on )*<N> (?:local )?(?:threads?|local cores?)',
    );
    const mode = scan.take(
      '(?:in |with |using )?(?:the )?(?:deploy[- ]?mode )?(cluster|client)(?: (?:deploy )?mode)?',
    );
    const executors = takeNumber(
      scan,
      '(?:with |and |using )*<N> executors?',
      'num[- ]executors (?:of |= ?)?<N>',
    );
    const each = '(?:,? ?(?:and )?(?:with |of |using |having )?)?';
    const executorMemory = scan.take(
      `${each}<B> (?:of )?(?:memory|ram)?(?: ?(?:for|per|in) (?:each |every |the )?executors?|(?: of)? executor memory| each(?= |[.,]|$))`,
      `${each}<B> executor memory`,
      'executor memory (?:of |= ?|to )?<B>',
      'executors? (?:with|of|having) <B>(?: (?:of )?(?:memory|ram))?(?: each)?',
    );
    const driverMemory = scan.take(
      `${each}<B> (?:of )?(?:memory|ram)? ?(?:for|in) the driver`,
      `${each}<B> (?:of )?driver memory`,
      'driver memory (?:of |= ?|to )?<B>',
    );
    const loose = executorMemory
      ? null
      : scan.take('(?:with |of |and )*<B> (?:of )?(?:memory|ram)(?: each)?');
    const cores = takeNumber(
      scan,
      `${each}<N> (?:cpu )?cores?(?: (?:for |per |in )?(?:each |every |the )?(?:executors?)?| each)?`,
    );
    const queue = takeName(
      scan,
      `(?:in|to|on|into)(?: the)?(?: yarn)? queue (?:called |named )?${name}`,
      `(?:in|to|on|into)(?: the)? ${name} queue`,
    );
    const title = takeName(scan, `(?:with (?:the )?name|named|called|under the name) ${name}`);
    const mainClass = takeName(
      scan,
      '(?:with |and |using )*(?:the )?(?:main )?class (<[IQP]\\d+>|[\\w.]+)',
    );
    const settings = scan
      .takeAll(
        '(?:with |and |set(?:ting)? |using )*(?:the )?(?:configuration |conf |setting |option )?<K>',
      )
      .flatMap(({ literals }) => literals.map(({ value }) => value));
    // "spark.x.y set to 64"
    for (const taken of scan.takeAll(
      '(?:(?:,|and|with|set|setting|using|the|configuration|conf|option) )*(<[IP]\\d+>) (?:(?:is |being )?set to|to|=|of|at|as) (<[NIQBLAPR]\\d+>|[a-z]\\w*)',
    )) {
      const key = scan.literal(taken.groups[1])!.value;
      const literal = scan.literal(taken.groups[2]);
      const to = literal
        ? 'BA'.includes(literal.kind)
          ? literal.source.replaceAll(' ', '')
          : literal.value
        : taken.groups[2]!;
      if (key.startsWith('spark.')) settings.push(`${key}=${to}`);
    }
    const dynamic = scan.take('(?:with |and )?dynamic allocation(?: enabled| on)?')
      ? ['spark.dynamicAllocation.enabled=true']
      : [];
    const packages = takeName(scan, '(?:with |and )?(?:the )?packages? (<[IQP]\\d+>)');
    const inputs = scan
      .takeAll(
        '(?:with |on |and |passing |using |for )*(?:the )?(?:arguments?|parameters?|input|output|date)? ?(<[PUDQI]\\d+>)',
      )
      .flatMap(({ groups }) => {
        const literal = scan.literal(/<[A-Z]\d+>/.exec(groups[0]!)![0])!;
        return literal === main ? [] : [literal.value];
      });
    scan.takeAll(
      'jobs?|applications?|cluster|mode|master|executors?|memory|arguments?|script|each|deploy',
    );
    const size = (
      taken: { literals: readonly { kind: string; value: string }[] } | null,
    ): string | null =>
      taken ? sparkSize(Number(taken.literals.find(({ kind }) => kind === 'B')!.value)) : null;
    return {
      scan,
      command: command(
        'spark-submit',
        ...(master
          ? [
              '--master',
              threads && /^local/i.test(master.groups[1]!)
                ? `local[${threads}]`
                : masterOf(valueOf(scan, master.groups[1]!)),
            ]
          : threads
            ? ['--master', `local[${threads}]`]
            : []),
        ...(mode ? ['--deploy-mode', mode.groups[1]!.toLowerCase()] : []),
        ...(title ? ['--name', title] : []),
        ...(queue ? ['--queue', queue] : []),
        ...(mainClass ? ['--class', mainClass] : []),
        ...(executors ? ['--num-executors', executors] : []),
        ...(cores ? ['--executor-cores', cores] : []),
        ...((executorMemory ?? loose) ? ['--executor-memory', size(executorMemory ?? loose)!] : []),
        ...(driverMemory ? ['--driver-memory', size(driverMemory)!] : []),
        ...[...settings, ...dynamic].flatMap((setting) => ['--conf', setting]),
        ...(packages ? ['--packages', packages] : []),
        ...(jar ? ['--jars', jar] : []),
        needed(scan, main?.value ?? null, 'APPLICATION'),
        ...inputs,
      ),
    };
  },
};

const masterOf = (word: string): string =>
  /^local/i.test(word) ? 'local[*]' : word === word.toUpperCase() ? word.toLowerCase() : word;

/** `8g` for 8 GB and for 8 GiB: Spark counts in powers of two. */
function sparkSize(bytes: number): string {
  for (const [unit, decimal, binary] of [
    ['g', 1e9, 2 ** 30],
    ['m', 1e6, 2 ** 20],
  ] as const)
    for (const factor of [decimal, binary])
      if (bytes % factor === 0 && bytes >= factor) return `${bytes / factor}${unit}`;
  return `${Math.ceil(bytes / 2 ** 20)}m`;
}

/** dbt. */
export const dbt: Frame = {
  name: 'dbt',
  build(scan, { request }) {
    if (!/\bdbt\b/i.test(request.text)) return null;
    scan.takeAll('(?:in|with|using|of) dbt|dbt');
    const verb = scan.take(
      '(?:(?:run|execute) )?(?:only |just )?(?:the |all )*(tests)(?= (?:of|for|on))',
      'run|build|test|compile|seed|snapshot|(?:list|ls)|(?:generate )?(?:the )?doc(?:s|umentation)|freshness|execute',
    );
    if (!verb) return null;
    const word = verb.groups[1]
      ? 'test'
      : /doc/i.test(verb.text)
        ? 'docs'
        : /list|ls/i.test(verb.text)
          ? 'ls'
          : /execute/i.test(verb.text)
            ? 'run'
            : verb.text.toLowerCase();
    const full =
      scan.take(
        '(?:,? ?(?:as |with |doing |and )*(?:a )?)?(?:full[- ]refresh|rebuil(?:d|t|ding)(?: (?:it|them))?(?: from scratch)?|from scratch)',
      ) !== null;
    const target = takeName(
      scan,
      `(?:against|on|with|using|in|for)(?: the)? target (?:called )?${name}`,
      `(?:against|on|in|to)(?: the)? ${name} (?:target|environment)`,
    );
    const after =
      scan.take(
        '(?:,? ?(?:and |with |including |plus )*)(?:all )?(?:its |the |everything |models |of its )*(?:downstream|children|that depends? on (?:it|them)|dependents?|descendants)(?: models?| of it| ones| from it)?',
      ) !== null;
    const before =
      scan.take(
        '(?:,? ?(?:and |with |including |plus )*)(?:all )?(?:its |the |everything |models |of its )*(?:upstream|parents|dependenc(?:y|ies)|ancestors|(?:that )?it depends on)(?: models?| of it| ones)?',
      ) !== null;
    const excluded = takeName(
      scan,
      `(?:except(?: for)?|excluding|without|but not)(?: the)?(?: model)? ${name}`,
    );
    const tag = takeName(
      scan,
      `(?:with|having|of)(?: the)? tag (?:of )?${name}`,
      `tagged (?:with |as )?${name}`,
    );
    const modified =
      scan.take('(?:only )?(?:the )?(?:changed|modified|new or changed)(?: ones)?') !== null;
    const model = takeName(
      scan,
      `(?:(?:for|of|only) )*(?:the )?models? (?:called |named |in |under )?(<[IQP]\\d+>|(?!s\\b|with\\b|that\\b)[a-z][\\w]*)`,
      `(?:the )?(<[IQP]\\d+>)(?: models?)?`,
    );
    const vars = scan
      .takeAll('(?:with |and )*(?:the )?(?:variables? |vars? )?<K>')
      .flatMap(({ literals }) => literals.map(({ value }) => value));
    const fast =
      scan.take(
        '(?:and )?(?:stop|fail)(?:ping|ing)? (?:at|on|after)(?: the)? first (?:failure|error)|fail fast',
      ) !== null;
    scan.takeAll('models?|all|the|only|tests?|snapshots?|seeds?|project|of');
    const select = tag ? `tag:${tag}` : modified ? 'state:modified' : model;
    return {
      scan,
      command: command(
        'dbt',
        ...(word === 'docs'
          ? ['docs', 'generate']
          : word === 'freshness'
            ? ['source', 'freshness']
            : [word]),
        ...(select ? ['--select', `${before ? '+' : ''}${select}${after ? '+' : ''}`] : []),
        ...(excluded ? ['--exclude', excluded] : []),
        ...(full ? ['--full-refresh'] : []),
        ...(fast ? ['--fail-fast'] : []),
        ...(target ? ['--target', target] : []),
        ...(vars.length > 0
          ? ['--vars', `{${vars.map((pair) => pair.replace('=', ': ')).join(', ')}}`]
          : []),
      ),
    };
  },
};
