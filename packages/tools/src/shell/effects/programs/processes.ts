import { plainArgument, type Argument } from '../../syntax/argument.ts';
import type { Call, Rules } from '../call.ts';
import { derived, noFlow, type Flow } from '../flow.ts';
import { runShellInput } from './run-code.ts';
import { given, reportUnknownOptions } from './files.ts';

/** Signals, schedules, the clock and the network of a host. */
export const processRules: Rules = {
  kill: (call) => {
    if (given(call, '-l')) return reading(call);
    const { signal, pids } = readKill(call.words);
    if (signal === '0' || signal === 'EXIT') return reading(call);
    const broad = pids.find(({ text }) => /^-\d+$/.test(text) || text === '0' || text === '1');
    if (broad)
      call.report('kill-broad', broad, {
        text: /^-1$/.test(broad.text)
          ? 'Ends everything that the user may end.'
          : 'Ends a whole group of processes, or the first process.',
      });
    const listed = pids.find(({ text, dynamic }) => dynamic && /\$\(|`/.test(text));
    if (listed && /\b(?:ps|pidof|lsof|fuser)\b/.test(listed.text) && isForced(signal))
      call.report('kill-broad', listed);
    call.report(isForced(signal) ? 'kill-forced' : 'kill-process', call.span);
    return noFlow;
  },
  pkill: killByName,
  killall: killByName,
  at: (call) => {
    if (given(call, '-l') || given(call, '-c')) return undefined;
    call.report('cron-change', call.span);
    if (call.stdin.text !== null && call.stdin.text !== '') runShellInput(call, call.stdin);
    return noFlow;
  },
  // Terminals of their own run what they are told, there.
  expect: (call) => {
    call.report('dynamic-command', call.span);
    const words = call.invocation.operands.filter(
      ({ text }) =>
        !/^(?:new(?:-session|-window)?|neww|send(?:-keys)?|split-window|attach|detach|stuff|Enter|C-m|-[a-zA-Z]+)$/.test(
          text,
        ),
    );
    const code = call.invocation.options.find(({ option }) => option?.marks.includes('shell'))
      ?.values[0];
    if (code)
      call.machine.runText(
        { ...code, text: code.text.replaceAll(/\bspawn\s+/g, ''), verbatim: undefined },
        noFlow,
      );
    const [only] = words;
    if (only && words.length === 1) call.machine.runText(only, noFlow);
    else if (only) {
      const at = call.words.indexOf(only);
      call.machine.runWords(call.words.slice(at), noFlow);
      const last = words.at(-1)!;
      if (/\s/.test(last.text)) call.machine.runText(last, noFlow);
    }
    if (call.words.some(({ text }) => text === 'kill-server')) call.report('kill-broad', call.span);
    return noFlow;
  },
  systemctl: (call) => {
    const [command] = call.invocation.subcommandWords;
    const firewall = call.invocation.operands.find(({ text }) =>
      /^(?:firewalld|ufw|iptables|ip6tables|nftables|apparmor|fail2ban)(?:\.service)?$/.test(text),
    );
    if (firewall && /^(?:stop|disable|mask|kill)$/.test(command?.text ?? ''))
      call.report('firewall-change', firewall);
    return undefined;
  },
  crontab: (call) => {
    if (given(call, '-l')) return reading(call);
    // What the table will run counts as much as if it ran at once.
    for (const line of (call.stdin.text ?? '').split('\n').slice(0, 200)) {
      const command = /^\s*(?:@\w+|(?:[\d*,/a-zA-Z-]+\s+){5})\s*(.+)$/.exec(line)?.[1];
      if (command && !/^\s*#/.test(line))
        call.machine.runText(plainArgument(command, call.span), noFlow);
    }
    if (given(call, '-r')) {
      call.report('cron-change', call.span, {
        level: 'destructive',
        text: 'Deletes the whole table of scheduled commands.',
      });
      call.report('delete-file', call.span);
      return noFlow;
    }
    if (
      call.stdin.text?.trim() === '' &&
      call.invocation.operands.some(({ text }) => text === '-' || text === '/dev/null')
    )
      call.report('cron-change', call.span, {
        level: 'destructive',
        text: 'Replaces the table of scheduled commands by an empty one.',
      });
    call.report('cron-change', call.span);
    return noFlow;
  },
  fuser: (call) => {
    if (call.name !== 'fuser') return undefined;
    const kills = call.words.some(({ text }) => /^-[a-zA-Z]*k/.test(text) || text === '--kill');
    call.report(kills ? 'kill-broad' : 'read-only', call.span);
    return derived(noFlow, []);
  },
  lsof: (call) => processRules['fuser']!(call),
  pwd: (call) => {
    if (call.name === 'hostname' && call.words.some(({ text }) => !text.startsWith('-')))
      return changed(call);
    if (call.name === 'printenv') call.report('read-only', call.span);
    if (call.name === 'printenv') return { ...derived(noFlow, []), paths: ['environment/.env'] };
    return undefined;
  },
  fdisk: (call) => {
    const shows = call.name === 'parted' && call.words.at(-1)?.text === 'print';
    return shows && !call.words.some(({ text }) => /^(?:mk|rm|resize|set|name|rescue)/.test(text))
      ? reading(call)
      : undefined;
  },
  wipefs: (call) => {
    if (call.name === 'badblocks' && !call.words.some(({ text }) => /^-[a-z]*[wn]/.test(text)))
      return reading(call);
    return undefined;
  },
  mount: (call) =>
    call.name === 'mount' && call.words.every(({ text }) => /^-[lvh]+$/.test(text))
      ? reading(call)
      : undefined,
  ip: (call) => {
    const texts = call.words.map(({ text }) => text);
    const execs = call.words.findIndex(({ text }) => text === 'exec');
    if (call.name === 'ip' && execs > 0) {
      call.report('privilege-escalation');
      return call.machine.runWords(call.words.slice(execs + 2), call.stdin);
    }
    if (texts.some((text) => /^-b(?:atch)?$/.test(text))) call.report('dynamic-command', call.span);
    const isChange =
      /^(?:add|del|delete|set|flush|change|replace|append|up|down|mod|modify|disable|off|disconnect|on|connect|rescan|reapply|restart|-s|--change|-K|-G|-A|-L|-E|-f|-C|-X|-N|-U)$/;
    const words =
      call.name === 'ip' || call.name === 'ethtool'
        ? texts
        : texts.filter((text) => !text.startsWith('-'));
    const flush = texts.some((text) => /^(?:flush|del|delete|down|off|disconnect)$/.test(text));
    const changes =
      words.some((text) => isChange.test(text) && !(call.name === 'ip' && text.startsWith('-'))) ||
      (call.name === 'ifconfig' && words.length > 1);
    if (!changes) return reading(call);
    call.report(
      flush ? 'firewall-change' : 'config-change',
      call.span,
      flush ? { text: 'Takes the network, or a part of it, away.' } : {},
    );
    return noFlow;
  },
  iptables: (call) => {
    if (given(call, '-L') || given(call, '-S') || given(call, '-C')) {
      const acts = call.words.some(({ text }) =>
        /^-(?:[ADIRFXPZNE]|-(?:append|delete|insert|replace|flush|policy|zero))$/.test(text),
      );
      if (!acts) return reading(call);
    }
    call.report('firewall-change', call.span);
    return noFlow;
  },
  sysctl: (call) => {
    if (call.words.length === 0 && /^(?:timedatectl|hostnamectl|localectl)$/.test(call.name))
      return reading(call);
    const reads =
      call.words.every(({ text }) => /^(?:-[anNreb]+|--\w+|[\w.]+)$/.test(text)) &&
      call.name === 'sysctl';
    return reads && call.words.length > 0 ? reading(call) : undefined;
  },
  shutdown: (call) => {
    if ((call.name === 'init' || call.name === 'telinit') && call.words[0]?.text === 'q')
      return changed(call);
    if (call.words.some(({ text }) => text === '-c')) return changed(call);
    if (call.words.some(({ text }) => text === '-k')) {
      call.report('network-send', call.span);
      return noFlow;
    }
    call.report('system-shutdown', call.span);
    return noFlow;
  },
};

function reading(call: Call): Flow {
  call.report('read-only', call.span);
  return derived(noFlow, []);
}

function changed(call: Call): Flow {
  call.report('config-change', call.span);
  return noFlow;
}

/** `kill -9 PID`, `kill -s KILL PID`, `kill -n 9 -- -1`: the first number with a dash is the signal, later ones are groups. */
function readKill(words: readonly Argument[]): { signal: string; pids: Argument[] } {
  let signal: string | undefined;
  const pids: Argument[] = [];
  for (let at = 0; at < words.length; at++) {
    const { text } = words[at]!;
    if (text === '--') {
      pids.push(...words.slice(at + 1));
      break;
    }
    if (/^(?:-s|-n|--signal)$/.test(text)) signal ??= words[++at]?.text ?? '';
    else if (text.startsWith('--signal=')) signal ??= text.slice(9);
    else if (/^-[sn]\w/.test(text) && signal === undefined) signal = text.slice(2);
    else if (signal === undefined && pids.length === 0 && /^-\w/.test(text)) signal = text.slice(1);
    else if (!/^-[a-zA-Z]/.test(text)) pids.push(words[at]!);
  }
  return { signal: (signal ?? 'TERM').toUpperCase().replace(/^SIG/, ''), pids };
}

function isForced(signal: string): boolean {
  return signal === '9' || signal === 'KILL';
}

function killByName(call: Call): Flow {
  if (given(call, '-l')) return reading(call);
  reportUnknownOptions(call);
  const { options, operands } = call.invocation;
  const signal = options
    .flatMap(({ option, name, values }) =>
      option?.names.includes('-SIGNAL')
        ? [name.slice(1)]
        : name === '-s' || name === '--signal'
          ? [values[0]?.text ?? '']
          : [],
    )
    .map((text) => text.toUpperCase().replace(/^SIG/, ''))
    .at(0);
  if (signal === '0') return reading(call);
  const ofUser = options.find(({ option }) => option?.marks.includes('kill-user'));
  if (ofUser && operands.length === 0)
    call.report('kill-broad', ofUser.argument, { text: 'Ends everything of a user.' });
  const pattern = operands.find(
    ({ text }) => text === '.' || text === '.*' || text === '' || text === '^',
  );
  if (pattern) call.report('kill-broad', pattern);
  const inverse = options.find(({ option }) => option?.marks.includes('kill-broad'));
  if (inverse && call.name === 'pkill') call.report('kill-broad', inverse.argument);
  if (isForced(signal ?? '')) {
    call.report('kill-forced', call.span);
    if (call.name === 'killall') call.report('kill-broad', call.span);
  }
  call.report('kill-process', call.span);
  return noFlow;
}
