import { parseShell, type ParsedShell } from '../syntax/parse-shell.ts';
import { noFlow } from './flow.ts';
import { Interpreter } from './interpreter.ts';
import { reasonCodes, type RiskLevel } from './reason-codes.ts';
import { Report, type Reason } from './report.ts';
import { runCommand, runScript } from './statements.ts';

export interface Risk {
  /** `safe`: only reads and prints. `caution`: changes state in a limited or recoverable way, or cannot be told. `destructive`: may lose data, access or hosts. */
  readonly level: RiskLevel;
  /** The worst first; at most 50. Never empty. */
  readonly reasons: readonly Reason[];
}

/**
 * The level of a command and why. Advice, not a boundary: a command can do what no text shows.
 * Nothing is executed; unknown programs, text that is not valid and programs that are only known at run time are never `safe`.
 * Never throws.
 */
export function assessRisk(text: string | ParsedShell): Risk {
  const parsed = typeof text === 'string' ? parseShell(text) : text;
  const report = new Report();
  for (const { code, message, span } of parsed.errors)
    report.add(
      code === 'syntax' || code === 'hidden-character' ? 'unparseable' : 'too-complex',
      span,
      { text: message },
    );
  const machine = new Interpreter(parsed.text, report);
  runScript(machine, parsed.script, noFlow);
  reportUncalled(machine, report);
  const reasons = report.reasons();
  if (reasons.length > 0) return { level: report.level, reasons };
  const span = { start: 0, end: parsed.text.length };
  return {
    level: 'safe',
    reasons: [{ code: 'read-only', level: 'safe', text: reasonCodes['read-only'].text, span }],
  };
}

/** A function that nobody calls here is there to be called later. */
function reportUncalled(machine: Interpreter, report: Report): void {
  for (const { node, source, called } of machine.scope.functions.values()) {
    const { body } = node;
    if (called || body.type === 'CompoundList') continue;
    const inside = new Report();
    runCommand(new Interpreter(source, inside), body, noFlow);
    if (inside.level === 'safe') continue;
    const [worst] = inside.reasons();
    report.add('dynamic-command', machine.locate(node), {
      text: `Defines the function ${node.name.value.slice(0, 40)}. When it is called: ${worst?.text ?? ''}`,
    });
  }
}
