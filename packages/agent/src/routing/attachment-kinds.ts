import type { Workspace } from '@datasherpa/tools/ingestion';
import type { LoadedTool } from '../registry/load-plugins.ts';
import type { RequestScope } from './fill-input.ts';

/** Files that are looked at; more of them do not change what a request is about. */
const maxFiles = 20;
const headLines = 40;
const headCharacters = 4000;

/**
 * Kinds of the files that came with a request and of what stands in it, as the tools name them from names and first lines; what none of them knows is a
 * `log`. Their text names a kind and nothing else: it is never read as a request.
 */
export async function attachmentKinds(
  tools: Iterable<LoadedTool>,
  workspace: Workspace,
  scope: Pick<RequestScope, 'uploads' | 'files'>,
  text: string,
): Promise<string[]> {
  const namers = [...tools].flatMap(({ tool }) =>
    tool.routing?.kindOf ? [tool.routing.kindOf] : [],
  );
  // A short error stands in the request itself.
  const kinds = new Set(
    namers.flatMap((kindOf) => kindOf({ name: '', head: text.slice(0, headCharacters) }) ?? []),
  );
  if (scope.uploads.length === 0 && scope.files.length === 0) return [...kinds];
  for (const { id, name } of (await filesIn(workspace, scope)).slice(0, maxFiles)) {
    const head = namers.length > 0 ? await headOf(workspace, id) : '';
    const found = namers.flatMap((kindOf) => kindOf({ name, head }) ?? []);
    // Two of a kind are another kind of request: a comparison.
    for (const kind of found) kinds.add(kinds.has(kind) ? `${kind}s` : kind);
    if (found.length === 0) kinds.add('log');
  }
  return kinds.size > 0 ? [...kinds] : ['log'];
}

/** A file that is gone, or not read yet, is of no known kind; whatever tool is called will say so. */
async function filesIn(workspace: Workspace, scope: Pick<RequestScope, 'uploads' | 'files'>) {
  try {
    return await workspace.files({
      ...(scope.uploads.length > 0 && { uploads: scope.uploads }),
      ...(scope.files.length > 0 && { files: scope.files }),
    });
  } catch {
    return [];
  }
}

async function headOf(workspace: Workspace, id: string): Promise<string> {
  try {
    const { lines } = await workspace.lines(id, 1, headLines);
    return lines
      .map(({ text }) => text)
      .join('\n')
      .slice(0, headCharacters);
  } catch {
    return '';
  }
}
