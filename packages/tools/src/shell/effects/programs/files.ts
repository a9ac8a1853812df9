import type { Argument } from '../../syntax/argument.ts';
import type { Call, Rules } from '../call.ts';
import { derived, flowOf, noFlow } from '../flow.ts';
import { followTable } from '../follow-table.ts';
import { isBroad, isDevice, isHarmless, tidy } from '../paths.ts';

/** Programs whose effect depends on which files they are given. */
export const fileRules: Rules = {
  rm: (call) => {
    reportUnknownOptions(call);
    const { operands } = call.invocation;
    const recursive = given(call, '-r');
    for (const operand of operands) {
      if (isDevice(operand.text)) call.report('overwrite-device', operand);
      if (recursive && isBroad(operand)) call.report('delete-broad', operand);
    }
    if (recursive) call.report('delete-recursive', call.span);
    else if (call.open) call.report('delete-many', call.span);
    else {
      call.report('delete-file', call.span);
      const pattern = operands.find(({ glob }) => glob);
      if (pattern)
        call.report('delete-many', pattern, { text: 'A pattern can stand for many files.' });
      const listed = operands.find(({ text, dynamic }) => dynamic && /\$\(|`|[@*]/.test(text));
      if (listed)
        call.report('delete-many', listed, { text: 'Deletes what another command lists.' });
      const varying = operands.find(({ text, dynamic }) => dynamic && /\$\w+|\$\{/.test(text));
      if (varying && call.machine.repeats)
        call.report('delete-many', varying, { text: 'Deletes again and again, in a loop.' });
    }
    return noFlow;
  },
  rmdir: (call) => {
    reportUnknownOptions(call);
    call.report('delete-file', call.span);
    return noFlow;
  },
  mv: (call) => {
    const { operands } = call.invocation;
    const target = targetOf(call);
    if (target && isHarmless(target.text))
      call.report('delete-many', call.span, { text: 'Moves files where they are lost.' });
    for (const source of operands.slice(0, -1))
      if (isBroad(source) && !/^(?:\.\/)?\*$/.test(source.text) && tidy(source.text) !== '.')
        call.report('delete-broad', source, {
          text: 'Moves a folder that the system or a user needs.',
        });
    if (target) call.machine.writes(target, { truncates: false });
    reportUnknownOptions(call);
    call.report('move-or-rename', call.span);
    return noFlow;
  },
  cp: (call) => {
    const { operands } = call.invocation;
    const target = targetOf(call);
    if (target) call.machine.writes(target, { truncates: false });
    if (target && operands[0]?.text === '/dev/null' && !isHarmless(target.text))
      call.report('truncate-file', target);
    if (target && /^\/dev\/(?:zero|u?random)$/.test(operands[0]?.text ?? ''))
      call.report('truncate-file', target);
    reportUnknownOptions(call);
    if (target && isHarmless(target.text)) call.report('read-only', call.span);
    else call.report('create-file', call.span);
    return target && isHarmless(target.text)
      ? flowOf(
          'file',
          operands.slice(0, -1).map(({ text }) => text),
        )
      : noFlow;
  },
  ln: (call) => {
    const target = targetOf(call);
    if (target && call.invocation.operands.length > 1)
      call.machine.writes(target, { truncates: false });
    if (call.tool) followTable(call, call.tool);
    return noFlow;
  },
  install: (call) => {
    const target = targetOf(call);
    if (target) call.machine.writes(target, { truncates: false });
    if (target && call.invocation.operands[0]?.text === '/dev/null')
      call.report('truncate-file', target);
    if (call.tool) followTable(call, call.tool);
    return noFlow;
  },
  truncate: (call) => {
    reportUnknownOptions(call);
    const size =
      call.invocation.options.find(({ name }) => name === '-s' || name.startsWith('--s'))?.values[0]
        ?.text ?? '';
    // Only `+N` and `>N` keep all that is there.
    if (/^[+>]/.test(size)) call.report('create-file', call.span);
    else call.report('truncate-file', call.span);
    for (const operand of call.invocation.operands)
      call.machine.writes(operand, { truncates: false });
    return noFlow;
  },
  tee: (call) => {
    reportUnknownOptions(call);
    const appends = given(call, '-a');
    const files = call.invocation.operands.filter(({ text }) => !isHarmless(text));
    for (const file of files) {
      if (file.substitution) continue;
      call.machine.writes(file, { truncates: !appends });
      if (appends) call.report('create-file', file);
      else if (call.stdin.text === '') call.report('truncate-file', file);
      else call.report('overwrite-file', file);
    }
    if (files.length === 0) call.report('read-only', call.span);
    return call.stdin;
  },
  dd: (call) => {
    const value = (name: string): Argument | undefined =>
      call.invocation.options.find((option) => option.name === name)?.values[0];
    const output = value('of=');
    const input = value('if=');
    if (input) call.machine.reads(input);
    for (const { option, argument } of call.invocation.options)
      if (!option) call.report('unknown-option', argument);
    if (call.open)
      call.report('overwrite-device', call.span, {
        level: 'caution',
        text: 'Where it writes is not known.',
      });
    if (!output || isHarmless(output.text)) {
      call.report('read-only', call.span);
      return input ? flowOf('file', [input.text]) : derived(call.stdin, []);
    }
    if (output.dynamic)
      call.report('overwrite-device', output, {
        text: 'Writes to a place that is only known when it runs, which may be a disk.',
      });
    else if (!isDevice(output.text)) call.report('overwrite-file', output);
    call.machine.writes(output, { truncates: value('conv=')?.text.includes('notrunc') !== true });
    return noFlow;
  },
  chmod: (call) => {
    reportUnknownOptions(call);
    const { operands } = call.invocation;
    const recursive = given(call, '-R');
    const mode = operands[0]?.text ?? '';
    const paths = operands.slice(1);
    const open =
      /^0?[0-7]?[0-7]?[0-7][2367]$/.test(mode) ||
      /(?:^|,)[ugoa]*[oa][ugoa]*[+=][rxXst]*w|(?:^|,)[+=][rxX]*w[rxX]*(?:,|$)/.test(mode);
    const setsUser = /[+=][rwxX]*s/.test(mode) || /^[2467][0-7]{3}$/.test(mode);
    const broad = paths.find(isBroad);
    if (open && (recursive || broad)) call.report('permission-broad', call.span);
    else if (recursive && broad) call.report('permission-broad', broad);
    else if (setsUser)
      call.report('permission-broad', call.span, {
        text: 'Lets everybody run a program with the rights of its owner.',
      });
    else if (open && /7$|a[+=]rwx/.test(mode) && call.open)
      call.report('permission-broad', call.span);
    else if (recursive && /^0?[0-4]?0{3}$/.test(mode))
      call.report('permission-broad', call.span, { text: 'Takes all access away, for everybody.' });
    call.report('permission-change', call.span);
    return noFlow;
  },
  chown: (call) => {
    reportUnknownOptions(call);
    const broad = call.invocation.operands.slice(1).find(isBroad);
    if (given(call, '-R') && broad) call.report('permission-broad', broad);
    call.report('permission-change', call.span);
    return noFlow;
  },
  touch: (call) => {
    for (const operand of call.invocation.operands)
      call.machine.writes(operand, { truncates: false });
    if (call.tool) followTable(call, call.tool);
    return noFlow;
  },
  mkfs: (call) => {
    const dry =
      call.invocation.options.some(
        ({ option, name }) =>
          option?.marks.includes('dry-run') && name === '-n' && !/vfat|fat|dos/.test(call.name),
      ) ||
      (/xfs/.test(call.name) && call.invocation.options.some(({ name }) => name === '-N'));
    call.report(dry ? 'dry-run' : 'format-filesystem', call.span);
    return noFlow;
  },
  uniq: (call) => {
    const output = call.invocation.operands[1];
    if (call.tool) followTable(call, call.tool);
    if (output && !isHarmless(output.text)) call.report('overwrite-file', output);
    return output ? noFlow : undefined;
  },
  xxd: (call) => {
    const output = call.invocation.operands[1];
    if (output && !isHarmless(output.text)) call.report('overwrite-file', output);
    return undefined;
  },
};

/** Whether an option was given under any of its names. */
export function given(call: Call, name: string): boolean {
  return call.invocation.options.some(({ option }) => option?.names.includes(name) ?? false);
}

/** Where `cp`, `mv`, `ln` and `install` write. */
function targetOf(call: Call): Argument | undefined {
  const folder = call.invocation.options.find(
    ({ name }) => name === '-t' || name === '--target-directory',
  );
  return (
    folder?.values[0] ??
    (call.invocation.operands.length > 1 || call.open ? call.invocation.operands.at(-1) : undefined)
  );
}

export function reportUnknownOptions(call: Call): void {
  for (const { option, argument } of call.invocation.options)
    if (!option && !argument.dynamic)
      call.report('unknown-option', argument, {
        text: `${argument.text.slice(0, 40)} is not in the table of ${call.name}.`,
      });
}
