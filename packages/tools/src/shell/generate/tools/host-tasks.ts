import { pathWord, type Word } from '../quote.ts';
import type { Frame } from '../frame.ts';
import type { Scan } from '../scan.ts';
import { takeName } from './slots.ts';
import { taskFrame, thing } from './task.ts';

const host = String.raw`(?:the )?(?:host |server |machine )?(<[IQPUX]\d+>|(?!(?:the|a|an|host|server)\b)[a-z][\w.-]*)`;
const asUser = (scan: Scan): string => {
  const user = takeName(scan, `(?:,? ?)?(?:as|for|with)(?: the)? user ${thing}`);
  return user === null ? '' : `${user}@`;
};
const service = `(?:the )?(?:systemd )?(?:service|unit|daemon)(?: (?:called|named))? ${thing}`;
const process = '(?:the )?(?:process|program)(?: with(?: the)?)?(?: (?:id|pid|process id))? (<N>)';

/** ssh, systemd, single processes, the machine itself, curl, pip. */
export const hostTasks: Frame = taskFrame('processes', /./, () => [], [
  {
    rules: [
      `(?:run|execute)(?: the)?(?: command)? (<Q>) (?:on|over ssh on|remotely on|via ssh on)(?: the)?(?: remote)? (?:host|server|machine) ${host.replace('(?:host |server |machine )?', '')}`,
      `(?:run|execute)(?: the)?(?: command)? (<Q>) (?:on|at) ${host} (?:over|via|with|through) ssh`,
    ],
    make: (slot, scan) => ['ssh', `${asUser(scan)}${slot(2)}`, slot(1)],
  },
  {
    rules: [
      `(?:forward|tunnel|map)(?: the)?(?: local)? port (<N>) (?:to|onto)(?: the)?(?: remote)? port (<N>) (?:of|on|at) ${host}[\\s,·]*(?:through|via|over|using)(?: the)?(?: (?:jump|bastion))? ?${host}`,
      `(?:forward|tunnel|map)(?: the)?(?: local)? port (<N>) (?:to|onto)(?: the)?(?: remote)? port (<N>) (?:of|on|at) ${host} (?:over|via|through|with) ssh`,
      `(?:open|create|make)(?: an?)? ssh tunnel from(?: the)?(?: local)? port (<N>) to(?: the)?(?: remote)? port (<N>) (?:of|on|at) ${host}`,
    ],
    make: (slot, scan) => {
      const user = asUser(scan);
      const [through, target] = slot(4) === '' ? [slot(3), 'localhost'] : [slot(4), slot(3)];
      const quiet = scan.take('in (?:the )?background') !== null;
      scan.take('(?:without|not) (?:opening|running) (?:a )?(?:shell|command)');
      return [
        'ssh',
        quiet ? '-fN' : '-N',
        '-L',
        `${slot(1)}:${target}:${slot(2)}`,
        `${user}${through}`,
      ];
    },
  },
  {
    rules: [
      `(?:copy|install|add|put)(?: my| the)?(?: ssh)? public key (?:to|on|onto)(?: the)? ${host}`,
    ],
    make: (slot, scan) => ['ssh-copy-id', `${asUser(scan)}${slot(1)}`],
  },
  {
    rules: [
      `(?:copy|download|fetch|mirror|sync)(?: the)? (?:{folders} |{files} )?(<[PI]\\d+>|[a-z][\\w.-]*) from(?: the)?(?: remote)? (?:host|server) ${host.replace('(?:host |server |machine )?', '')}[\\s,·]*(?:in)?to (?:the )?(?:local )?(?:{folders} |{files} )?(<[PI]\\d+>|[a-z][\\w.-]*)`,
    ],
    make: (slot, scan) => {
      const packed =
        scan.take(
          '(?:,? ?(?:and )?)?(?:with compression|compress(?:ed|ing)?(?: (?:on the way|in transit))?)',
        ) !== null;
      scan.take(
        '(?:,? ?(?:and |with )*)(?:(?:keep|preserv)ing )?(?:the )?(?:times?|timestamps?|permissions)(?: and (?:times?|permissions))?(?: (?:kept|preserved))?',
      );
      return [
        'rsync',
        packed ? '-az' : '-a',
        `${asUser(scan)}${slot(2)}:${slot(1)}`,
        pathWord(slot(3)),
      ];
    },
  },
  {
    rules: [
      `(?:{show} )?(?:the )?(?:last (<N>) lines of )?(?:the )?(?:journal|logs?)(?: entries| messages)?(?: of| for| from)(?: the)? (?:systemd )?(?:service|unit) ${thing}`,
    ],
    make: (slot, scan) => {
      const follow =
        scan.take(
          '(?:,? ?(?:and )?)?(?:follow(?:ing)?|keep (?:following|watching))(?: it| them)?',
        ) !== null;
      const since = scan.take(
        'since (today|yesterday)|since (<[DT]\\d+>)|(?:of|from|in|within) the last (<A>)',
      );
      const from =
        since?.groups[1] ??
        (since?.literals[0]?.kind === 'A'
          ? `${Math.round(Number(since.literals[0].value) / 60)} min ago`
          : since?.literals[0]?.value);
      const errors = scan.take('only errors|(?:with )?(?:priority|level) error') !== null;
      return [
        'journalctl',
        '-u',
        slot(2),
        ...(slot(1) === '' ? [] : ['-n', slot(1)]),
        ...(from ? ['--since', from] : []),
        ...(errors ? ['-p', 'err'] : []),
        ...(follow ? ['-f'] : []),
      ];
    },
  },
  {
    rules: [
      `(?:is|check (?:if|whether)) ${service} (?:is )?(?:running|active|up)`,
      `(?:{show} )?(?:the )?(?:status|state) of ${service}`,
    ],
    make: (slot, _, taken) => [
      'systemctl',
      /^(?:is|check)/i.test(taken.text) ? 'is-active' : 'status',
      slot(1),
    ],
  },
  {
    rules: [
      `(?:start|enable|launch) ${service} (?:at|on|during|automatically at) (?:every )?(?:system )?(?:boot|start(?:up)?)`,
      `enable ${service}`,
    ],
    make: (slot, scan) => {
      const now =
        scan.take('(?:and )?(?:also )?(?:start it )?(?:now|right away|immediately)') !== null;
      return ['systemctl', 'enable', ...(now ? ['--now'] : []), slot(1)];
    },
  },
  {
    rules: [
      '(?:{show} |which )?(?:all |the )*(failed|running|active) (?:systemd )?(?:units|services)',
    ],
    make: (slot) =>
      slot(1).toLowerCase() === 'failed'
        ? ['systemctl', '--failed']
        : ['systemctl', 'list-units', '--type=service', '--state=running'],
  },
  {
    rules: [
      `(?:send|give) (?:the )?(?:signal )?(?:sig)?(term|kill|hup|int|usr1|usr2|stop|cont|quit) to ${process}`,
      `(?:send|give) (?:the )?(?:signal )?(<[IL]\\d+>) to ${process}`,
    ],
    make: (slot) => ['kill', `-${slot(1).toUpperCase().replace(/^SIG/, '')}`, slot(2)],
    look: (slot) => ['ps', '-fp', slot(2)],
  },
  {
    rules: [
      `(?:how long|since when)(?: has| is)? ${process}(?: been)?(?: running| alive| up)?`,
      `(?:{show} )?(?:the )?(?:start time|run ?time|age|elapsed time) of ${process}`,
    ],
    make: (slot) => ['ps', '-o', 'lstart,etime', '-p', slot(1)],
  },
  {
    rules: [
      `(?:{show} |which )?(?:which |the )*(?:open )?{files}(?: (?:that|which|does|are))? ?${process}(?: has| have)?(?: open)?`,
      `(?:{show} )?(?:the )?open {files} of ${process}`,
      `{files} (?:opened|held|used) by ${process}`,
    ],
    make: (slot) => ['lsof', '-p', slot(1)],
  },
  {
    rules: [`(?:{show} )?(?:the )?(?:environment|environment variables) of ${process}`],
    make: (slot) => `tr '\\0' '\\n' < /proc/${slot(1)}/environ`,
  },
  {
    rules: [
      `(?:the )?(?:[a-z]+ )?(?:process|job|script|program)(?: (?:that is |which is )?(?:running|that runs|which runs|executing))? (<[PIQ]\\d+>)(?: (?:hangs|is stuck|is hanging|does not (?:end|stop|respond)|runs (?:too long|away)))[.,;:]? ?(?:please )?(?:stop|end|terminate|kill) it(?: (?:politely|gracefully|gently|cleanly))?(?: first)?`,
      `(?:stop|end|terminate)(?: the)?(?: [a-z]+)? (?:process|job|script|program)(?: (?:that is |which is )?(?:running|that runs|which runs|executing))? (<[PIQ]\\d+>) (?:politely|gracefully|gently|cleanly)(?: first)?`,
    ],
    make: (slot, scan) => {
      scan.take(
        '\\(?(?:,? ?)?(?:with )?(?:no|without|not(?: with)?)(?: an?)? (?:SIGKILL|kill -9|force)\\)?',
      );
      return ['pkill', '-TERM', '-f', '--', slot(1).replaceAll('.', String.raw`\.`)];
    },
    look: (slot) => ['pgrep', '-a', '-f', '--', slot(1).replaceAll('.', String.raw`\.`)],
  },
  {
    rules: [
      '(?:how much |{show} )?(?:the )?(?:free|available|used|total) (?:memory|ram)(?: (?:is|in|there|left|free|available|on this machine))*(?: (gigabytes|megabytes|gb|mb))?',
    ],
    make: (slot) => ['free', /^g/i.test(slot(1)) ? '-g' : /^m/i.test(slot(1)) ? '-m' : '-h'],
  },
  {
    rules: [
      'how full is (?:the )?(?:disk|file ?system|partition|volume)(?: (?:that|which))?(?: (?:contains|holds|has|of|with|under|at))? (<P>)(?: (?:is on|lives on))?',
      '(?:how much )?(?:free |disk )?space (?:is (?:left|free|available) )?(?:on|in)(?: the)? (?:file ?system|disk|partition|volume)(?: (?:that|which))? (?:contains|holds|of|with) (<P>)',
    ],
    make: (slot) => ['df', '-h', '--', pathWord(slot(1))],
  },
  {
    rules: ['(?:{show} )?(?:only )?(?:the )?(?:http |response )*headers of (<U>)'],
    make: (slot) => ['curl', '-sSI', slot(1)],
  },
  {
    rules: ['(?:{show} )?(?:only )?(?:the )?(?:http )?status(?: code)? of (<U>)'],
    make: (slot) => ['curl', '-sS', '-o', '/dev/null', '-w', '%{http_code}\n', slot(1)],
  },
  {
    rules: [
      '(?:send|post|put)(?: the)?(?: json)?(?: {files})? (<P>) (?:(?:with|by|using|via|as)(?: an?)?(?: http)? (POST|PUT|PATCH)(?: request)? )?to (<U>)',
    ],
    make: (slot, scan, taken) => {
      scan.take(
        '(?:,? ?)?(?:with|using)(?: the)? content[- ]type (?:<P>|application.json|json)|as json',
      );
      const method = slot(2) || (/^put/i.test(taken.text) ? 'PUT' : 'POST');
      const words: Word[] = ['curl', '-fsS', '-X', method.toUpperCase()];
      if (slot(1).endsWith('.json') || /json/i.test(taken.text))
        words.push('-H', 'Content-Type: application/json');
      return [...words, '--data-binary', `@${slot(1)}`, slot(3)];
    },
  },
  {
    rules: [
      '(?:install)(?: all)?(?: the)?(?: python)? packages (?:from|listed in|of|in) (<P>)(?: (?:in|into)(?: the)?(?: active| current)?(?: virtual)? ?environment)?',
    ],
    make: (slot) => ['pip', 'install', '-r', pathWord(slot(1))],
  },
  {
    rules: ['(?:{show} |which )?(?:all |the )*outdated(?: python)? packages'],
    make: () => ['pip', 'list', '--outdated'],
  },
  {
    rules: [
      '(?:create|make|set up)(?: an?| the)?(?: python)? virtual environment(?: (?:in|at|called|named|under))? (<[PEIQ]\\d+>|[a-z.][\\w.-]*)',
    ],
    make: (slot, scan, taken) => {
      const literal = scan.literal(taken.groups[1]);
      return ['python3', '-m', 'venv', literal?.kind === 'E' ? `.${literal.value}` : slot(1)];
    },
  },
]);
