import { expect, test } from 'vitest';
import { generateCommand, nothingSeen } from './index.ts';

const made = (request: string) => generateCommand(request, nothingSeen);

test('what fish reads alike stays; the rest is handed to bash, and the answer says so', () => {
  const plain = made('Find the 5 largest files under data in fish');
  expect(plain).toMatchObject({ shell: 'fish', complete: true });
  expect(plain.command).toMatch(/^find data /);
  const handed = made('fish: which ids are in a.txt but not in b.txt?');
  expect(handed.shell).toBe('fish');
  expect(handed.command).toMatch(/^bash -c '/);
  expect(handed.assumptions[0]).toContain('bash is called');
});

test.each([
  'PowerShell command to list the .tmp files under data',
  'List the .tmp files under data on Windows',
  'nushell: list the .tmp files under data',
])('there is no translation for %s, and the answer is not called whole', (request) => {
  const answer = made(request);
  expect(answer).toMatchObject({ shell: 'bash', complete: false });
  expect(answer.assumptions[0]).toMatch(/no translation for .+ is for bash/);
  expect(answer.notUnderstood).toEqual([]);
});

test('a system names its tools', () => {
  expect(made('Print the size of every file under data on macOS').command).toContain('stat -f');
  expect(made('Print the size of every file under data, for Alpine').command).toContain('stat -c');
});

test('a folder of that name is a folder', () => {
  const seen = {
    ...nothingSeen,
    partial: false,
    files: [
      { path: 'fish', kind: 'folder' as const },
      { path: 'fish/a.txt', kind: 'file' as const },
    ],
  };
  expect(generateCommand('List the files in fish', seen).command).toBe('find fish -type f');
});
