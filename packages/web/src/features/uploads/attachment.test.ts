import type { FileView, ServerLimits, UploadView } from '@datasherpa/server/client';
import { expect, test } from 'vitest';
import { nameOfFiles, readingOf } from './attachment.ts';
import { checkLimits } from './check-limits.ts';

const file = (part: Partial<FileView>): FileView => ({
  id: 'f',
  uploadId: 'u',
  name: 'a.log',
  status: 'ready',
  sha256: '',
  bytes: 100,
  receivedBytes: 100,
  duplicateOf: null,
  rotation: null,
  problem: null,
  progress: null,
  digest: null,
  ...part,
});
const upload = (status: UploadView['status'], ...files: readonly FileView[]): UploadView => ({
  id: 'u',
  status,
  createdAt: 0,
  problem: null,
  files,
});
const empty = { code: 'FILE_EMPTY', message: 'It is empty.', hint: 'Look elsewhere.' } as const;

test('progress counts bytes, not files', () => {
  const view = upload(
    'ingesting',
    file({ bytes: 100 }),
    file({
      bytes: 300,
      status: 'ingesting',
      progress: { fraction: 0.5, note: 'reading', etaMs: null },
    }),
    file({ bytes: 600, status: 'stored' }),
  );
  expect(readingOf(view)).toMatchObject({ state: 'reading', bytes: 1000, fraction: 0.25 });
});

test('the time that is left is that of all files, at the rate of the one that is read', () => {
  const view = upload(
    'ingesting',
    file({ bytes: 100 }),
    file({ bytes: 300, status: 'ingesting', progress: { fraction: 0.5, note: '', etaMs: 1000 } }),
    file({ bytes: 600, status: 'stored' }),
    file({ bytes: 5000, status: 'cancelled' }),
  );
  expect(readingOf(view)).toMatchObject({ etaMs: 5000 });
});

test('one bad file among good ones is a problem, not a failure', () => {
  const view = upload('ready', file({}), file({ name: 'b.log', status: 'failed', problem: empty }));
  expect(readingOf(view)).toMatchObject({
    state: 'ready',
    failure: null,
    problems: [{ name: 'b.log', problem: empty }],
  });
});

test('an upload without a good file failed, for the reason of its file', () => {
  const view = upload('failed', file({ status: 'failed', problem: empty, bytes: 0 }));
  expect(readingOf(view)).toMatchObject({
    state: 'failed',
    fraction: 0,
    failure: { code: 'FILE_EMPTY', hint: 'Look elsewhere.' },
  });
});

test('one file is called by its name, several by their number', () => {
  expect(nameOfFiles(['a.log'])).toBe('a.log');
  expect(nameOfFiles(['a.log', 'b.log'])).toBe('2 files');
});

const limits: ServerLimits = {
  maxUploadBytes: 1000,
  maxUnpackedBytes: 1000,
  maxFiles: 2,
  maxJsonBytes: 1,
  maxLinesAtOnce: 1,
  formats: [],
};

test.each([
  [[1001], 'UPLOAD_TOO_LARGE'],
  [[600, 600], 'UPLOAD_TOO_LARGE'],
  [[1, 1, 1], 'UPLOAD_TOO_MANY_FILES'],
])('sizes %j are refused as %s', (sizes, code) => {
  expect(() => checkLimits(sizes, limits)).toThrow(expect.objectContaining({ code }));
});

test('what is within the limits goes', () => {
  expect(() => checkLimits([500, 500], limits)).not.toThrow();
});
