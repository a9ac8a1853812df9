import type { ValuePlace } from '../facts.ts';
import type { PythonSyntax, Span } from '../python/syntax.ts';
import type { Machine, Value } from '../python/value.ts';

/** Lines of arguments that stand in the file of `site`. */
export const linesAt = (
  site: PythonSyntax,
  places: ReadonlyMap<string, Span>,
): Record<string, number> =>
  Object.fromEntries(
    [...places].flatMap(([name, { line, file = null }]) =>
      file === site.origin.file ? [[name, line] as const] : [],
    ),
  );

/** Where values stand that come from imported files. */
export function valuePlaces(
  args: ReadonlyMap<string, Value>,
  machine: Machine,
): Record<string, ValuePlace> {
  const found: Record<string, ValuePlace> = {};
  for (const [name, value] of args) {
    const made = machine.originOf(value);
    if (made && made.origin.file !== null)
      found[name] = { file: made.origin.file, line: made.line };
  }
  return found;
}
