import { command, type Word } from '../quote.ts';
import type { Frame } from '../frame.ts';
import { needed, takeName, takeNumber, wishes } from './slots.ts';

/** The command line tools of Kafka. Without a broker in the request the usual local one is taken, and said. */
export const kafka: Frame = {
  name: 'kafka',
  build(scan, { request }) {
    if (
      !/\b(?:kafka|topics?|consumer groups?|consumer lag|lag of|offsets?|brokers?)\b/i.test(
        request.text,
      )
    )
      return null;
    scan.takeAll('(?:in|on|of|from|to|with|using) (?:the )?kafka(?: cluster)?|kafka');
    const named = takeName(
      scan,
      '(?:(?:on|at|via|from|of|to|using|with|through) )?(?:the )?(?:broker|bootstrap[- ]server|bootstrap|server|cluster)s?(?: at)? (<[IQPU]\\d+>|[a-z][\\w.-]*:\\d+)',
      '(?:on|at|via|through|using) (<[IP]\\d+>:\\d+|[a-z][\\w.-]*:\\d+)',
    );
    const port =
      named === null
        ? scan.take(
            '(?:(?:on|at|via|through|using|to|from) )?(?:the )?(?:broker |bootstrap[- ]server |server )?([a-z][\\w.-]*):(<N>|\\d+)',
          )
        : scan.take(': ?<N>');
    let broker = named;
    if (port && named !== null && !named.includes(':'))
      broker = `${named}:${port.literals[0]!.value}`;
    else if (port && named === null)
      broker = `${port.groups[1]}:${scan.literal(port.groups[2])?.value ?? port.groups[2]}`;
    const server = (): Word[] => {
      if (broker === null) scan.assumptions.push('No broker was named: localhost:9092 is meant.');
      return ['--bootstrap-server', broker ?? 'localhost:9092'];
    };
    const group = takeName(
      scan,
      `(?:(?:of|for|in|from|as|with) )?(?:the )?consumer[- ]group (?:called |named )?(<[IQ]\\d+>|(?!s\\b|that\\b|to\\b|is\\b)[a-z][\\w.-]*)`,
      `(?:(?:of|for|in) )?(?:the )?(<[IQ]\\d+>) (?:consumer )?group`,
      `(?:(?:of|for|in|as|with) )?(?:the )?group (?:called |named |id )?(<[IQ]\\d+>|(?!s\\b)[a-z][\\w.-]*)`,
    );
    const topic = (): string | null =>
      takeName(
        scan,
        `(?:(?:of|for|in|from|to|on|into) )?(?:the )?(?:kafka )?topic (?:called |named )?(<[IQ]\\d+>|(?!s\\b|with\\b|that\\b|from\\b)[a-z][\\w.-]*)`,
        '(?:(?:of|for|in|from|to|on) )?(?:the )?(<[IQ]\\d+>)(?: topic)?',
      );

    if (group !== null || /\bconsumer groups?|\blag\b/i.test(request.text)) {
      const reset = scan.take(
        '(?:reset|set|rewind|move)(?: back)?(?: the)?(?: (?:consumer )?offsets?)?(?: of| for)?',
      );
      if (reset) {
        const dry = wishes.dry(scan);
        const go = !dry && scan.take('(?:and )?(?:execute|really do it|apply)(?: it)?') !== null;
        const where = scan.take(
          '(?:back )?to (?:the )?(earliest|latest|beginning|start|end|current)(?: offsets?)?',
        );
        const time = scan.take('(?:back )?to (<[DT]\\d+>)(?: ?<T>)?');
        const shift = scan.take('(?:back )?by <N>(?: messages?)?');
        const asked = topic();
        scan.takeAll('offsets?|consumers?|all topics|messages?|back');
        const all = asked === null && /all topics/i.test(request.text);
        const to: Word[] = where
          ? /latest|end/i.test(where.text)
            ? ['--to-latest']
            : /current/i.test(where.text)
              ? ['--to-current']
              : ['--to-earliest']
          : time
            ? ['--to-datetime', isoMoment(time.literals)]
            : shift
              ? [
                  '--shift-by',
                  /back/i.test(request.text)
                    ? `-${shift.literals[0]!.value}`
                    : shift.literals[0]!.value,
                ]
              : [needed(scan, null, 'WHERE_TO')];
        const words: Word[] = [
          'kafka-consumer-groups.sh',
          ...server(),
          '--group',
          needed(scan, group, 'GROUP'),
          ...(all ? ['--all-topics'] : ['--topic', needed(scan, asked, 'TOPIC')]),
          '--reset-offsets',
          ...to,
        ];
        return {
          scan,
          command: command(...words, ...(dry ? ['--dry-run'] : ['--execute'])),
          lookFirst: command(...words, '--dry-run'),
          ...(go && {}),
        };
      }
      if (scan.take('{delete}')) {
        scan.takeAll('consumer|group');
        return {
          scan,
          command: command(
            'kafka-consumer-groups.sh',
            ...server(),
            '--delete',
            '--group',
            needed(scan, group, 'GROUP'),
          ),
          lookFirst: command(
            'kafka-consumer-groups.sh',
            ...server(),
            '--describe',
            '--group',
            group ?? '<GROUP>',
          ),
        };
      }
      const lag = scan.take(
        '(?:{show} )?(?:the |current |consumer )*(?:lag|offsets?|state|members|position)(?: and (?:the )?(?:lag|offsets?))?(?: (?:per|by|of each|of every|for each) partition)?(?: of| for)?|describe|how far behind(?: is| are)?|how many messages behind(?: is)?|{show}',
      );
      const members = /members/i.test(request.text);
      scan.takeAll(
        'consumers?|all|lag|offsets?|per partition|partitions?|behind|current|{show}|far|groups?',
      );
      if (group === null && !/\blag\b|offset/i.test(request.text))
        return { scan, command: command('kafka-consumer-groups.sh', ...server(), '--list') };
      void lag;
      return {
        scan,
        command: command(
          'kafka-consumer-groups.sh',
          ...server(),
          '--describe',
          ...(group === null ? ['--all-groups'] : ['--group', group]),
          ...(members ? ['--members'] : []),
        ),
      };
    }
    const read = scan.take(
      '(?:{show}|read|consume|print|tail|peek(?: at)?|sample|watch|look at)(?: me)?(?: the| all)?(?: (?:first|last|next|latest|newest))? ?(?:<N>)?(?: (?:messages?|records?|events?))(?: (?:of|from|in|on))?',
      'consume(?: from)?|read from',
    );
    if (read) {
      const count =
        read.literals.find(({ kind }) => kind === 'N')?.value ??
        takeNumber(
          scan,
          '(?:only |at most |just )?<N>(?: (?:messages?|records?))?(?: and (?:then )?(?:exit|stop))?',
        );
      const start =
        scan.take(
          '(?:from|since|at) (?:the )?(?:beginning|start|earliest)|from the very beginning|all messages',
        ) !== null || /first/i.test(read.text);
      const keys =
        scan.take(
          '(?:with|including|show(?:ing)?|and)(?: the| their)* (?:message )?keys?(?: and (?:the )?timestamps?)?',
        ) !== null;
      const stamps =
        /timestamps?/i.test(request.text) &&
        (scan.take('(?:with|including|and)(?: the| their)* timestamps?') !== null || keys);
      const partition = takeNumber(scan, '(?:(?:of|from|in) )?partition <N>');
      const asked = topic();
      scan.takeAll('messages?|topics?|then|and (?:exit|stop)|(?:exit|stop)|new|first');
      return {
        scan,
        command: command(
          'kafka-console-consumer.sh',
          ...server(),
          '--topic',
          needed(scan, asked, 'TOPIC'),
          ...(start ? ['--from-beginning'] : []),
          ...(partition ? ['--partition', partition] : []),
          ...(count ? ['--max-messages', count] : []),
          ...(keys ? ['--property', 'print.key=true'] : []),
          ...(stamps ? ['--property', 'print.timestamp=true'] : []),
        ),
      };
    }
    const send = scan.take(
      '(?:send|produce|publish|write)(?: the)?(?: (?:lines?|messages?|content|contents|records?)(?: (?:of|in|from))?)?',
    );
    if (send) {
      const file = scan.take('(?:(?:of|in|from) )?(?:the )?(?:file )?<P>');
      const asked = topic();
      scan.takeAll('lines?|messages?|as messages?|each line|one message per line|{files}');
      return {
        scan,
        command: `${command('kafka-console-producer.sh', ...server(), '--topic', needed(scan, asked, 'TOPIC'))}${file ? ` < ${command(file.literals[0]!.value)}` : ''}`,
      };
    }
    const partitions = takeNumber(
      scan,
      '(?:with |to |and |of )*<N> partitions?',
      'partitions? (?:to |of |= ?)<N>',
    );
    const replication = takeNumber(
      scan,
      '(?:with |and )*(?:a )?replication(?: factor)?(?: of)? ?<N>',
      '(?:with |and )*<N> replicas?',
    );
    const retention = scan.take(
      '(?:with |and )*(?:(?:a )?retention(?: time| period)?(?: of| to)? )<A>|(?:keep(?:ing)?|kept|retain(?:ing)?)(?: messages?)? (?:for )?<A>',
    );
    const settings = scan
      .takeAll('(?:with |and |set(?:ting)? )*<K>')
      .flatMap(({ literals }) => literals.map(({ value }) => value));
    const config = [
      ...settings,
      ...(retention ? [`retention.ms=${Number(retention.literals[0]!.value) * 1000}`] : []),
    ];
    if (scan.take('create|add(?= a| the)? ?(?:new )?(?=topic)|make')) {
      const unless =
        scan.take(
          '(?:if|unless) (?:it )?(?:does not exist|is not there|already exists?|it exists)(?: yet| already)?',
        ) !== null;
      const asked = topic();
      scan.takeAll('new|topics?|partitions?');
      return {
        scan,
        command: command(
          'kafka-topics.sh',
          ...server(),
          '--create',
          ...(unless ? ['--if-not-exists'] : []),
          '--topic',
          needed(scan, asked, 'TOPIC'),
          ...(partitions ? ['--partitions', partitions] : []),
          ...(replication ? ['--replication-factor', replication] : []),
          ...config.flatMap((each) => ['--config', each]),
        ),
      };
    }
    if (scan.take('{delete}')) {
      const asked = topic();
      scan.takeAll('topics?');
      if (asked === null) {
        scan.gaps.push('Topics are deleted by name: which one is meant? The list shows them.');
        return { scan, command: command('kafka-topics.sh', ...server(), '--list') };
      }
      return {
        scan,
        command: command('kafka-topics.sh', ...server(), '--delete', '--topic', asked),
        lookFirst: command('kafka-topics.sh', ...server(), '--describe', '--topic', asked),
      };
    }
    if (config.length > 0 || scan.sees('(?:change|set|alter|increase)')) {
      scan.takeAll('change|set|alter|increase|retention|the number of|to');
      const asked = topic();
      if (partitions)
        return {
          scan,
          command: command(
            'kafka-topics.sh',
            ...server(),
            '--alter',
            '--topic',
            needed(scan, asked, 'TOPIC'),
            '--partitions',
            partitions,
          ),
        };
      if (config.length === 0) return null;
      return {
        scan,
        command: command(
          'kafka-configs.sh',
          ...server(),
          '--alter',
          '--entity-type',
          'topics',
          '--entity-name',
          needed(scan, asked, 'TOPIC'),
          '--add-config',
          config.join(','),
        ),
      };
    }
    const offsets = scan.take(
      '(?:{show} )?(?:the )?(?:latest|newest|earliest|current|end|log end)? ?offsets?(?: (?:of each|per|of every) partition)?(?: of)?',
    );
    if (offsets) {
      const asked = topic();
      scan.takeAll('partitions?|per|all|offsets?');
      return {
        scan,
        command: command(
          'kafka-get-offsets.sh',
          ...server(),
          '--topic',
          needed(scan, asked, 'TOPIC'),
          '--time',
          /earliest/i.test(offsets.text) ? '-2' : '-1',
        ),
      };
    }
    const under =
      scan.take('(?:which |that )?(?:are |have )?under-?replicated(?: partitions)?') !== null;
    const described =
      under ||
      scan.take(
        'describe|(?:{show} )?(?:the )?(?:details|partitions|configuration|partitions and replicas|layout|leaders?)(?: of| for)?|how many partitions(?: does)?',
      ) !== null;
    if (described || scan.take('{show}|which')) {
      const asked = /\btopics\b/i.test(request.text) && !/<I\d+>/.test(scan.left) ? null : topic();
      scan.takeAll('topics?|all|have|has|partitions?|replicas?|available|{show}');
      if (under)
        return {
          scan,
          command: command(
            'kafka-topics.sh',
            ...server(),
            '--describe',
            '--under-replicated-partitions',
            ...(asked ? ['--topic', asked] : []),
          ),
        };
      return {
        scan,
        command:
          described || asked
            ? command(
                'kafka-topics.sh',
                ...server(),
                '--describe',
                ...(asked ? ['--topic', asked] : []),
              )
            : command('kafka-topics.sh', ...server(), '--list'),
      };
    }
    return null;
  },
};

const isoMoment = (literals: readonly { instant?: { day?: string; time?: string } }[]): string => {
  const joined = Object.assign({}, ...literals.map(({ instant }) => instant ?? {})) as {
    day?: string;
    time?: string;
  };
  const time = joined.time ?? '00:00:00';
  return `${joined.day ?? ''}T${time.length === 5 ? `${time}:00` : time}.000`;
};
