import type { Call, Rules } from '../call.ts';
import { derived, flowOf, joined, literalFlow, noFlow, type Flow } from '../flow.ts';
import { followTable } from '../follow-table.ts';
import { isSecret, tidy } from '../paths.ts';
import { unescapeText } from './decode.ts';

/** Programs that print what they are given, and builtins that set what is known of the shell. */
export const printing: Rules = {
  echo: (call) => {
    call.report('quoted-text', call.span);
    const texts = call.words.map(({ text }) => text);
    let escapes = false;
    let ending = '\n';
    while (texts[0] !== undefined && /^-[neE]+$/.test(texts[0])) {
      const option = texts.shift()!;
      if (option.includes('e')) escapes = true;
      if (option.includes('n')) ending = '';
    }
    const text = texts.join(' ') + ending;
    // Some shells read escapes in any echo.
    const hides = hidesLetters(text);
    return printed(call, escapes || hides ? unescapeText(text) : text, hides);
  },
  printf: (call) => {
    const variable = call.invocation.options.find(({ name }) => name === '-v')?.values[0];
    const [format, ...values] = call.invocation.operands;
    call.report('quoted-text', call.span);
    if (!format) return noFlow;
    const text = fill(
      format.text,
      values.map(({ text }) => text),
    );
    const flow = printed(call, text, hidesLetters(format.text));
    if (!variable) return flow;
    call.machine.scope.variables.set(variable.text, {
      items: [flow.text ?? ''],
      dynamic: flow.text === null,
    });
    return noFlow;
  },
  cat: (call) => {
    if (call.tool) followTable(call, call.tool);
    const { operands } = call.invocation;
    for (const operand of operands)
      if (isSecret(operand.text))
        call.report('credential-use', operand, { text: 'Shows what by its name is a secret.' });
    if (call.stdin.origin === 'literal') call.report('quoted-text', call.span);
    if (operands.length === 0) return call.open ? derived(call.stdin, []) : call.stdin;
    if (operands.every(({ text }) => text === '/dev/null')) return literalFlow('');
    let flow = noFlow;
    for (const operand of operands) {
      if (operand.text === '-' || operand.text === '/dev/stdin') flow = joined(flow, call.stdin);
      else if (operand.text !== '/dev/null')
        flow = joined(
          flow,
          call.machine.substituted(operand) ??
            call.machine.contents.get(tidy(operand.text)) ??
            flowOf('file', [operand.text]),
        );
    }
    return flow;
  },
  read: (call) => {
    call.report('read-only', call.span);
    runIndexes(call);
    for (const { option, values } of call.invocation.options)
      if (option?.marks.includes('shell') && values[0]) call.machine.runText(values[0], noFlow);
    for (const { text } of call.invocation.operands)
      call.machine.scope.variables.set(text, {
        items: [call.stdin.text?.trim() ?? `$${text}`],
        dynamic:
          call.stdin.text === null || call.invocation.operands.length > 1 || call.machine.repeats,
      });
    return noFlow;
  },
  test: runIndexes,
  export: (call) => {
    call.report('read-only', call.span);
    runIndexes(call);
    if (call.name === 'set') {
      const at = call.words.findIndex(({ text }) => text === '--');
      const values =
        at >= 0
          ? call.words.slice(at + 1)
          : // The word behind `-o` and `-euo` is the name of an option.
            call.words.filter(
              ({ text }, index) =>
                !/^[-+]/.test(text) && !/^[-+][a-z]*o$/i.test(call.words[index - 1]?.text ?? ''),
            );
      if (at >= 0 || values.length > 0)
        call.machine.scope.positional = {
          items: values.map(({ text }) => text),
          dynamic: values.some(({ dynamic }) => dynamic),
        };
      if (call.words.length === 0) return { ...derived(noFlow, []), paths: ['environment/.env'] };
    }
    if (call.name === 'history' && call.words.some(({ text }) => /^-[cdw]/.test(text)))
      call.report('delete-file', call.span);
    // Names stand for other programs, or commands are run by keys and completion.
    const runsLater = { hash: '-p', bind: '-x', complete: '-C', compgen: '-C' }[call.name];
    const at = call.words.findIndex(({ text }) => text === runsLater);
    if (runsLater !== undefined && at >= 0) {
      call.report('dynamic-command', call.span);
      const code = call.words[at + 1];
      if (code)
        call.machine.runText(
          { ...code, text: code.text.replace(/^"[^"]*":\s*/, ''), verbatim: undefined },
          noFlow,
        );
      const name = call.words[at + 2];
      if (call.name === 'hash' && code && name)
        call.machine.scope.aliases.set(name.text, code.text);
    }
    if (call.name === 'enable' && call.words.some(({ text }) => text === '-f'))
      call.report('dynamic-command', call.span);
    return derived(noFlow, []);
  },
};

/** `unset 'a[$(…)]'`, `let 'x=a[$(…)]'`: an index is computed although it stands in quotes. */
function runIndexes(call: Call): undefined {
  for (const word of call.words) {
    const inside = /\[.*?(\$\(.*|`.*`)/s.exec(word.text)?.[1];
    if (inside && !word.dynamic)
      call.machine.runText(
        { ...word, text: `: ${inside.replace(/\][^\]]*$/, '')}`, verbatim: undefined },
        noFlow,
      );
  }
  return undefined;
}

/** Letters written as numbers are there to hide what is written. */
function hidesLetters(text: string): boolean {
  return /\\(?:x[46-7][0-9a-f]|0?1[0-7]{2}|u00[4-7])/i.test(text);
}

/** `hides`: it was written so that its words cannot be read. */
function printed(call: Call, value: string, hides: boolean): Flow {
  const dynamic = call.words.some((word) => word.dynamic);
  const secret = call.words.find(({ text }) => /\$\{?\w*(?:PASS|SECRET|TOKEN|KEY)\w*/i.test(text));
  const paths = secret ? ['environment/.env'] : [];
  if (secret)
    call.report('credential-use', secret, { text: 'Prints what by its name is a secret.' });
  let flow = { ...literalFlow(value), paths };
  if (dynamic) {
    let source: Flow | undefined;
    for (const word of call.words) source ??= call.machine.substituted(word);
    // What is not known stands in the text as it is written, so that the rest can still be read.
    if (source && source.origin !== 'literal' && source.origin !== 'none')
      flow = { ...derived(source, []), hint: value, paths: [...source.paths, ...paths] };
  }
  return hides ? { ...flow, origin: 'decoded' } : flow;
}

/** `%s`, `%b`, `%d`, `%c`; the format is used again while there are values. */
function fill(format: string, values: string[]): string {
  const rest = [...values];
  const written = unescapeText(format);
  let text = '';
  do {
    text += written.replace(
      /%(?:%|[-+ 0#]*\d*(?:\.\d+)?([a-zA-Z]))/g,
      (whole, letter: string | undefined) => {
        if (whole === '%%') return '%';
        const value = rest.shift() ?? '';
        return letter === 'c' ? value.slice(0, 1) : letter === 'b' ? unescapeText(value) : value;
      },
    );
  } while (rest.length > 0 && /%[^%]/.test(format) && text.length < 50_000);
  return text;
}
