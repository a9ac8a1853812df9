import { plainArgument, type Argument } from '../../syntax/argument.ts';
import type { Call } from '../call.ts';
import { derived, noFlow, type Flow } from '../flow.ts';

/** Words that a generated script most likely deletes or stops something with. */
const dangerous =
  /\b(?:rm|dd|mkfs\S*|shred|truncate|unlink|rmdir|kill|killall|pkill|shutdown|reboot|drop|delete|destroy|terminate|format|reset)\b/i;
/** A word that is nothing but one expansion. */
const wholeExpansion = /^["'\s]*(?:\$(?:[\w@*#]+|\{[^}]*\})|\$\([^]*\)|`[^]*`)["'\s]*$/;
/** Programs that print settings for the shell that calls them: `eval "$(ssh-agent -s)"`. */
const setsUpShell =
  /^\s*"?(?:\$\(|`)\s*[\w./${}-]+(?:\s+[\w.=/-]+)*?(?:\s+(?:-s|-k|init|hook|shellenv|env|docker-env|activate|completion|shell\.\w+|export|alias|--alias|-b|completions|--path|--shell|shell|setup))\b[^)`|;&]*(?:\)|`)"?\s*$|^\s*"?(?:\$\(|`)\s*(?:ssh-agent|dircolors|lesspipe|resize|locale)\b[^)`|;&]*(?:\)|`)"?\s*$/;

/** A string that a shell gets as its script. */
export function runShellString(call: Call, code: Argument, extra: readonly Argument[] = []): Flow {
  const source = code.dynamic ? call.machine.substituted(code) : undefined;
  if (source?.origin === 'download') call.report('remote-code-execution', code);
  else if (source?.origin === 'decoded') call.report('opaque-code', code);
  else if (code.dynamic && setsUpShell.test(code.text))
    call.report('dynamic-command', code, {
      text: 'Runs settings that a program prints for the shell.',
    });
  else if (code.dynamic && wholeExpansion.test(code.text)) call.report('opaque-code', code);
  if (source && wholeExpansion.test(code.text)) return derived(source, []);
  return call.machine.runText(code, call.stdin, extra);
}

/** What comes through a pipe, a here-document or a file into a shell. */
export function runShellInput(call: Call, input: Flow, at: Argument = call.program): Flow {
  const { text, origin, hint } = input;
  if (origin === 'none') {
    call.report('interactive', at);
    return noFlow;
  }
  if (origin === 'download') call.report('remote-code-execution', at);
  if (origin === 'decoded') call.report('opaque-code', at);
  if (text !== null) {
    const code = { ...plainArgument(text, at.span), verbatim: input.verbatim };
    return call.machine.runText(code, noFlow);
  }
  if (origin === 'download' || origin === 'decoded') return derived(input, []);
  if (dangerous.test(hint)) call.report('opaque-code', at);
  else if (origin === 'file')
    call.report('dynamic-command', at, {
      text: 'Runs the contents of a file, which is not seen here.',
    });
  else call.report('opaque-code', at, { level: 'caution' });
  return derived(input, []);
}
