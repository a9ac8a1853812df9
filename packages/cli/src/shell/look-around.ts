import { open, opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { SeenFile, Surroundings, Userland } from '@datasherpa/tools/shell/generate';

/** At most so much is looked at; a command for millions of files needs no list of them. */
const maxEntries = 2000;
const maxDepth = 6;
const headBytes = 64 << 10;
const maxHeads = 40;
const left = new Set(['.git', 'node_modules', '.venv', '__pycache__', '.cache']);
const binary =
  /\.(?:parquet|orc|avro|zip|tar|tgz|jar|whl|png|jpe?g|pdf|so|bin|class|db|sqlite|duckdb)$/i;

/**
 * Lists the folder where a command will run, and reads the start of files of text, so that a command fits them. Links are not
 * followed, nothing is changed, and nothing leaves this process by it.
 * @param words of the request: files that it names are read first.
 */
export async function lookAround(
  folder: string,
  words: string,
  userland: Userland,
): Promise<Surroundings> {
  const files: SeenFile[] = [];
  let partial = false;
  const walk = async (path: string, depth: number): Promise<void> => {
    let entries;
    try {
      entries = await opendir(join(folder, path));
    } catch {
      partial = true;
      return;
    }
    const found = [];
    for await (const entry of entries) {
      found.push(entry);
      if (found.length > maxEntries) break;
    }
    for (const entry of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (files.length >= maxEntries) {
        partial = true;
        return;
      }
      const name = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isSymbolicLink()) files.push({ path: name, kind: 'link' });
      else if (entry.isDirectory()) {
        files.push({ path: name, kind: 'folder' });
        if (left.has(entry.name)) continue;
        if (depth < maxDepth) await walk(name, depth + 1);
        else partial = true;
      } else if (entry.isFile()) {
        const size = await stat(join(folder, name)).then(
          ({ size }) => size,
          () => 0,
        );
        files.push({ path: name, kind: 'file', bytes: size });
      }
    }
  };
  await walk('', 1);
  const asked = new Set(words.toLowerCase().match(/[\w./-]+/g) ?? []);
  const rank = ({ path }: SeenFile): number =>
    asked.has(path.toLowerCase())
      ? 0
      : [...asked].some((word) => word.length > 2 && path.toLowerCase().includes(word))
        ? 1
        : 2;
  const toRead = files
    .filter(({ kind, path, bytes }) => kind === 'file' && bytes !== 0 && !binary.test(path))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, maxHeads);
  const heads = new Map(
    await Promise.all(
      toRead.map(async (file) => [file, await readHead(join(folder, file.path))] as const),
    ),
  );
  return { userland, partial, files: files.map((file) => ({ ...file, ...heads.get(file) })) };
}

async function readHead(path: string): Promise<Pick<SeenFile, 'head' | 'compression'>> {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return {};
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const bytes = buffer.subarray(0, bytesRead);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
      // A cut stream ends early: what was unpacked until then is enough.
      const unpacked = gunzipSync(bytes, { finishFlush: 2, maxOutputLength: headBytes * 20 });
      return {
        compression: 'gzip',
        ...textOf(
          unpacked.subarray(0, headBytes),
          unpacked.length > headBytes || bytesRead === headBytes,
        ),
      };
    }
    return textOf(bytes, bytesRead === headBytes);
  } catch {
    return {};
  } finally {
    await file.close();
  }
}

/** Whole lines of text, nothing for other bytes. */
function textOf(bytes: Uint8Array, cut: boolean): { head?: string } {
  if (bytes.includes(0)) return {};
  const text = new TextDecoder('utf-8').decode(bytes);
  const end = cut ? text.lastIndexOf('\n') : text.length;
  return end <= 0 ? {} : { head: text.slice(0, end + (cut ? 1 : 0)) };
}
