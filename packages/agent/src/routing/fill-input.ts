import { z } from 'zod';
import type { Situation } from '../plugin/define-plugin.ts';
import type { LoadedTool } from '../registry/load-plugins.ts';

/** What a request gives a tool to work with. */
export interface RequestScope {
  readonly uploads: readonly string[];
  readonly files: readonly string[];
  /** Milliseconds since 1970, for words such as "yesterday". */
  readonly now: number;
  /** The last call of each tool that remembers it. */
  readonly earlier: Readonly<Record<string, Situation['earlier']>>;
}

/**
 * Arguments of a tool from free text without a model: by the tool's own `routing.fromText`, otherwise the text is its only
 * required text argument. Uploads and files in scope are added where the tool takes them.
 * @returns null where arguments are missing that the text cannot give.
 */
export function fillInput(
  { name, tool }: LoadedTool,
  text: string,
  scope: RequestScope,
): Record<string, unknown> | null {
  const { shape } = tool.input;
  const own = tool.routing?.fromText?.(text, {
    now: scope.now,
    earlier: scope.earlier[name] ?? null,
    mentioned: Object.values(scope.earlier).flatMap((call) => quotedIn(call?.input['query'])),
  });
  const main = own ? null : mainArgument(shape, tool.cli?.positional[0]);
  const input: Record<string, unknown> = {
    ...own,
    ...(main !== null && { [main]: text }),
    ...('uploads' in shape && scope.uploads.length > 0 && { uploads: [...scope.uploads] }),
    ...('files' in shape && scope.files.length > 0 && { files: [...scope.files] }),
  };
  return tool.input.safeParse(input).success ? input : null;
}

const quotedIn = (query: unknown): string[] =>
  typeof query === 'string' ? [...query.matchAll(/"([^"]{1,300})"/g)].map(([, text]) => text!) : [];

function mainArgument(
  shape: Readonly<Record<string, z.core.$ZodType>>,
  positional?: string,
): string | null {
  if (positional !== undefined && positional in shape) return positional;
  const required = Object.entries(shape).filter(
    ([, schema]) => !z.safeParse(schema, undefined).success,
  );
  return required.length === 1 ? required[0]![0] : null;
}
