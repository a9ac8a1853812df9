export type { AgentChunk } from './graph/agent-chunk.ts';
export type { Agent, AgentHost, AgentRequest, AgentRun } from './graph/agent.ts';
export { createAgent } from './graph/create-agent.ts';
export { callTool, type CallOptions, type ToolHost } from './registry/call-tool.ts';
export { loadPlugins, type LoadedTool, type Registry } from './registry/load-plugins.ts';
export { createTurns } from './registry/turns.ts';
export { nearestName } from './registry/nearest-name.ts';
export { redactingChatModel } from './redaction/redacting-chat-model.ts';
export { redactingEmbedder } from './redaction/redacting-embedder.ts';
