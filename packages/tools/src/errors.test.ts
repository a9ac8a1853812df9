import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { catalogue, SherpaError } from './errors.ts';

const page = await readFile(new URL('../../../docs/reference/errors.md', import.meta.url), 'utf8');
const documented = new Map(
  [...page.matchAll(/^## `(\w+)`\n\n(?<body>[^#]*)/gm)].map((match) => [match[1], match[2] ?? '']),
);

test('the reference page and the catalogue have the same codes', () => {
  expect(new Set(documented.keys())).toEqual(new Set(Object.keys(catalogue)));
});

test.each(Object.entries(catalogue))(
  '%s is documented with status, message and hint',
  (code, entry) => {
    const body = documented.get(code) ?? '';
    expect(body).toContain(`Status ${entry.status}`);
    expect(body).toContain(entry.message);
    expect(body).toContain(entry.hint);
  },
);

test('messages are whole sentences, hints too', () => {
  for (const entry of Object.values(catalogue)) {
    expect(entry.message).toMatch(/^[A-Z"{].*\.$/);
    expect(entry.hint).toMatch(/^[A-Z].*[.?}]$/);
  }
});

test('an error fills its message and keeps its cause', () => {
  const cause = new Error('disk');
  const error = new SherpaError('FILE_EMPTY', { name: 'a.log' }, { cause, field: 'files' });
  expect(error.message).toBe('The file "a.log" is empty.');
  expect(error).toMatchObject({ code: 'FILE_EMPTY', status: 422, field: 'files', cause });
});

test('a detail that is missing leaves no placeholder behind', () => {
  expect(new SherpaError('ROUTE_UNKNOWN', { method: 'GET', path: '/x' }).hint).not.toContain('{');
});
