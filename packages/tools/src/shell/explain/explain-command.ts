import { Interpreter, type Observer, type SeenCommand } from '../effects/interpreter.ts';
import { noFlow } from '../effects/flow.ts';
import { Report } from '../effects/report.ts';
import { runCommand, runScript } from '../effects/statements.ts';
import { parseShell, type ParsedShell } from '../syntax/parse-shell.ts';
import type { Span } from '../syntax/span.ts';
import { explainGaps } from './explain-gaps.ts';
import { explainSyntax } from './explain-syntax.ts';
import { explainWords } from './explain-words.ts';
import { Explanation, type ExplainedSpan } from './explanation.ts';

/**
 * What each word and each sign of a command means, in the order of the text, outer pieces before inner ones.
 * Every character that is not blank lies in some piece; what no table knows is marked `source: 'none'`. Never throws.
 */
export function explainCommand(text: string | ParsedShell): ExplainedSpan[] {
  const parsed = typeof text === 'string' ? parseShell(text) : text;
  const span = { start: 0, end: parsed.text.length };
  const tooLong = parsed.errors.find(({ code }) => code === 'too-long');
  if (tooLong) return [{ span, kind: 'unknown', text: tooLong.message, source: 'none' }];
  const explanation = new Explanation(parsed.text.length);
  explainSyntax(parsed.script, explanation);
  const regions: Span[] = [];
  const commands = commandsOf(parsed, (script, start, length) => {
    explainSyntax(script, explanation, start);
    if (regions.length < 200) regions.push({ start, end: start + length });
  });
  for (const seen of commands) explainWords(seen, explanation);
  for (const region of regions) explainGaps(parsed.text, explanation, region);
  explainGaps(parsed.text, explanation, span);
  return explanation.spans();
}

/** Every command of a script as it would run, also those in functions that are not called, in wrappers and in strings that become code; at most 5000. */
export function commandsOf(parsed: ParsedShell, script?: Observer['script']): SeenCommand[] {
  const commands: SeenCommand[] = [];
  const observer: Observer = {
    command: (seen) => {
      if (commands.length < 5000) commands.push(seen);
    },
    ...(script && { script }),
  };
  const machine = new Interpreter(parsed.text, new Report(), observer);
  runScript(machine, parsed.script, noFlow);
  for (const { node, source, called } of machine.scope.functions.values())
    if (!called && node.body.type !== 'CompoundList' && source === parsed.text)
      runCommand(new Interpreter(source, new Report(), observer), node.body, noFlow);
  return commands;
}
