import { builtins } from './families/builtins.ts';
import { cloud } from './families/cloud.ts';
import { containers } from './families/containers.ts';
import { databases } from './families/databases.ts';
import { files } from './families/files.ts';
import { git } from './families/git.ts';
import { hadoop } from './families/hadoop.ts';
import { languages } from './families/languages.ts';
import { packages } from './families/packages.ts';
import { pipelines } from './families/pipelines.ts';
import { processes } from './families/processes.ts';
import { search } from './families/search.ts';
import { system } from './families/system.ts';
import { text } from './families/text.ts';
import { transfer } from './families/transfer.ts';
import { wrappers } from './families/wrappers.ts';
import { readTools } from './read-tools.ts';
import type { Tool } from './tool.ts';

const families = [
  builtins,
  cloud,
  containers,
  databases,
  files,
  git,
  hadoop,
  languages,
  packages,
  pipelines,
  processes,
  search,
  system,
  text,
  transfer,
  wrappers,
];

let tools: ReadonlyMap<string, Tool> | undefined;

/**
 * All known programs by name; several names may have one entry. The tables are read at the first call (some milliseconds).
 * Options, arity, effects, meanings and notes on GNU, BSD and BusyBox: one table for explanation, risk and portability.
 */
export function flagTable(): ReadonlyMap<string, Tool> {
  if (tools) return tools;
  const byName = new Map<string, Tool>();
  for (const family of families)
    for (const tool of readTools(family)) for (const name of tool.names) byName.set(name, tool);
  tools = byName;
  return tools;
}

/** The entry of a program, given its base name; names with an ending such as `kafka-topics.sh` count too. */
export function findTool(name: string): Tool | undefined {
  return flagTable().get(name) ?? flagTable().get(name.replace(/\.(?:sh|exe|bat|cmd|py)$/, ''));
}
