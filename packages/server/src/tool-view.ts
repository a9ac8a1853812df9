import type { LoadedTool } from '@datasherpa/agent';
import { z } from 'zod';
import type { ToolView } from './client.ts';

/** A tool as `/tools` and the OpenAPI document show it. */
export function toolView({ name, plugin, tool }: LoadedTool): ToolView {
  const own = `/tools/${name.replace('.', '/')}`;
  return {
    name,
    plugin: plugin.name,
    tool: name.slice(plugin.name.length + 1),
    summary: tool.summary,
    risk: tool.risk,
    routes: tool.route ? [tool.route, own] : [own],
    cli: tool.cli ?? null,
    // The input side: fields with a default are optional for the caller.
    input: z.toJSONSchema(tool.input, { io: 'input' }),
    output: z.toJSONSchema(tool.output),
    examples: tool.examples,
  };
}
