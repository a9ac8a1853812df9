import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

/** Writes a log of so many lines; each says its own number, so that a test sees whether the right one is shown. */
export async function makeLog(path: string, lines: number): Promise<void> {
  const file = createWriteStream(path);
  const start = Date.UTC(2026, 0, 1);
  for (let from = 1; from <= lines; from += 10_000) {
    const to = Math.min(lines, from + 9_999);
    let text = '';
    for (let line = from; line <= to; line++) {
      const time = new Date(start + line * 10).toISOString().replace('T', ' ').slice(0, 23);
      text += `${time.replace('.', ',')} ${line % 1000 === 0 ? 'WARN ' : 'INFO '} worker.Loop: this is line ${line}\n`;
    }
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}
