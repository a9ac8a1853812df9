import type { PluginDefinition } from '@datasherpa/agent/plugin';
import { airflowParser } from './airflow-parser/plugin.ts';
import { docWriter } from './doc-writer/plugin.ts';
import { logSearch } from './log-search/plugin.ts';
import { shellCommand } from './shell-command/plugin.ts';
import { sparkOptimizer } from './spark-optimizer/plugin.ts';

export { airflowParser, docWriter, logSearch, shellCommand, sparkOptimizer };

/** The plugins that every installation has, in the order in which tools of equal fit are taken. */
export const builtInPlugins: readonly PluginDefinition[] = [
  logSearch,
  docWriter,
  sparkOptimizer,
  shellCommand,
  airflowParser,
];
