import type { AnyTool, PluginDefinition } from '../plugin/define-plugin.ts';

export interface LoadedTool {
  /** `log-search.diagnose` */
  readonly name: string;
  readonly plugin: PluginDefinition;
  readonly tool: AnyTool;
}

/** Plugins that run, plugins that were refused, and their tools by full name. */
export interface Registry {
  readonly plugins: readonly PluginDefinition[];
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
  readonly tools: ReadonlyMap<string, LoadedTool>;
}

const contractVersion = 1;
const pluginName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const toolName = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const maxSummary = 200;

/** Checks the plugins and lists their tools. A plugin that breaks a rule of the contract is refused with a reason; the others run. */
export function loadPlugins(definitions: readonly PluginDefinition[]): Registry {
  const plugins: PluginDefinition[] = [];
  const refused: { name: string; reason: string }[] = [];
  const tools = new Map<string, LoadedTool>();
  for (const plugin of definitions) {
    const reason = faultOf(plugin, plugins);
    if (reason) {
      refused.push({ name: String(plugin.name), reason });
      continue;
    }
    plugins.push(plugin);
    for (const [name, tool] of Object.entries(plugin.tools)) {
      const full = `${plugin.name}.${name}`;
      tools.set(full, { name: full, plugin, tool });
    }
  }
  return { plugins, refused, tools };
}

function faultOf(plugin: PluginDefinition, loaded: readonly PluginDefinition[]): string | null {
  if (plugin.apiVersion !== contractVersion)
    return `It is made for contract version ${String(plugin.apiVersion)}; this host has version ${String(contractVersion)}.`;
  if (!pluginName.test(plugin.name)) return 'Its name is not in kebab-case.';
  if (loaded.some(({ name }) => name === plugin.name))
    return 'A plugin of this name is loaded already.';
  for (const [name, tool] of Object.entries(plugin.tools)) {
    if (!toolName.test(name)) return `The name of its tool "${name}" is not in snake_case.`;
    if (tool.summary.length > maxSummary)
      return `The summary of its tool "${name}" is longer than ${maxSummary} characters.`;
    for (const example of tool.examples)
      if (!tool.input.safeParse(example.input).success)
        return `An example of its tool "${name}" does not fit the tool's own input.`;
  }
  return null;
}
