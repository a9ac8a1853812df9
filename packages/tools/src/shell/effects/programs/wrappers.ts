import { plainArgument, type Argument } from '../../syntax/argument.ts';
import type { Call, Rule, Rules } from '../call.ts';
import { derived, noFlow, type Flow } from '../flow.ts';
import type { ReasonCodeName } from '../reason-codes.ts';
import { reportVariable } from '../variables.ts';
import { runShellInput, runShellString } from './run-code.ts';
import { joinWords } from './shells.ts';

interface Wrapper {
  /** Operands before the command: a duration, a host, a folder. */
  readonly before?: number;
  /** `NAME=VALUE` words may stand before the command. */
  readonly assignments?: boolean;
  /** The words are joined and given to a shell. */
  readonly shell?: boolean;
  /** What the wrapper does by itself. */
  readonly code?: ReasonCodeName;
  /** Without a command it opens a session. */
  readonly session?: boolean;
}

/** How each program that runs another one finds its command; the options before it are in the flag table. */
const wrapped: Readonly<Record<string, Wrapper>> = {
  sudo: { assignments: true, code: 'privilege-escalation' },
  env: { assignments: true },
  nice: {},
  ionice: {},
  nohup: {},
  setsid: {},
  stdbuf: {},
  unbuffer: { session: true },
  time: {},
  timeout: { before: 1 },
  watch: { shell: true },
  entr: {},
  flock: { before: 1 },
  chroot: { before: 1, session: true },
  nsenter: { session: true },
  unshare: { session: true },
  busybox: {},
  'systemd-run': {},
  strace: {},
  ssh: { before: 1, shell: true, session: true },
  sshpass: {},
  pssh: { shell: true },
  command: {},
  builtin: {},
  exec: {},
  coproc: {},
};

export const wrappers: Rules = Object.fromEntries(
  Object.entries(wrapped).map(([name, wrapper]) => [name, ruleOf(wrapper)]),
);

function ruleOf(wrapper: Wrapper): Rule {
  return (call) => {
    const { options } = call.invocation;
    const has = (mark: string): boolean =>
      options.some(({ option }) => option?.marks.includes(mark));
    if (has('read-only') || has('help')) {
      call.report(has('help') ? 'help-or-version' : 'read-only', call.span);
      return derived(noFlow, []);
    }
    if (wrapper.code) call.report(wrapper.code);
    runOptions(call);
    const words = commandWords(call, wrapper);
    const whole = has('split') ? [...splitString(call), ...words] : words;
    // What `-S` splits is no script, but signs of a shell in it show that somebody takes it for one.
    const split = options.find(({ option }) => option?.marks.includes('split'))?.values[0];
    if (split && /[;&|<>`\n]|\$\(/.test(split.text))
      call.machine.runText({ ...split, verbatim: undefined }, noFlow);
    if (whole.length === 0) return withoutCommand(call, wrapper, has('login-shell'));
    // `flock FILE -c COMMAND`: the option stands behind the file.
    const [first, second] = whole;
    if (call.name === 'flock' && second && /^(?:-c|--command)$/.test(first?.text ?? ''))
      return runShellString(call, second);
    if (wrapper.shell && !options.some(({ name }) => name === '-x' && call.name === 'watch'))
      return runShellString(call, joinWords(whole));
    if (has('shell-words')) return runShellString(call, joinWords(whole));
    if (has('login-shell') && whole.length > 0) return runShellString(call, joinWords(whole));
    return call.machine.runWords(whole, call.stdin, { open: call.open });
  };
}

/** `-c COMMAND`, `-o ProxyCommand=…`, passwords on the command line. */
function runOptions(call: Call): void {
  for (const { option, values, argument, name } of call.invocation.options) {
    const [value] = values;
    if (!option) {
      // Its arity is not known, so that the command may begin elsewhere.
      call.report('unknown-option', argument, {
        text: `${name.slice(0, 40)} is not in the table of ${call.name}.`,
      });
      continue;
    }
    if (option.marks.includes('shell') && value) runShellString(call, value);
    if (option.marks.includes('ssh-option') && value) {
      const command = /^(?:ProxyCommand|LocalCommand|KnownHostsCommand)[= ](?!none)(.+)$/is.exec(
        value.text,
      )?.[1];
      if (command) call.machine.runText({ ...value, text: command, verbatim: undefined }, noFlow);
    }
    for (const mark of ['credential-use', 'in-place-edit', 'dynamic-command'] as const)
      if (option.marks.includes(mark)) call.report(mark, argument);
  }
}

function commandWords(call: Call, wrapper: Wrapper): readonly Argument[] {
  let words: readonly Argument[] = call.invocation.operands.slice(wrapper.before ?? 0);
  if (call.name === 'taskset')
    words = words.slice(call.invocation.options.some(({ name }) => name === '-c') ? 0 : 1);
  if (call.name === 'chrt' || call.name === 'setarch') words = words.slice(1);
  if (wrapper.assignments)
    while (words[0] && /^\w+=/.test(words[0].text)) {
      const [assignment] = words;
      const [variable = '', ...value] = assignment.text.split('=');
      reportVariable(
        call.machine,
        call.report,
        variable,
        [{ ...assignment, text: value.join('='), verbatim: undefined }],
        assignment.span,
      );
      words = words.slice(1);
    }
  return words;
}

/** `env -S 'rm -rf x'`. */
function splitString(call: Call): Argument[] {
  const option = call.invocation.options.find(({ option }) => option?.marks.includes('split'));
  const value = option?.values[0];
  if (!value) return [];
  return value.text
    .trim()
    .split(/\s+/)
    .map((text) => ({
      ...plainArgument(text.replaceAll(/["'\\]/g, ''), value.span),
      dynamic: value.dynamic && /[$`]/.test(text),
    }));
}

function withoutCommand(call: Call, wrapper: Wrapper, login: boolean): Flow {
  if (wrapper.session || login)
    return call.stdin.origin === 'none'
      ? (call.report('interactive', call.span), noFlow)
      : runShellInput(call, call.stdin);
  call.report('read-only', call.span);
  // `env` prints all variables, also secret ones.
  return call.name === 'env' ? { ...derived(noFlow, []), paths: ['environment/.env'] } : noFlow;
}
