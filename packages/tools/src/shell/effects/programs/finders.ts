import type { Argument } from '../../syntax/argument.ts';
import type { Rules } from '../call.ts';
import { derived, flowOf, noFlow } from '../flow.ts';
import { followTable } from '../follow-table.ts';
import { isBroad } from '../paths.ts';
import { runShellString } from './run-code.ts';

/** Programs that run a command on what they find or read. */
export const finders: Rules = {
  find: (call) => {
    if (call.tool) followTable(call, call.tool);
    for (const { option, values, argument } of call.invocation.options) {
      if (option?.marks.includes('delete-many') && call.invocation.operands.some(isBroad))
        call.report('delete-broad', argument);
      if (!option?.marks.includes('until-semicolon')) continue;
      const end = values.at(-1);
      const command = end && (end.text === ';' || end.text === '+') ? values.slice(0, -1) : values;
      call.machine.runWords(withPlaceholder(command, '{}'), noFlow, { open: true });
    }
    return flowOf('unknown');
  },
  xargs: (call) => {
    const { options, operands } = call.invocation;
    for (const { option, argument } of options)
      if (!option) call.report('unknown-option', argument);
    const replace = options.find(({ name }) => /^(?:-I|-J|-i|--replace)/.test(name));
    if (operands.length === 0) {
      call.report('read-only', call.span);
      return derived(call.stdin, []);
    }
    const words = replace ? withPlaceholder(operands, replace.values[0]?.text ?? '{}') : operands;
    if (!replace && isShellWithoutCode(operands)) {
      call.report('opaque-code', call.span);
      return derived(call.stdin, []);
    }
    return call.machine.runWords(words, derived(call.stdin, []), { open: true });
  },
  parallel: (call) => {
    const { options, operands } = call.invocation;
    if (options.some(({ option }) => option?.marks.includes('dry-run'))) {
      call.report('dry-run', call.span);
      return derived(call.stdin, []);
    }
    for (const { option, argument } of options) {
      if (!option) call.report('unknown-option', argument);
      if (option?.marks.includes('network-send')) call.report('network-send', argument);
    }
    const cut = operands.findIndex(({ text }) => /^:{3,4}\+?$/.test(text));
    const command = cut < 0 ? operands : operands.slice(0, cut);
    const given = cut < 0 ? [] : operands.slice(cut + 1);
    if (command.length === 0) {
      for (const word of given) runShellString(call, word);
      if (given.length === 0)
        call.report('opaque-code', call.span, {
          level:
            call.stdin.origin === 'none' || call.stdin.origin === 'file'
              ? 'caution'
              : 'destructive',
        });
      return derived(call.stdin, []);
    }
    const words = withPlaceholder(command, '{}');
    if (words.length === 1 && /\s/.test(words[0]!.text)) return runShellString(call, words[0]!);
    return call.machine.runWords(words, noFlow, { open: true });
  },
};

/** `sh -c` at the end of `xargs`: each line of the input is run. */
function isShellWithoutCode(words: readonly Argument[]): boolean {
  const [first, ...rest] = words;
  return (
    first !== undefined &&
    /^(?:.*\/)?(?:sh|bash|zsh|dash|ksh|eval)$/.test(first.text) &&
    rest.every(({ text }) => text.startsWith('-')) &&
    rest.some(({ text }) => /^-\w*c$/.test(text))
  );
}

/** What is put in place of `{}` is not known. */
function withPlaceholder(words: readonly Argument[], place: string): Argument[] {
  return words.map((word) =>
    place !== '' && word.text.includes(place)
      ? {
          ...word,
          text: word.text.replaceAll(place, '$ITEM'),
          dynamic: true,
          verbatim: undefined,
        }
      : word,
  );
}
