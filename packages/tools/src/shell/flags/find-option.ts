import type { Option, Subcommand, Tool } from './tool.ts';

type Names = ReadonlyMap<string, Option>;
const indexes = new WeakMap<readonly Option[], Names>();

/** The option of that name: of the subcommand first, then of the tool. `abbreviated`: a long name may be cut where one option remains, as in GNU tools. */
export function findOption(
  tool: Tool,
  subcommand: Subcommand | undefined,
  name: string,
  { abbreviated = false } = {},
): Option | undefined {
  for (const options of [subcommand?.options ?? [], tool.options]) {
    const names = indexOf(options);
    const exact = names.get(name) ?? byForm(names, name);
    if (exact) return exact;
  }
  if (!abbreviated || !name.startsWith('--') || name.length < 4) return undefined;
  const found = new Set<Option>();
  for (const options of [subcommand?.options ?? [], tool.options])
    for (const [known, option] of indexOf(options)) if (known.startsWith(name)) found.add(option);
  return found.size === 1 ? [...found][0] : undefined;
}

/** Names that stand for a form: `-NUM` of `head -20`, `-SIGNAL` of `kill -TERM`, `+NUM` of `tail +5`. */
function byForm(names: Names, name: string): Option | undefined {
  if (/^-\d+$/.test(name)) return names.get('-NUM') ?? names.get('-SIGNAL');
  if (/^-(?:SIG)?[A-Z][A-Z0-9]{2,9}(?:[+-]\d+)?$/.test(name)) return names.get('-SIGNAL');
  if (/^\+\d+$/.test(name)) return names.get('+NUM');
  if (name.startsWith('+%')) return names.get('+FORMAT');
  return undefined;
}

function indexOf(options: readonly Option[]): Names {
  const known = indexes.get(options);
  if (known) return known;
  const names = new Map<string, Option>();
  for (const option of options) for (const name of option.names) names.set(name, option);
  indexes.set(options, names);
  return names;
}
