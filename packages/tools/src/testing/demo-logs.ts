import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

/** The logs of a day of the demo, unpacked, by path. */
export function demo(day: 'failed' | 'healthy'): Record<string, string> {
  const root = fileURLToPath(new URL(`../../../../examples/demo/${day}/`, import.meta.url));
  return Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => {
        const path = `${parentPath}/${name}`;
        const bytes = readFileSync(path);
        const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
        return [path.slice(root.length), text] as const;
      })
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The text with every Log4j time (`yy/MM/dd HH:mm:ss`) moved. */
export const shifted = (text: string, milliseconds: number): string =>
  text.replaceAll(/^(\d\d)\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d)/gm, (_, year, month, day, clock) =>
    new Date(Date.parse(`20${year}-${month}-${day}T${clock}Z`) + milliseconds)
      .toISOString()
      .slice(2, 19)
      .replaceAll('-', '/')
      .replace('T', ' '),
  );
