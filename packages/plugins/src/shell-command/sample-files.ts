import type { Scope, Workspace } from '@datasherpa/tools/ingestion';
import {
  nothingSeen,
  type SeenFile,
  type Surroundings,
  type Userland,
} from '@datasherpa/tools/shell/generate';

const mostFiles = 20;
const headBytes = 64 << 10;

/** The start of uploaded files, as a command in their folder would find them. */
export async function sampleFiles(
  workspace: Workspace,
  scope: Scope,
  userland: Userland,
): Promise<Surroundings> {
  const files: SeenFile[] = [];
  for (const { id, name, bytes } of (await workspace.files(scope)).slice(0, mostFiles)) {
    const head = await readHead(workspace.content(id));
    files.push({ path: name, kind: 'file', bytes, ...(head !== '' && { head }) });
  }
  return { ...nothingSeen, userland, files };
}

async function readHead(content: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of content) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= headBytes) return text.slice(0, text.lastIndexOf('\n', headBytes) + 1);
  }
  return text;
}
