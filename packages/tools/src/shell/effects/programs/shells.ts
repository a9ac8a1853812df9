import type { Argument } from '../../syntax/argument.ts';
import type { Call, Rules } from '../call.ts';
import { derived, noFlow, type Flow } from '../flow.ts';
import { isHarmless, tidy } from '../paths.ts';
import { runShellInput, runShellString } from './run-code.ts';

/** Shells and the commands of a shell that run strings. */
export const shells: Rules = {
  sh: runShell,
  eval: (call) => {
    const [first, ...more] = call.words;
    if (!first) return noFlow;
    const one = more.length === 0 ? first : joinWords(call.words);
    return runShellString(call, one);
  },
  source: runFile,
  trap: (call) => {
    const [first] = call.words;
    if (
      !first ||
      first.text === '-' ||
      first.text === '' ||
      /^-[lp]$/.test(first.text) ||
      call.words.length === 1
    ) {
      call.report('read-only', call.span);
      return noFlow;
    }
    return runShellString(call, first);
  },
  alias: (call) => {
    call.report('read-only', call.span);
    for (const word of call.words) {
      const equals = word.text.indexOf('=');
      if (equals <= 0) continue;
      const text = word.text.slice(equals + 1);
      call.machine.scope.aliases.set(word.text.slice(0, equals), text);
      if (text.trim() !== '') call.machine.runText({ ...word, text, verbatim: undefined }, noFlow);
    }
    return noFlow;
  },
  unalias: (call) => {
    for (const { text } of call.words) call.machine.scope.aliases.delete(text);
    call.report('read-only', call.span);
    return noFlow;
  },
  su: (call) => {
    call.report('privilege-escalation');
    const code = call.invocation.options.find(({ option }) => option?.marks.includes('shell'))
      ?.values[0];
    if (code) return runShellString(call, code);
    // `runuser -u USER COMMAND`, `su USER -- COMMAND`.
    const isOption = call.invocation.options.some(({ name }) => name === '-u' || name === '--user');
    const words = call.invocation.operands.slice(isOption ? 0 : 1);
    if (words.length > 0) return call.machine.runWords(words, call.stdin);
    return runShellInput(call, call.stdin);
  },
  script: (call) => {
    const code = call.invocation.options.find(({ option }) => option?.marks.includes('shell'))
      ?.values[0];
    if (call.invocation.operands[0])
      call.machine.writes(call.invocation.operands[0], { truncates: true });
    call.report('create-file', call.span);
    return code ? runShellString(call, code) : undefined;
  },
};

export function joinWords(words: readonly Argument[]): Argument {
  const [first] = words;
  const last = words.at(-1);
  return {
    text: words.map(({ text }) => text).join(' '),
    dynamic: words.some(({ dynamic }) => dynamic),
    glob: false,
    span: { start: first?.span.start ?? 0, end: last?.span.end ?? 0 },
    verbatim: words.length === 1 ? first?.verbatim : undefined,
    substitution: undefined,
  };
}

interface ShellWords {
  readonly letters: string;
  readonly rest: readonly Argument[];
}

/** `-lc`, `-o pipefail`, `+x`: a shell's letters are never glued to a value. */
function readShellWords(words: readonly Argument[]): ShellWords {
  let letters = '';
  let at = 0;
  for (; at < words.length; at++) {
    const { text } = words[at]!;
    if (text === '--' || text === '-') {
      at += 1;
      break;
    }
    if (/^--(?:rcfile|init-file)$/.test(text)) at += 1;
    else if (text.startsWith('--')) letters += text === '--help' || text === '--version' ? '?' : '';
    else if (/^[-+][A-Za-z]+$/.test(text)) {
      if (text.startsWith('-')) letters += text.slice(1);
      at += text.slice(1).replace(/[^oO]/g, '').length;
    } else break;
  }
  return { letters, rest: words.slice(at) };
}

function runShell(call: Call): Flow {
  const { letters, rest } = readShellWords(call.words);
  for (const { text, span } of call.words)
    if (text.startsWith('--rcfile') || text.startsWith('--init-file'))
      call.report('dynamic-command', span);
  if (letters.includes('?')) {
    call.report('help-or-version', call.span);
    return noFlow;
  }
  const [first, ...more] = rest;
  if (letters.includes('c')) {
    if (!first) return noFlow;
    if (letters.includes('n')) {
      call.report('read-only', call.span);
      return noFlow;
    }
    return runShellString(call, first, more);
  }
  if (letters.includes('n')) {
    call.report('read-only', call.span);
    return noFlow;
  }
  if (!first || letters.includes('s') || isHarmless(first.text)) {
    if (letters.includes('i') && call.stdin.origin === 'download')
      call.report('remote-code-execution', call.span, {
        text: 'Gives another host a shell on this one.',
      });
    return call.open
      ? runShellInput(call, derived(call.stdin, []))
      : runShellInput(call, call.stdin);
  }
  return runFileOf(call, first);
}

function runFile(call: Call): Flow {
  const [file] = call.words;
  if (!file) return noFlow;
  return isHarmless(file.text) ? runShellInput(call, call.stdin) : runFileOf(call, file);
}

function runFileOf(call: Call, file: Argument): Flow {
  const printed = call.machine.substituted(file);
  if (printed)
    return runShellInput(
      call,
      file.substitution
        ? { ...printed, origin: printed.origin === 'none' ? 'unknown' : printed.origin }
        : derived(printed, []),
      file,
    );
  const written = call.machine.contents.get(tidy(file.text));
  if (written)
    return runShellInput(call, written.origin === 'none' ? derived(written, []) : written, file);
  call.report('dynamic-command', file, {
    text: 'Runs the contents of a file, which is not seen here.',
  });
  return derived(call.stdin, []);
}
