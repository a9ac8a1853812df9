import { pathWord, type Word } from '../quote.ts';
import type { Frame } from '../frame.ts';
import { takeName, takeNumber } from './slots.ts';
import { taskFrame, thing } from './task.ts';

const dag = `(?:(?:of|in|for|from) )?(?:the )?dag (?:called |named )?${thing}`;
const size = (bytes: string): string => {
  const gib = Number(bytes) / 1e9;
  const binary = Number(bytes) / 2 ** 30;
  const whole = Number.isInteger(gib) ? gib : Number.isInteger(binary) ? binary : null;
  return whole === null ? `${Math.round(Number(bytes) / 1e6)}m` : `${whole}g`;
};

/** Airflow, Spark, Kafka and YARN tasks with several parts. */
export const pipelineTasks: Frame = taskFrame(
  'pipelines',
  /\b(?:airflow|dags?|spark(?:-\w+)?|yarn|kafka|topics?|dbt|submit)\b/i,
  (scan) => {
    scan.takeAll('(?:in|of|on|with|using) airflow|(?:with|using) (?:the )?airflow cli');
    return [];
  },
  [
    {
      rules: [
        `(?:submit|run|start|launch)(?: the)?(?: (?:spark )?(?:application|job|script|program))? (<P>)`,
      ],
      make: (slot, scan) => {
        const main = takeName(
          scan,
          `(?:with|and)?(?: the)? ?main class (<[IPQ]\\d+>|[a-z][\\w.]*)`,
        );
        const yarn = scan.take('(?:to|on|with) (?:the )?yarn(?: cluster)?') !== null;
        const mode = scan.take('(?:in|as) (cluster|client)(?:[- ]| deploy )mode')?.groups[1];
        const executors = takeNumber(
          scan,
          '(?:,? ?(?:with|and|using) )?<N> executors(?: (?:of|with|having))?',
        );
        const cores = takeNumber(
          scan,
          '(?:,? ?(?:with|and|of) )*<N> (?:cpu )?cores?(?: (?:each|per executor|for each executor))?',
        );
        const driver = scan.take(
          '(?:,? ?(?:with|and|of) )*(?:a )?driver (?:memory )?(?:of|with)? ?<B>|(?:,? ?(?:with|and) )*<B> (?:of )?driver memory',
        );
        const memory = scan.take(
          '(?:,? ?(?:with|and|of) )*<B>(?: (?:of )?(?:memory|ram))?(?: (?:each|per executor|for each executor))?(?: and)?',
        );
        const python = scan.take(
          '(?:,? ?(?:with|and|using) )*(?:the )?(?:extra |additional )?python files? (<P>)',
        );
        const jars = scan.take(
          '(?:,? ?(?:with|and|using) )*(?:the )?(?:extra |additional )?jars? (<P>)',
        );
        const name = takeName(
          scan,
          `(?:,? ?(?:and )?)?(?:named|called|with (?:the )?name) ${thing}`,
        );
        const queue = takeName(scan, `(?:in|on|to|using)(?: the)? queue ${thing}`);
        const settings = scan.takeAll(
          '(?:,? ?(?:with|and|using) )*(?:the )?(?:configuration|setting|property|conf|config) (<K>)',
        );
        const passed = scan.take(
          '(?:,? ?(?:and |by )?)?(?:pass(?:ing)?|with|giving|hand(?:ing)?(?: over)?)(?: the)?(?: (?:job|script|application|program))?(?: (?:arguments?|parameters?|options?)) ((?:--?[a-z][\\w-]*|<[IQPKXVCNDTABRULE]\\d+>|[\\w./:-]+)(?: (?:--?[a-z][\\w-]*|<[IQPKXVCNDTABRULE]\\d+>|(?!(?:to|for|in|on|and)\\b)[\\w./:-]+))*)(?: to (?:the |it)?(?:job|script|application|program)?)?',
        );
        const args = passed
          ? passed.groups[1]!.split(' ').map(
              (word) => scan.literal(/^<[A-Z]\d+>$/.exec(word)?.[0])?.source ?? word,
            )
          : [];
        scan.takeAll('each|to the (?:job|script)|spark');
        if (!/\.(?:py|jar|r)$/i.test(slot(1))) return null;
        return [
          'spark-submit',
          ...(yarn ? ['--master', 'yarn'] : []),
          ...(mode ? ['--deploy-mode', mode.toLowerCase()] : []),
          ...(main ? ['--class', main] : []),
          ...(name ? ['--name', name] : []),
          ...(queue ? ['--queue', queue] : []),
          ...(executors ? ['--num-executors', executors] : []),
          ...(cores ? ['--executor-cores', cores] : []),
          ...(memory
            ? ['--executor-memory', size(memory.literals.find(({ kind }) => kind === 'B')!.value)]
            : []),
          ...(driver
            ? ['--driver-memory', size(driver.literals.find(({ kind }) => kind === 'B')!.value)]
            : []),
          ...(python ? ['--py-files', pathWord(python.literals[0]!.value)] : []),
          ...(jars ? ['--jars', pathWord(jars.literals[0]!.value)] : []),
          ...settings.flatMap(({ literals }) => ['--conf', literals[0]!.value]),
          pathWord(slot(1)),
          ...args,
        ];
      },
    },
    {
      rules: [
        '(?:run|execute)(?: the)?(?: sql)?(?: (?:file|script))* (<P>) (?:with|using|in|through|by) (?:spark-?sql|<I>)',
      ],
      make: (slot, scan) => {
        const yarn = scan.take('on (?:the )?yarn(?: cluster)?') !== null;
        return ['spark-sql', ...(yarn ? ['--master', 'yarn'] : []), '-f', pathWord(slot(1))];
      },
    },
    {
      rules: [
        `(?:trigger|start|run) ${dag}[\\s,·]*(?:with|using|and|passing)(?: the)?(?: (?:configuration|conf|config|parameters?|json))* (<Q>|\\{[^}]*\\})`,
      ],
      make: (slot, scan, taken) => {
        const given = taken.groups[2]!;
        const id = takeName(scan, `(?:with|and|as)(?: the)? run id ${thing}`);
        const text = given.startsWith('<') ? slot(2) : scan.plain(given);
        return [
          'airflow',
          'dags',
          'trigger',
          ...(id ? ['--run-id', id] : []),
          '--conf',
          text,
          slot(1),
        ];
      },
    },
    {
      rules: [
        `(?:run|test|execute)(?: the)? task ${thing} ${dag}[\\s,·]*(?:for|on|at)(?: the)?(?: (?:date|day|logical date))? (<[DT]\\d+>)`,
        `test(?: the)? task ${thing} ${dag}`,
      ],
      make: (slot, scan) => {
        scan.takeAll(
          '(?:,? ?(?:and )?)?without (?:checking )?(?:the )?(?:dependencies|recording(?: the)? state|(?:writing|saving) (?:the )?state|(?:touching|changing) the database)',
        );
        return ['airflow', 'tasks', 'test', slot(2), slot(1), ...(slot(3) === '' ? [] : [slot(3)])];
      },
    },
    {
      rules: [
        `(?:{show} )?(?:the )?(?:state|status) of(?: the)? task ${thing} ${dag}[\\s,·]*(?:for|in|of|on)(?: the)?(?: (?:run|date|day|execution date))? (<[IDTQ]\\d+>|[a-z]\\w*)`,
      ],
      make: (slot) => ['airflow', 'tasks', 'state', slot(2), slot(1), slot(3)],
    },
    {
      rules: [
        `(?:{show} )?(?:the )?(?:logs?|states?|task states?|tasks) of(?: all tasks of)?(?: the)? run ${thing} ${dag}`,
      ],
      make: (slot) => ['airflow', 'tasks', 'states-for-dag-run', slot(2), slot(1)],
    },
    {
      rules: [
        `(?:set|create|change|add|update)(?: the)?(?: airflow)? variable (?:called |named )?${thing} (?:to|=|with (?:the )?value) (<[IQPKXVCNDTABRULE]\\d+>|[\\w./-]+)`,
      ],
      make: (slot) => ['airflow', 'variables', 'set', slot(1), slot(2)],
    },
    {
      rules: [
        `(?:{show}|print)(?: the)?(?: value of)?(?: the)?(?: airflow)? variable (?:called |named )?${thing}`,
      ],
      make: (slot) => ['airflow', 'variables', 'get', slot(1)],
    },
    {
      rules: [`(?:delete|remove)(?: the)?(?: airflow)? variable (?:called |named )?${thing}`],
      make: (slot) => ['airflow', 'variables', 'delete', slot(1)],
      look: (slot) => ['airflow', 'variables', 'get', slot(1)],
    },
    {
      rules: [
        `(?:create|add|define)(?: an?| the)?(?: airflow)? connection (?:called |named )?${thing} (?:with|from|using|to)(?: the)?(?: uri)? (<U>)`,
      ],
      make: (slot) => ['airflow', 'connections', 'add', slot(1), '--conn-uri', slot(2)],
    },
    {
      rules: [
        '(?:{show} )?(?:all |the )*airflow (connections|variables|pools|users|roles)',
        '(?:{show} )?(?:all |the )*(connections|variables|pools) (?:of|in) airflow',
      ],
      make: (slot) => ['airflow', slot(1).toLowerCase(), 'list'],
    },
    {
      rules: [
        `(?:set|change)(?: the)? (?:number of )?slots of(?: the)?(?: airflow)? pool ${thing} to (<N>)`,
        `(?:create|set)(?: the)?(?: airflow)? pool ${thing} (?:with|to) (<N>) slots`,
      ],
      make: (slot) => ['airflow', 'pools', 'set', slot(1), slot(2), slot(1)],
    },
    {
      rules: [
        `(?:set|change|alter)(?: the)? retention(?: time)?(?: of| for)(?: the)?(?: kafka)? topic ${thing} (?:to|=) (<A>)`,
      ],
      make: (slot, scan) => {
        const broker = takeName(
          scan,
          '(?:,? ?)?(?:on|at|via)(?: the)?(?: broker)? (<[IPQU]\\d+>|[\\w.-]+:<[NT]\\d+>|[\\w.-]+:\\d+)',
        );
        return [
          'kafka-configs.sh',
          '--bootstrap-server',
          broker ?? 'localhost:9092',
          '--alter',
          '--entity-type',
          'topics',
          '--entity-name',
          slot(1),
          '--add-config',
          `retention.ms=${Number(slot(2)) * 1000}`,
        ];
      },
    },
    {
      rules: [
        `(?:{show} )?(?:the )?(?:status|state|usage|capacity) of (?:the )?(?:yarn )?queue (?:called |named )?${thing}`,
      ],
      make: (slot) => ['yarn', 'queue', '-status', slot(1)],
    },
    {
      rules: ['(?:{show} )?(?:all |the )*yarn nodes'],
      make: (_, scan): Word[] => [
        'yarn',
        'node',
        '-list',
        ...(scan.take('(?:also|including|even)(?: the)? (?:lost|unhealthy|dead)(?: ones)?|all')
          ? ['-all']
          : []),
      ],
    },
  ],
  ['airflow|dags?'],
);
