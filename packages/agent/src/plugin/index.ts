export type { Aim, Subject } from './aim.ts';
export {
  answerSchema,
  degradedSchema,
  evidenceSchema,
  limitSchema,
  statuses,
  type Answer,
  type AnswerStatus,
  type Degraded,
  type ToolResult,
} from './answer.ts';
export {
  capabilities,
  definePlugin,
  defineTool,
  type AnyTool,
  type Capability,
  type PluginDefinition,
  type SourceParsers,
  type Risk,
  type Situation,
  type ToolContext,
  type ToolDefinition,
} from './define-plugin.ts';
export { ownWords } from './own-words.ts';
