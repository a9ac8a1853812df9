import { expect, test } from 'vitest';
import { fixCommand } from './index.ts';

test.each([
  ['grpe -c x f', 'bash: grpe: command not found', 'grep -c x f'],
  ['python a.py', 'bash: python: command not found', 'python3 a.py'],
  [
    'git comit -m x',
    "git: 'comit' is not a git command. See 'git --help'.\n\nThe most similar command is\n\tcommit",
    'git commit -m x',
  ],
  ["sed -i 's/a/b/' f", 'sed: 1: "f": invalid command code f', "sed -i '' 's/a/b/' f"],
  ['date -d @1700000000 +%F', 'date: illegal option -- d\nusage: date', 'date -r 1700000000 +%F'],
  ['date -d yesterday +%F', 'date: illegal option -- d', 'date -v-1d +%F'],
  [
    "find . -printf '%s %p\\n'",
    'find: -printf: unknown primary or operator',
    "find . -exec stat -f '%z %N' {} +",
  ],
  [
    "find . -printf '%s %p\\n'",
    'find: unrecognized: -printf\nBusyBox v1.36',
    "find . -exec stat -c '%s %n' {} +",
  ],
  ["grep -P '\\d+' f", 'grep: invalid option -- P', "grep -E '[0-9]+' f"],
  ['ls --colour-alwys', "ls: unrecognized option '--colour-alwys'", null],
  ['sort --revers f', "sort: unrecognized option '--revers'", 'sort --reverse f'],
  ["echo 'abc", "bash: unexpected EOF while looking for matching `''", "echo 'abc'"],
  ['find . -name *.log', "find: paths must precede expression: `b.log'", "find . -name '*.log'"],
  [
    'rm logs/*.tmp',
    'bash: /bin/rm: Argument list too long',
    "find logs -maxdepth 1 -name '*.tmp' -exec rm {} +",
  ],
  [
    'mv in/*.csv done/',
    'bash: /bin/mv: Argument list too long',
    "find in -maxdepth 1 -name '*.csv' -exec mv -t done/ -- {} +",
  ],
  [
    './run.sh',
    'bash: ./run.sh: /bin/bash^M: bad interpreter: No such file or directory',
    "sed -i 's/\\r$//' ./run.sh",
  ],
  ['./run.sh now', 'bash: ./run.sh: Permission denied', 'chmod u+x -- ./run.sh && ./run.sh now'],
  ['cut -f1 f | uniq -c', '', 'cut -f1 f | sort | uniq -c'],
  ['comm -23 a b', 'comm: file 1 is not in sorted order', 'comm -23 <(sort a) <(sort b)'],
  [
    'cat my file.txt',
    'cat: my: No such file or directory\ncat: file.txt: No such file or directory',
    "cat 'my file.txt'",
  ],
  [
    'mv a new/dir/',
    "mv: cannot move 'a' to 'new/dir/': No such file or directory",
    'mkdir -p -- new/dir/ && mv a new/dir/',
  ],
  ['grep x logs', 'grep: logs: Is a directory', 'grep -r x logs'],
  [
    '[ $x = 1 ] && echo y',
    'bash: [: =: unary operator expected\nx: unary operator expected',
    '[ "$x" = 1 ] && echo y',
  ],
  [
    'comm <(sort a) <(sort b)',
    'sh: 1: Syntax error: "(" unexpected',
    "bash -c 'comm <(sort a) <(sort b)'",
  ],
  [
    'psql -c "select nmae from t"',
    'ERROR:  column "nmae" does not exist\nHINT:  Perhaps you meant to reference the column "t.name".',
    'psql -c "select name from t"',
  ],
  ['head -n', "head: option requires an argument -- 'n'", 'head -n <N>'],
  ['ls x', 'something nobody knows', null],
])('%s', (command, output, wanted) => {
  const found = fixCommand(command, output);
  expect(found.command).toBe(wanted);
  expect(found.why).not.toBe('');
});

test('an unknown error is not guessed at, and no input is too odd', () => {
  expect(fixCommand('ls x', 'something nobody knows')).toMatchObject({
    command: null,
    kind: 'unknown',
  });
  for (const odd of ['', '\u0000', '('.repeat(5000), 'x'.repeat(200_000)])
    expect(fixCommand(odd, 'y'.repeat(100_000)).command).toBeNull();
});
