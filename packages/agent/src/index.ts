export { callTool, type CallOptions, type ToolHost } from './registry/call-tool.ts';
export { loadPlugins, type LoadedTool, type Registry } from './registry/load-plugins.ts';
export { nearestName } from './registry/nearest-name.ts';
