import { plainArgument, type Argument } from '../../syntax/argument.ts';
import type { Call } from '../call.ts';
import { derived, flowOf } from '../flow.ts';

const longestProgram = 20_000;
const dangerousText = /\b(?:rm|dd|mkfs|shred|kill|drop|truncate|shutdown|unlink)\b/i;

/** Effects of an awk program: commands that it runs and files that it writes. */
export function reportAwk(call: Call, program: Argument): void {
  const code = program.text.slice(0, longestProgram);
  const masked = maskLiterals(code);
  const run = (command: string | undefined): void => {
    if (command !== undefined)
      call.machine.runText(
        { ...program, text: command, verbatim: undefined },
        derived(flowOf('unknown'), [code]),
      );
    else
      call.report('opaque-code', program, {
        level: dangerousText.test(code) ? 'destructive' : 'caution',
        text: 'Runs commands that the program puts together.',
      });
  };
  for (const { index, 0: found } of masked.matchAll(/\bsystem\s*\(\s*/g)) {
    const argument = literalAt(code, masked, index + found.length);
    run(argument?.text);
    const joins = argument && !/^\s*\)/.test(masked.slice(argument.end));
    if (joins && dangerousText.test(argument.text)) call.report('opaque-code', program);
  }
  for (const { index } of masked.matchAll(/\|&?\s*getline\b/g))
    run(literalBefore(code, masked, index));
  for (const { index, 0: found } of masked.matchAll(/\bprintf?\b/g))
    reportOutput(call, program, code, masked, index + found.length, run);
  // A function called by the name that a variable holds.
  if (/@(?!load|include|namespace)[A-Za-z_]\w*\s*\(/.test(masked)) run(undefined);
  if (/@(?:load|include)\b/.test(masked)) call.report('dynamic-command', program);
  if (/"\/inet\d?\/(?:tcp|udp)/.test(code)) call.report('network-send', program);
}

/** Where a `print` goes: `> "file"`, `| "command"`; a comparison in parentheses is none. */
function reportOutput(
  call: Call,
  program: Argument,
  code: string,
  masked: string,
  from: number,
  run: (command: string | undefined) => void,
): void {
  let depth = 0;
  for (let at = from; at < masked.length; at++) {
    const character = masked[at]!;
    if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth -= 1;
    else if (depth > 0) continue;
    else if (depth < 0 || /[;}\n]/.test(character)) return;
    else if (character === '|' && masked[at + 1] === '|') at += 1;
    else if (character === '|' || character === '>') {
      const sign = /^(?:\|&?|>>?)\s*/.exec(masked.slice(at))![0];
      const literal = literalAt(code, masked, at + sign.length);
      if (character === '|') {
        run(literal?.text);
        // `print "rm -r x" | "sh"`: what is printed is the script.
        const blanks = /^[\s(]*/.exec(masked.slice(from))![0].length;
        const printed = literalAt(code, masked, from + blanks)?.text;
        if (printed !== undefined && /^(?:\S*\/)?(?:ba|z|da|k|a)?sh\b/.test(literal?.text ?? ''))
          call.machine.runText(
            { ...program, text: printed, verbatim: undefined },
            flowOf('unknown'),
          );
      } else reportFile(call, program, literal?.text, sign.trim() === '>>');
      return;
    }
  }
}

function reportFile(
  call: Call,
  program: Argument,
  path: string | undefined,
  appends: boolean,
): void {
  if (path !== undefined && /^(?:\/dev\/(?:stderr|stdout|null|tty)|-)$/.test(path)) return;
  call.report(appends ? 'create-file' : 'overwrite-file', program, {
    text: 'The program writes files.',
  });
  if (path !== undefined)
    call.machine.writes(plainArgument(path, program.span), { truncates: !appends });
}

/** Strings, regular expressions and comments as blanks of the same length; the quotes of strings stay. */
function maskLiterals(code: string): string {
  return code.replace(
    /"(?:[^"\\]|\\[^])*"|#[^\n]*|(?<=(?:^|[(,~!&|{};\n])\s*)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//g,
    (literal) =>
      literal.startsWith('"') ? `"${'_'.repeat(literal.length - 2)}"` : ' '.repeat(literal.length),
  );
}

function literalAt(
  code: string,
  masked: string,
  at: number,
): { text: string; end: number } | undefined {
  const literal = /^"_*"/.exec(masked.slice(at))?.[0];
  return literal === undefined
    ? undefined
    : { text: unquote(code.slice(at, at + literal.length)), end: at + literal.length };
}

function literalBefore(code: string, masked: string, at: number): string | undefined {
  const found = /("_*")[\s)]*$/.exec(masked.slice(0, at));
  return found ? unquote(code.slice(found.index, found.index + found[1]!.length)) : undefined;
}

function unquote(literal: string): string {
  return literal.slice(1, -1).replace(/\\(["\\/])/g, '$1');
}
