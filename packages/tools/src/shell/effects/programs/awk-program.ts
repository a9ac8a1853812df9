import type { Call } from '../call.ts';
import { noFlow } from '../flow.ts';
import { plainArgument, type Argument } from '../../syntax/argument.ts';

/** Effects of an awk program: commands that it runs and files that it writes. */
export function reportAwk(call: Call, program: Argument): void {
  const { text } = program;
  const run = (command: string | undefined): void => {
    if (command === undefined)
      call.report('opaque-code', program, {
        level: dangerousText.test(text) ? 'destructive' : 'caution',
        text: 'Runs commands that the program puts together.',
      });
    else call.machine.runText({ ...program, text: command, verbatim: undefined }, noFlow);
  };
  const code = text.slice(0, 20_000);
  for (const match of code.matchAll(/\bsystem\s*\(\s*("(?:[^"\\]|\\.)*")?/g)) {
    const after = code.slice(match.index + match[0].length).trimStart();
    run(match[1] === undefined ? undefined : readString(match[1]));
    if (match[1] !== undefined && !after.startsWith(')') && dangerousText.test(match[1]))
      call.report('opaque-code', program);
  }
  for (const match of code.matchAll(/("(?:[^"\\]|\\.)*")\s*\|&?\s*getline\b/g))
    run(readString(match[1]!));
  if (/[\w)\]$]\s*\|&?\s*getline\b/.test(code.replace(/"(?:[^"\\]|\\.)*"/g, '""'))) run(undefined);
  // `print | "cmd"`, after the strings of the print itself.
  for (const match of code.matchAll(
    /\b(?:print|printf)\b((?:[^"';{}\n|>]|"(?:[^"\\]|\\.)*"|\|\|)*)(\|&?|>>?)\s*("(?:[^"\\]|\\.)*"|[^;}\n]*)/g,
  )) {
    const [, , operator = '', target = ''] = match;
    const literal = target.startsWith('"') ? readString(target) : undefined;
    if (operator.startsWith('|')) run(literal);
    else if (literal !== '/dev/stderr' && literal !== '/dev/stdout' && literal !== '/dev/null') {
      call.report(operator === '>>' ? 'create-file' : 'overwrite-file', program, {
        text: 'The program writes files.',
      });
      if (literal !== undefined)
        call.machine.writes(plainArgument(literal, program.span), { truncates: operator === '>' });
    }
  }
  if (/@(?:load|include)\b/.test(code)) call.report('dynamic-command', program);
  if (/"\/inet\d?\/(?:tcp|udp)/.test(code)) call.report('network-send', program);
}

const dangerousText = /\b(?:rm|dd|mkfs|shred|kill|drop|truncate|shutdown|unlink)\b/i;

function readString(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(["\\/])/g, '$1');
}
