export {
  parseShell,
  longestShellText,
  type ParsedShell,
  type ShellError,
  type ShellErrorCode,
} from './syntax/parse-shell.ts';
export type { Span } from './syntax/span.ts';
export { assessRisk, type Risk } from './effects/assess-risk.ts';
export type { Reason } from './effects/report.ts';
export { reasonCodes, type ReasonCodeName, type RiskLevel } from './effects/reason-codes.ts';
export { findTool, flagTable } from './flags/table.ts';
export type { Operand, Option, Subcommand, Tool } from './flags/tool.ts';
export { commandsOf, explainCommand } from './explain/explain-command.ts';
export type { ExplainedKind, ExplainedSpan } from './explain/explanation.ts';
export { lookFirst, type LookFirstForm } from './explain/look-first.ts';
export { undoHint } from './explain/undo-hint.ts';
export { portability, type PortabilityNote } from './explain/portability.ts';
export type { SeenCommand } from './effects/interpreter.ts';
export type { Argument } from './syntax/argument.ts';
export type { GivenOption, Invocation } from './flags/read-invocation.ts';
