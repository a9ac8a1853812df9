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
