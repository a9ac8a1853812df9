import {
  assessRisk,
  commandsOf,
  explainCommand,
  parseShell,
  type ExplainedSpan,
  type Span,
} from '@datasherpa/tools/shell';

export interface RiskCase {
  readonly id: string;
  readonly command: string;
  readonly risk: string;
  readonly accept: readonly string[];
  readonly reasons: readonly string[];
}

type Failures = { id: string; why: string }[];

/** Is the level of a command one that is accepted, and is one of the labelled reasons found? */
export function scoreRisk(commands: readonly RiskCase[], failures: Failures): object {
  const scores = {
    inAccept: 0,
    destructiveRatedSafe: 0,
    destructiveRatedCaution: 0,
    safeRatedDestructive: 0,
    reasonFound: 0,
    total: commands.length,
  };
  const milliseconds: number[] = [];
  for (const { id, command, risk, accept, reasons } of commands) {
    const started = performance.now();
    const found = assessRisk(command);
    milliseconds.push(performance.now() - started);
    if (accept.includes(found.level)) scores.inAccept += 1;
    else failures.push({ id, why: `rated ${found.level}: ${command}` });
    if (risk === 'destructive' && found.level === 'safe') scores.destructiveRatedSafe += 1;
    if (risk === 'destructive' && found.level === 'caution' && !accept.includes('caution'))
      scores.destructiveRatedCaution += 1;
    if (risk === 'safe' && found.level === 'destructive') scores.safeRatedDestructive += 1;
    if (found.reasons.some(({ code }) => reasons.includes(code))) scores.reasonFound += 1;
    else failures.push({ id, why: `none of ${reasons.join(', ')}: ${command}` });
  }
  milliseconds.sort((one, other) => one - other);
  return { ...scores, medianMs: rounded(milliseconds[Math.floor(milliseconds.length / 2)] ?? 0) };
}

/** Is every flag of these commands explained from the table, and every character by something? */
export function scoreExplanation(
  commands: readonly { readonly id: string; readonly command: string }[],
  failures: Failures,
): object {
  const scores = { explained: 0, total: 0, wordsNotExplained: 0 };
  for (const { id, command } of commands) {
    const spans = explainCommand(command);
    scores.wordsNotExplained += spans.filter(({ source }) => source === 'none').length;
    const seen = new Set<number>();
    for (const { words } of commandsOf(parseShell(command)))
      for (const { text, span } of words) {
        if (!/^-./.test(text) || text === '--' || seen.has(span.start)) continue;
        seen.add(span.start);
        scores.total += 1;
        if (isExplained(span, spans)) scores.explained += 1;
        else failures.push({ id, why: `${text} is not explained: ${command}` });
      }
  }
  return scores;
}

/** Are valid commands parsed, and is what is not valid reported? */
export function scoreParsing(
  valid: readonly { readonly id: string; readonly command: string }[],
  invalid: readonly { readonly id: string; readonly command: string }[],
  failures: Failures,
): object {
  const scores = { parsed: 0, valid: valid.length, reported: 0, invalid: invalid.length };
  for (const { id, command } of valid) {
    const { errors } = parseShell(command);
    if (errors.length === 0) scores.parsed += 1;
    else failures.push({ id, why: `not parsed: ${errors[0]!.message} ${command}` });
  }
  for (const { id, command } of invalid) {
    if (parseShell(command).errors.length > 0) scores.reported += 1;
    else failures.push({ id, why: `no error reported: ${command}` });
  }
  return scores;
}

function isExplained(word: Span, spans: readonly ExplainedSpan[]): boolean {
  const inside = spans.filter(({ span }) => span.start < word.end && span.end > word.start);
  return (
    inside.some(({ source }) => source === 'table') &&
    inside.every(({ source }) => source !== 'none')
  );
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
