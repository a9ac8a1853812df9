import { plainArgument, type Argument } from '../../syntax/argument.ts';
import type { Call, Rules } from '../call.ts';
import { derived, noFlow, type Flow } from '../flow.ts';
import { followTable } from '../follow-table.ts';
import { isHarmless } from '../paths.ts';
import { reportAwk } from './awk-program.ts';
import { given } from './files.ts';
import { joinWords } from './shells.ts';
import { scriptEffects, shellCommandsIn } from './script-effects.ts';
import { readSedScript } from './sed-script.ts';

/** Programs whose argument is a program of another language. */
export const codeRules: Rules = {
  awk: (call) => {
    const flow = call.tool ? followTable(call, call.tool) : undefined;
    const { options, operands } = call.invocation;
    const scripted = options.filter(({ option }) => option?.marks.includes('script'));
    const sources = scripted
      .filter(({ option }) => option?.marks.includes('awk-code'))
      .flatMap(({ values }) => values);
    const program = scripted.length === 0 ? operands[0] : undefined;
    for (const source of program ? [program, ...sources] : sources) {
      reportAwk(call, source);
      if (source.dynamic && /^["']?[$`]/.test(source.text)) call.report('dynamic-command', source);
    }
    if (
      options.some(
        ({ option, values }) =>
          option?.marks.includes('awk-include') && /inplace/.test(values[0]?.text ?? ''),
      )
    )
      call.report('in-place-edit', call.span);
    return flow;
  },
  sed: (call) => {
    const flow = call.tool ? followTable(call, call.tool) : undefined;
    const { options, operands } = call.invocation;
    const scripts = options
      .filter(({ name }) => name === '-e' || name.startsWith('--expr'))
      .flatMap(({ values }) => values);
    const hasScript = options.some(({ option }) => option?.marks.includes('script'));
    // BSD: the suffix of -i stands in a word of its own.
    const first = operands[0]?.text === '' && given(call, '-i') ? operands[1] : operands[0];
    if (!hasScript && first) scripts.push(first);
    for (const script of scripts) {
      if (script.dynamic && /^["']?[$`]/.test(script.text)) call.report('dynamic-command', script);
      const { commands, writes } = readSedScript(script.text);
      for (const command of commands) {
        call.report('opaque-code', script, { text: 'sed runs text as shell commands.' });
        if (command !== '')
          call.machine.runText({ ...script, text: command, verbatim: undefined }, noFlow);
      }
      for (const path of writes) {
        if (isHarmless(path)) continue;
        call.report('overwrite-file', script, { text: 'The script writes a file.' });
        call.machine.writes(plainArgument(path, script.span), { truncates: true });
      }
    }
    if (given(call, '-i') && !given(call, '-n')) return noFlow;
    return flow;
  },
  make: (call) => {
    // `-f -`: the recipes of a makefile that comes through a pipe are lines of a shell script.
    const at = call.words.findIndex(({ text }) => /^(?:-f|--file|--makefile)$/.test(text));
    const file = call.words[at + 1];
    const glued = call.words.find(({ text }) => /^(?:-f|--(?:make)?file=)./.test(text));
    const name = at !== -1 ? file?.text : glued?.text.replace(/^(?:-f|--(?:make)?file=)/, '');
    if (name === '-' || name === '/dev/stdin') {
      const { text } = call.stdin;
      if (text === null) call.report('opaque-code', call.span);
      else {
        const recipes = text
          .split('\n')
          .filter((line) => line.startsWith('\t') || /^[\w.-]+:[^=].*;/.test(line))
          .map((line) => line.replace(/^\t[@+-]*|^[^;]*;/, '').replaceAll('$$', '$'));
        call.machine.runText(plainArgument(recipes.join('\n'), call.span), noFlow);
      }
    }
    return undefined;
  },
  python: runInterpreter,
  perl: runInterpreter,
  ruby: runInterpreter,
  node: runInterpreter,
  php: runInterpreter,
  lua: runInterpreter,
  bc: (call) => {
    const texts = [...call.words.map(({ text }) => text), call.stdin.text ?? ''];
    for (const match of texts.join('\n').matchAll(/!([^\n=<>].*)/g))
      if (call.name === 'dc') call.machine.runText(plainArgument(match[1]!, call.span), noFlow);
    return undefined;
  },
  mlr: (call) => {
    for (const operand of call.invocation.operands) reportAwk(call, operand);
    return undefined;
  },
  less: (call) => {
    for (const word of call.words)
      if (word.text.startsWith('+') && word.text.includes('!')) {
        call.report('dynamic-command', word);
        call.machine.runText(
          { ...word, text: word.text.replace(/^.*?!/, ''), verbatim: undefined },
          noFlow,
        );
      }
    return undefined;
  },
  vi: (call) => {
    const commands = call.invocation.options
      .filter(({ option }) => option?.marks.includes('editor-command'))
      .flatMap(({ values }) => values);
    for (const { text, span } of [
      ...commands,
      ...call.words.filter(({ text }) => text.startsWith('+')),
    ]) {
      const command =
        /(?:^\+?|\|)\s*:?!(.+)$|\bsystem\(["'](.+?)["']\)|\b(?:shell-command|call-process)\s+"(.+?)"/.exec(
          text,
        );
      const run = command?.[1] ?? command?.[2] ?? command?.[3];
      if (run) call.machine.runText(plainArgument(run, span), noFlow);
      call.report('in-place-edit', span);
    }
    if (
      call.stdin.origin === 'literal' &&
      call.stdin.text !== null &&
      /^(?:ed|ex)$/.test(call.name)
    )
      for (const match of call.stdin.text.matchAll(/^!(.+)$/gm))
        call.machine.runText(plainArgument(match[1]!, call.span), noFlow);
    const reads =
      call.name === 'view' || call.words.some(({ text }) => text === '-R' || text === '-M');
    call.report(reads && commands.length === 0 ? 'read-only' : 'interactive', call.span);
    return noFlow;
  },
};

function runInterpreter(call: Call): Flow | undefined {
  const { options, operands } = call.invocation;
  const has = (mark: string): boolean => options.some(({ option }) => option?.marks.includes(mark));
  if (has('help')) {
    call.report('help-or-version', call.span);
    return noFlow;
  }
  for (const { option, argument } of options) {
    if (!option) call.report('unknown-option', argument);
    else if (option.marks.includes('in-place-edit')) call.report('in-place-edit', argument);
  }
  const pieces = options
    .filter(({ option }) => option?.marks.includes('code'))
    .flatMap(({ values }) => values);
  for (const piece of pieces) reportScript(call, piece);
  const module = options.find(({ option }) => option?.marks.includes('module'))?.values[0];
  if (module) return runModule(call, module);
  if (pieces.length > 0)
    return derived(
      call.stdin,
      pieces.map(({ text }) => text),
    );
  const [file] = operands;
  if (!file || isHarmless(file.text)) return runInput(call);
  const printed = call.machine.substituted(file);
  if (printed) {
    if (printed.origin === 'download') call.report('remote-code-execution', file);
    else if (printed.text !== null) reportScript(call, plainArgument(printed.text, file.span));
    else
      call.report('opaque-code', file, {
        level: printed.origin === 'decoded' ? 'destructive' : 'caution',
      });
    return derived(noFlow, []);
  }
  if (
    options.some(({ name }) => name === '-c' || name === '--check') &&
    /^(?:perl|ruby|node|nodejs)$/.test(call.name)
  ) {
    call.report('read-only', call.span);
    return noFlow;
  }
  call.report('job-submit', call.span, { text: 'Runs a script whose contents are not seen here.' });
  return derived(call.stdin, []);
}

/** Code on the command line can do anything; what is known to destroy says so. */
function reportScript(call: Call, code: Argument): void {
  call.report('opaque-code', code, {
    level: 'caution',
    text: 'Code of another language, which can do anything.',
  });
  const source = code.dynamic ? call.machine.substituted(code) : undefined;
  if (source?.origin === 'download') call.report('remote-code-execution', code);
  if (
    source?.origin === 'decoded' ||
    (code.dynamic && /^\s*["']?(?:\$[\w{(]|`)[^;\n]*$/.test(code.text) && !source)
  )
    call.report('opaque-code', code);
  const language = call.name.replace(/[\d.]+$/, '');
  for (const effect of scriptEffects(code.text, language))
    call.report(effect.code, code, { text: effect.text });
  for (const command of shellCommandsIn(code.text, language))
    call.machine.runText({ ...code, text: command, verbatim: undefined }, noFlow);
}

function runInput(call: Call): Flow {
  const { text, origin } = call.stdin;
  if (origin === 'none') call.report('interactive', call.span);
  else if (origin === 'download') call.report('remote-code-execution', call.span);
  else if (text !== null) {
    const code = { ...plainArgument(text, call.program.span), verbatim: call.stdin.verbatim };
    reportScript(call, code);
    if (origin === 'decoded') call.report('opaque-code', call.span);
  } else
    call.report('opaque-code', call.span, {
      level: origin === 'decoded' ? 'destructive' : 'caution',
      text: 'Runs code that comes through the input and is not seen here.',
    });
  return derived(call.stdin, []);
}

/** Modules of Python that only read, and those that are programs of their own. */
function runModule(call: Call, module: Argument): Flow {
  if (
    /^(?:json\.tool|this|calendar|site|sysconfig|platform|tokenize|ast|dis|pydoc|timeit|sqlite3)$/.test(
      module.text,
    )
  ) {
    const writes = call.invocation.operands[1];
    if (module.text === 'json.tool' && writes) call.report('overwrite-file', writes);
    call.report(
      module.text === 'timeit' || module.text === 'sqlite3' ? 'job-submit' : 'read-only',
      call.span,
    );
    return derived(call.stdin, []);
  }
  if (/^(?:pip|dbt|airflow|awscli)$/.test(module.text))
    return call.machine.runWords(
      [
        { ...module, text: module.text === 'awscli' ? 'aws' : module.text },
        ...call.invocation.operands,
      ],
      call.stdin,
    );
  call.report('job-submit', joinWords([call.program, module]));
  return derived(call.stdin, []);
}
