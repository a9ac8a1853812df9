import { command, pathWord, pipe, raw, type Word } from '../quote.ts';
import type { Frame } from '../frame.ts';
import { name, needed, takeName, takeNumber, wishes } from './slots.ts';

/** Processes, ports, disks, services. */
export const processes: Frame = {
  name: 'processes',
  build(scan, { request, seen }) {
    const gnu = seen.userland === 'gnu';
    const port = scan.take(
      '(?:which|what) (?:process|program|service|application)(?: is)?(?: (?:listens|listening|runs|running|using|uses|holds|occupies|blocking|has))?(?: open)?(?: on)?(?: the)?(?: tcp| local)? ?port <N>',
      '(?:{show} )?(?:the )?(?:process|program|pid)(?: (?:that|which))?(?: is)? (?:listening|listens|running|using|uses|occupying|holding|bound)(?: on| to)?(?: the)?(?: tcp)? port <N>',
      "(?:what|who)(?:'s| is)? (?:listening|using|running|occupying|on)(?: on)?(?: the)? port <N>",
    );
    if (port)
      return {
        scan,
        command: gnu
          ? pipe(command('ss', '-ltnp', `sport = :${port.literals[0]!.value}`))
          : command('lsof', '-nP', `-iTCP:${port.literals[0]!.value}`, '-sTCP:LISTEN'),
      };
    if (scan.take('(?:{show} )?(?:all |the )*(?:listening|open)(?: tcp)? (?:ports|sockets)')) {
      scan.takeAll(
        'with (?:their|the) (?:process(?:es)?|programs?)|and (?:their|the) (?:process(?:es)?|programs?)|tcp|which',
      );
      return { scan, command: gnu ? 'ss -ltnp' : 'lsof -nP -iTCP -sTCP:LISTEN' };
    }
    const held = scan.take(
      '(?:which|what) (?:process(?:es)?|program)(?: is| are| has| have)? (?:using|holding|has|have|keep(?:s|ing)?|use|uses|open)(?: open)?(?: the)?(?: file)? <P>(?: open)?',
    );
    if (held) return { scan, command: command('lsof', '--', pathWord(held.literals[0]!.value)) };
    if (
      /\bdisk\b|\bfile ?systems?\b|\bmount(?:s|ed)?\b|\binodes?\b/i.test(request.text) &&
      scan.take(
        '(?:how much )?(?:{show} )?(?:the )?(?:free|available|used|remaining)? ?(?:disk )?(?:space|usage|inodes?)(?: usage)?(?: (?:is|are))?(?: (?:free|left|used|available))?(?: (?:on|of|for|per))?(?: (?:all|each|every))?(?: (?:the )?(?:mounted )?(?:file ?systems?|disks?|mounts?|partitions?))?',
      )
    ) {
      const inodes = /inode/i.test(request.text);
      const local = scan.take('(?:only )?local(?: ones| file ?systems?)?') !== null;
      const human = wishes.human(scan);
      const type =
        scan.take('(?:with|including|and)(?: the| their)? (?:file ?system )?types?') !== null;
      const path = scan.take(
        '(?:(?:on|of|under|for|in|that holds|where|with) )*(?:the )?(?:file ?system |disk |partition )?(?:of |with |that holds |holding )?<P>(?: is| lives| lies| is on)?',
      );
      scan.takeAll('file ?systems?|mounted|disks?|each|all|left|free|are|on');
      if (!path && /<P\d+>/.test(scan.left)) return null;
      if (path && !/file ?system|free|available|left|mount|\bdf\b/i.test(request.text)) return null;
      return {
        scan,
        command: command(
          'df',
          inodes ? '-i' : human || !path ? '-h' : '-h',
          ...(local ? ['-l'] : []),
          ...(type ? ['-T'] : []),
          ...(path ? ['--', pathWord(path.literals[0]!.value)] : []),
        ),
      };
    }
    if (
      scan.take(
        '(?:how much )?(?:{show} )?(?:the )?(?:free|available|used)? ?(?:memory|ram|swap)(?: and swap)?(?: (?:is|are))? ?(?:usage|free|available|left|used)?(?: (?:is )?(?:of|on) this (?:machine|host|computer|server))',
      )
    )
      return { scan, command: 'free -h' };
    const kill = scan.take('kill|stop|terminate|end');
    if (kill && /\bprocess(?:es)?|\bpid\b|\bprogram|listening|port\b/i.test(request.text)) {
      const force =
        scan.take('(?:forcibly|by force|forced|with SIGKILL|immediately|hard|-9)') !== null;
      const id = takeNumber(
        scan,
        '(?:the )?(?:process )?(?:with )?(?:the )?(?:pid|process id|id|process) <N>',
      );
      const onPort = takeNumber(
        scan,
        '(?:that |which )?(?:is )?(?:listening|listens|running|uses|using)?(?: on)?(?: the)? port <N>',
      );
      const user = takeName(scan, `(?:of|owned by|belonging to)(?: the)? user ${name}`);
      const pattern = takeName(
        scan,
        `(?:whose (?:command line|command|name) |with (?:a |the )?(?:command line|name) |matching |named |called |that (?:match|contain)(?:es|s)? |containing |running )+(?:contain(?:s|ing)? |match(?:es|ing)? |is )?${name}`,
        `(?:the )?(<[IQP]\\d+>)(?: process(?:es)?)?`,
      );
      scan.takeAll('process(?:es)?|all|the|gracefully|politely|programs?');
      const signal = force ? ['-KILL'] : [];
      if (id)
        return {
          scan,
          command: command('kill', ...signal, id),
          lookFirst: command('ps', '-fp', id),
        };
      if (onPort)
        return {
          scan,
          command: pipe(
            command('lsof', '-t', `-iTCP:${onPort}`, '-sTCP:LISTEN'),
            command('xargs', '-r', 'kill', ...signal),
          ),
          lookFirst: command('lsof', '-nP', `-iTCP:${onPort}`, '-sTCP:LISTEN'),
        };
      if (pattern === null && user === null)
        return { scan, command: command('pgrep', '-af', needed(scan, null, 'PATTERN')) };
      const words: Word[] = [
        ...(user ? ['-u', user] : []),
        ...(pattern ? ['-f', '--', pattern] : []),
      ];
      return {
        scan,
        command: command('pkill', ...signal, ...words),
        lookFirst: command('pgrep', '-a', ...words),
      };
    }
    if (/\bprocess(?:es)?\b/i.test(request.text) && scan.take('{show}|which|what|top|find')) {
      const by = scan.take(
        '(?:(?:that |which )?us(?:e|es|ing) (?:the )?most|by|{sorted} by|with (?:the )?(?:highest|most))(?: of the)? (memory|ram|cpu|resident memory|memory use|cpu use)(?: usage| use| time| consumption)?',
      );
      const count = takeNumber(scan, '(?:the |top |first )*<N>(?= process(?:es)?| )');
      const user = takeName(scan, `(?:of|owned by|belonging to)(?: the)? user ${name}`);
      const pattern = takeName(
        scan,
        `(?:whose (?:command line|command|name) |with (?:a |the )?(?:command line|name) |matching |named |called |that )*(?:contain(?:s|ing)? |match(?:es|ing)? |is |running )${name}`,
        `(?:all )?(?:the )?(<[IQ]\\d+>|java|python|spark|airflow) process(?:es)?`,
      );
      scan.takeAll(
        'process(?:es)?|all|running|with (?:their )?(?:pid|command lines?|arguments)|{descending}|their|full command lines?',
      );
      if (pattern !== null)
        return {
          scan,
          command: command('pgrep', ...(user ? ['-u', user] : []), '-af', '--', pattern),
        };
      if (!by && !user) return null;
      const sort = by && /cpu/i.test(by.groups[1]!) ? '-pcpu' : '-rss';
      const columns = 'pid,user,rss,pcpu,args';
      const listed = gnu
        ? command(
            'ps',
            ...(user ? ['-u', user] : ['-e']),
            '-o',
            columns,
            ...(by ? [`--sort=${sort}`] : []),
          )
        : pipe(
            command('ps', ...(user ? ['-U', user] : ['-ax']), '-o', columns),
            by ? `sort -k${sort === '-rss' ? 3 : 4},${sort === '-rss' ? 3 : 4}nr` : null,
          );
      return {
        scan,
        command: pipe(
          listed,
          count ? command('head', '-n', String(Number(count) + (gnu ? 1 : 0))) : null,
        ),
      };
    }
    const service = /\b(?:systemd|systemctl|service|journal|unit|daemon)\b/i.test(request.text)
      ? scan.take(
          '(?:{show} |follow )?(?:the )?(?:journal|logs?)(?: lines| messages)?(?: of| for| from)?(?: the)?(?: (?:systemd )?(?:service|unit))?',
          '(restart|start|stop|enable|disable|reload|status)(?: of)?(?: the)?(?: (?:systemd )?(?:service|unit))?',
          '(?:{show} )?(?:the )?(status)(?: of)?(?: the)?(?: (?:systemd )?(?:service|unit))?',
        )
      : null;
    if (service) {
      const since = scan.take(
        '(?:of |from |in |since )*(?:the )?(?:last|past) <A>|since <[DT]\\d+>|since (?:today|yesterday)|since <A> ago',
      );
      const last = takeNumber(scan, '(?:the )?(?:last )?<N>(?: {lines})?(?: of)?');
      const follow =
        scan.take('follow(?:ing)?|live|continuously') !== null || /^follow/i.test(request.text);
      const errors = scan.take('(?:only )?(?:the )?errors?(?: and worse| only)?|<L>') !== null;
      const unit = takeName(
        scan,
        `(?:of |for |from )?(?:the )?(?:systemd )?(?:service|unit) (?:called |named )?${name}`,
        `(?:the )?${name} (?:service|unit)`,
        `(?:of |for |from )?(?:the )?${name}`,
      );
      const unpaged =
        scan.take('(?:,? ?(?:and )?)?(?:without|with no|not in) (?:a |the )?pager') !== null;
      scan.takeAll('systemd|service|unit|journal|logs?|{lines}|messages');
      if (service.groups[1])
        return {
          scan,
          command: command(
            'systemctl',
            service.groups[1].toLowerCase(),
            needed(scan, unit, 'SERVICE'),
          ),
        };
      const span = since?.literals[0];
      return {
        scan,
        command: command(
          'journalctl',
          '-u',
          needed(scan, unit, 'SERVICE'),
          ...(since
            ? [
                '--since',
                span
                  ? span.kind === 'A'
                    ? `${span.source} ago`
                    : span.value
                  : /yesterday/i.test(since.text)
                    ? 'yesterday'
                    : 'today',
              ]
            : []),
          ...(errors ? ['-p', 'err'] : []),
          ...(last ? ['-n', last] : []),
          ...(follow ? ['-f'] : []),
          ...(unpaged ? ['--no-pager'] : []),
        ),
      };
    }
    return null;
  },
};

/** Between hosts, and from the net. */
export const transfers: Frame = {
  name: 'transfers',
  build(scan, { request }) {
    const web = scan.literals.find(({ kind, value }) => kind === 'U' && /^https?:/.test(value));
    if (
      web &&
      scan.take('(?:download|fetch|get|save|curl|send|post|call|check|request|retrieve|test|query)')
    ) {
      scan.take('(?:(?:from|of|to|at) )?(?:the )?(?:url |address |page |endpoint |api )*<U>');
      const target =
        scan.take(
          '(?:,? ?(?:and )?(?:save|store|write)(?: it| the (?:result|response|body))? )?(?:to|as|into|in)(?: the)?(?: file)? <P>',
        )?.literals[0]?.value ?? null;
      const follow = scan.take('(?:,? ?(?:and )?)?follow(?:ing)?(?: any)? redirects?') !== null;
      const fail =
        scan.take(
          '(?:,? ?(?:and )?)?(?:fail(?:ing)?|stop|give an error|exit with an error) (?:on|for|with|at) (?:an? )?(?:http )?errors?(?: status(?:es)?| codes?)?',
        ) !== null;
      const resume =
        scan.take(
          '(?:,? ?(?:and )?)?(?:resum(?:e|ing)|continu(?:e|ing))(?: (?:it|a|an|the))?(?: (?:partial|interrupted|previous))?(?: downloads?)?(?: if (?:it )?(?:was )?interrupted)?',
        ) !== null;
      const retries = takeNumber(
        scan,
        '(?:,? ?(?:and |with )?)?(?:retry(?:ing)?|try(?:ing)?)(?: it)?(?: again)?(?: up to)? <N>(?: times)?',
        '(?:with )?<N> retries',
      );
      const headers = scan
        .takeAll('(?:with |and |using )*(?:the )?headers? (<Q>)')
        .map(({ groups }) => scan.literal(groups[1])!.value);
      const token = scan.take(
        '(?:with|using) (?:an? |the )?(?:bearer )?token (?:in |from )?(?:the )?(?:environment variable |variable )?\\$?(<I>|[A-Z_a-z]+)',
      );
      const status =
        scan.take(
          '(?:{show} )?(?:only )?(?:the )?(?:http )?(?:status|response)(?: code)?(?: only| of)?',
        ) !== null;
      const onlyHeaders =
        !status && scan.take('(?:{show} )?only (?:the )?(?:response )?headers?') !== null;
      const body = scan.take(
        '(?:with |and |sending |using )*(?:the )?(?:json )?(?:body|data|payload|contents? of)? ?(?:in |from )?(<[QP]\\d+>)(?: as (?:json|the body|body|data))?',
      );
      const quiet = scan.take('silently|quietly|without (?:a )?progress(?: bar| meter)?') !== null;
      const post = /\bpost\b|\bsend\b/i.test(request.text);
      scan.takeAll('json|as json|{files}|request|post|requests?|http');
      const data = body ? scan.literal(body.groups[1])! : null;
      return {
        scan,
        command: command(
          'curl',
          ...(status
            ? ['-s', '-o', '/dev/null', '-w', '%{http_code}\\n']
            : [
                `-${fail || target ? 'f' : ''}${quiet || target ? 'sS' : 'sS'}${follow || target ? 'L' : ''}`,
              ]),
          ...(onlyHeaders ? ['-I'] : []),
          ...(resume ? ['-C', '-'] : []),
          ...(retries ? ['--retry', retries] : []),
          ...(post && !data ? ['-X', 'POST'] : []),
          ...headers.flatMap((header) => ['-H', header]),
          ...(token
            ? [
                '-H',
                raw(
                  `"Authorization: Bearer $${scan.literal(token.groups[1])?.value ?? token.groups[1]}"`,
                ),
              ]
            : []),
          ...(data && /json/i.test(request.text) ? ['-H', 'Content-Type: application/json'] : []),
          ...(data ? ['--data', data.kind === 'P' ? `@${data.value}` : data.value] : []),
          ...(target ? ['-o', pathWord(target)] : []),
          web.value,
        ),
      };
    }
    const remote = scan.sees(
      '(?:user )?(<[IP]\\d+>|[\\w.-]+)@|(?:on|to|from|at) (?:the )?(?:host|server|machine|remote) ',
    );
    const there = /(?:\w[\w.-]*@)?[\w.-]+:[~/]\S*/.exec(
      request.literals.map(({ source }) => source).join(' '),
    )?.[0];
    if (
      (remote ||
        there ||
        /\brsync\b|\bscp\b|\bmirror\b|\bsync(?:hroni[sz]e)?\b/i.test(request.text)) &&
      scan.take(
        '(?:rsync|scp|copy|sync(?:hroni[sz]e)?|mirror|transfer|upload|send|download|fetch|push|pull)(?:ing)?',
      )
    ) {
      const dry = wishes.dry(scan);
      const remove =
        scan.take(
          '(?:,? ?(?:and |also )*)(?:delet(?:e|ing)|remov(?:e|ing))(?: {files}| those| everything| anything| what)*(?: (?:in|from|at|on|there|that|which|that are|no longer|the|target|destination|are|is|not|does not|do not|exist|exists|locally|source|anymore|any more|missing|present|longer|gone))*',
        ) !== null;
      const excluded = scan
        .takeAll(
          '(?:,? ?(?:but |and )?)?(?:ignor(?:e|ing)|exclud(?:e|ing)|except(?: for)?|without|skip(?:ping)?|leav(?:e|ing) out)(?: the| any| all)? <[EPQ]\\d+>(?:(?:,| and| or) <[EPQ]\\d+>)*(?: {files}| {folders})?',
        )
        .flatMap(({ literals }) =>
          literals.map(({ kind, value }) => (kind === 'E' ? `*.${value}` : value)),
        );
      const packed =
        scan.take(
          '(?:,? ?(?:and |with |using )*)?compress(?:ion|ed|ing)(?: (?:on the way|during (?:the )?transfer|in transit))?',
        ) !== null;
      const partial =
        scan.take(
          '(?:,? ?(?:and |with |using )*)?(?:resum(?:e|able|ing)|partial|keep(?:ing)? partial(?:ly transferred)?)(?: (?:transfers?|{files}|it|if interrupted))*',
        ) !== null;
      const progress =
        scan.take('(?:,? ?(?:and |with )*)?(?:show(?:ing)? )?(?:the |a )?progress(?: bar)?') !==
        null;
      const limit = scan.take(
        '(?:with |at |limited to |using )*(?:at most |no more than )?<B>(?: ?(?:per second|/s|a second))',
      );
      const user = takeName(scan, `(?:as)(?: the)?(?: user)? ${name}`);
      const host = takeName(
        scan,
        `(?:on|to|from|at|of) (?:the )?(?:remote )?(?:host|server|machine|node) (?:called |named )?(<[IPQ]\\d+>|[a-z][\\w.-]*)`,
      );
      const places = scan
        .takeAll(
          '(?:(?:from|to|into|in|of|on|and|with) )?(?:the )?(?:local )?(?:{folders} |{files} )?(<P>)(?: {folders})?(?: (?:there|on it))?',
        )
        .map(({ groups, text }) => ({
          path: scan.literal(groups[1])!.value,
          target: /^(?:to|into)/i.test(text),
        }));
      const newer =
        scan.take(
          '(?:,? ?(?:but |and )?)?(?:only )?(?:the )?(?:newer|more recent) {files}(?: only)?|(?:,? ?)?(?:skip(?:ping)?|keep(?:ing)?|without overwriting) newer {files}(?: (?:there|on the target))?',
        ) !== null;
      scan.takeAll(
        '{folders}|{files}|contents?(?: of)?|over ssh|with|using|recursively|remote|only (?:new|changed)(?: or changed)? {files}|rsync|scp|all',
      );
      const [from, to] = places
        .sort((a, b) => Number(a.target) - Number(b.target))
        .map(({ path }) => path);
      const fetch =
        /download|fetch|pull/i.test(request.text) ||
        new RegExp(`from (?:the )?(?:host|server|machine|remote)`, 'i').test(request.text);
      const at = (path: string): string =>
        host === null ? path : `${user ? `${user}@` : ''}${host}:${path}`;
      const a = needed(scan, from ?? null, 'FROM');
      const b = to ?? (host !== null && fetch ? '.' : needed(scan, null, 'TO'));
      const words: Word[] = [
        'rsync',
        `-a${packed ? 'z' : ''}`,
        ...(newer ? ['-u'] : []),
        ...(dry ? ['-nv'] : []),
        ...(partial ? ['--partial'] : []),
        ...(progress ? ['--info=progress2'] : []),
        ...(remove ? ['--delete'] : []),
        ...(limit ? [`--bwlimit=${Math.round(Number(limit.literals[0]!.value) / 1000)}`] : []),
        ...excluded.map((each) => `--exclude=${each}`),
        '--',
        fetch && host ? at(a) : pathWord(a),
        fetch && host ? pathWord(b) : at(b),
      ];
      return {
        scan,
        command: command(...words),
        ...(remove && { lookFirst: command(...words.slice(0, 1), '-n', ...words.slice(1)) }),
      };
    }
    return null;
  },
};

/** A line for a crontab. */
export const schedule: Frame = {
  name: 'schedule',
  build(scan, { request }) {
    if (
      !/\bcron(?:tab)?\b/i.test(request.text) &&
      !/^(?:run|execute|start|schedule)\b[^.]*\b(?:every|each|daily|hourly|weekly|monthly|nightly)\b/i.test(
        request.text,
      )
    )
      return null;
    if (
      scan.take(
        '(?:{show} |edit )?(?:my |the |all )?(?:crontab|cron jobs?|crontab entries)(?= of|[.?]|$)',
      ) &&
      !/every|each|at <T|schedule|run/i.test(request.text)
    ) {
      const user = takeName(scan, `(?:of|for)(?: the)? user ${name}`);
      return { scan, command: command('crontab', ...(user ? ['-u', user] : []), '-l') };
    }
    scan.takeAll(
      '(?:an? |the )?(?:cron(?:tab)?)(?: (?:line|entry|job|expression))?(?: (?:that|to|which|for))?|schedul(?:e|ed|ing)|runs?|execut(?:e|es)|start(?:s)?|write|make|add|create|as a',
    );
    const times = scan.take('at <T>(?: (?:and|,) <T>)?');
    const every = scan.take('every <A>');
    const weekday = scan.take(
      '(?:on |every |each )*(monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekdays?|working days?|weekends?)s?(?: to (monday|tuesday|wednesday|thursday|friday|saturday|sunday))?',
    );
    const month = scan.take(
      '(?:on )?(?:the )?(first|<N>)(?: day)? (?:of )?(?:each|every|the) month|monthly',
    );
    const hourly = scan.take('hourly|every hour|once an hour');
    scan.takeAll('daily|every (?:day|night|morning)|each (?:day|night)|nightly|once a day');
    const log = scan.take(
      '(?:,? ?(?:and )?)?(?:append(?:ing)?|log(?:ging)?|write|redirect(?:ing)?)(?: (?:its|the|all|standard))*(?: (?:output|errors?|output and errors?|stdout|stderr|stdout and stderr))* (?:to|into|in) <P>',
    );
    const order = scan.take('(<[QP]\\d+>)(?: (?:script|command))?');
    if (!order) return null;
    const [hour, minute] = (times?.literals[0]?.instant?.time ?? '').split(':');
    const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
    const day = weekday
      ? /week ?days?|working/i.test(weekday.text) &&
        !days.includes(weekday.groups[1]!.toLowerCase())
        ? '1-5'
        : /weekend/i.test(weekday.text)
          ? '0,6'
          : weekday.groups[2]
            ? `${days.indexOf(weekday.groups[1]!.toLowerCase())}-${days.indexOf(weekday.groups[2].toLowerCase())}`
            : String(days.indexOf(weekday.groups[1]!.toLowerCase().replace(/s$/, '')))
      : '*';
    const span = every ? Number(every.literals[0]!.value) : null;
    const when =
      span !== null
        ? span < 3600
          ? `*/${span / 60} * * * *`
          : span % 86_400 === 0
            ? `${minute ?? '0'} ${hour ?? '0'} ${span === 86_400 ? '*' : `*/${span / 86_400}`} * ${day}`
            : `0 */${span / 3600} * * ${day}`
        : hourly
          ? `${minute ?? '0'} * * * ${day}`
          : `${Number(minute ?? 0)} ${hour === undefined ? '0' : Number(hour)} ${month ? (month.literals[0]?.value ?? '1') : '*'} * ${day}`;
    const text = scan.literal(order.groups[1])!.value;
    scan.takeAll('script|command');
    scan.assumptions.push('This is a line for `crontab -e`; nothing is installed by it.');
    return {
      scan,
      command: command('echo', `${when} ${text}${log ? ` >> ${log.literals[0]!.value} 2>&1` : ''}`),
    };
  },
};
