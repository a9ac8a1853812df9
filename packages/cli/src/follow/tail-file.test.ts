import { appendFile, mkdir, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tailFile } from './tail-file.ts';

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-tail-'));
  path = join(directory, 'app.log');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Reads in the background; `read` is what came so far. */
function tail() {
  const stopping = new AbortController();
  let read = '';
  const done = (async () => {
    for await (const part of tailFile(path, stopping.signal)) read += Buffer.from(part).toString();
  })();
  done.catch(() => {});
  return {
    shows: (text: string) => expect.poll(() => read, { timeout: 5000 }).toBe(text),
    async end(): Promise<string> {
      stopping.abort();
      await done;
      return read;
    },
    done,
  };
}

test('gives what is there and what comes, and at the end what is there by then', async () => {
  await writeFile(path, 'one\n');
  const tailing = tail();
  await tailing.shows('one\n');
  await appendFile(path, 'two\n');
  await tailing.shows('one\ntwo\n');
  await appendFile(path, 'three\n');
  expect(await tailing.end()).toBe('one\ntwo\nthree\n');
});
test('waits for a file that comes later', async () => {
  const tailing = tail();
  await writeFile(path, 'late\n');
  await tailing.shows('late\n');
  expect(await tailing.end()).toBe('late\n');
});
test('a rotated file is read to its end, then the new one', async () => {
  await writeFile(path, 'one\n');
  const tailing = tail();
  await tailing.shows('one\n');
  await rename(path, `${path}.1`);
  await appendFile(`${path}.1`, 'last of the old\n');
  await writeFile(path, 'first of the new\n');
  await tailing.shows('one\nlast of the old\nfirst of the new\n');
  await appendFile(path, 'more\n');
  expect(await tailing.end()).toBe('one\nlast of the old\nfirst of the new\nmore\n');
});
test('an emptied file is read from its start', async () => {
  await writeFile(path, 'one\ntwo\nthree\n');
  const tailing = tail();
  await tailing.shows('one\ntwo\nthree\n');
  await truncate(path);
  await appendFile(path, 'new\n');
  await tailing.shows('one\ntwo\nthree\nnew\n');
  expect(await tailing.end()).toBe('one\ntwo\nthree\nnew\n');
});
test('a deleted file may come back', async () => {
  await writeFile(path, 'one\n');
  const tailing = tail();
  await tailing.shows('one\n');
  await rm(path);
  await writeFile(path, 'again\n');
  await tailing.shows('one\nagain\n');
  expect(await tailing.end()).toBe('one\nagain\n');
});
test('what is no file is refused', async () => {
  await mkdir(path);
  await expect(tail().done).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' });
});
