import { describe, expect, it } from 'vitest';
import { flagTable } from '../flags/table.ts';
import { assessRisk } from '../effects/assess-risk.ts';
import { reasonCodes, isReasonCode } from '../effects/reason-codes.ts';
import { explainCommand } from './explain-command.ts';
import { lookFirst } from './look-first.ts';
import { portability } from './portability.ts';
import { undoHint } from './undo-hint.ts';

function explained(command: string): Record<string, string> {
  return Object.fromEntries(
    explainCommand(command).map(({ span, text }) => [command.slice(span.start, span.end), text]),
  );
}

describe('explainCommand', () => {
  it('explains letters of a cluster, glued values and values in the next word', () => {
    const words = explained('sort -t, -k2,2nr -ru app.csv');
    expect(words['-t']).toMatch(/fields are separated/);
    expect(words['2,2nr']).toMatch(/field 2 only, by number, reversed/);
    expect(words['-r']).toMatch(/reverses/);
    expect(words['u']).toMatch(/compare equal/);
    expect(words['app.csv']).toMatch(/^FILE/);
  });

  it('explains commands inside commands with the table of their own program', () => {
    const words = explained(`find . -mtime +7 -exec sh -c 'gzip -9 "$1"' _ {} \\;`);
    expect(words['+7']).toMatch(/more than 7 days/);
    expect(words['gzip']).toMatch(/compresses/);
    expect(words['-9']).toMatch(/strength/);
    expect(words['$1']).toMatch(/argument 1/);
    expect(words['\\;']).toMatch(/once for each file/);
  });

  it('explains the constructs of the shell', () => {
    const words = explained(
      'for f in *.log; do wc -l "$f" 2>/dev/null | tee -a n.txt && x=$(date); done # all',
    );
    for (const piece of [
      'for',
      'f',
      'in',
      '*',
      'do',
      '2>/dev/null',
      '|',
      '&&',
      'x=$(date)',
      '$(date)',
      'done',
      '# all',
      ';',
    ])
      expect(Object.keys(words)).toContain(piece);
  });

  it('leaves no character out, and says what it does not know', () => {
    const command = 'frobnicate --x 1 && git frob | ls --zap "$y"';
    const spans = explainCommand(command);
    const covered = new Set(
      spans.flatMap(({ span }) =>
        Array.from({ length: span.end - span.start }, (_, at) => span.start + at),
      ),
    );
    expect(
      Array.from(command).filter((character, at) => character !== ' ' && !covered.has(at)),
    ).toEqual([]);
    const unknown = spans
      .filter(({ source }) => source === 'none')
      .map(({ span }) => command.slice(span.start, span.end));
    expect(unknown).toEqual(expect.arrayContaining(['frobnicate', '--x', 'frob', '--zap']));
  });
});

describe('lookFirst', () => {
  it('gives a form that changes nothing', () => {
    const forms: Record<string, string> = {
      'rm -rf "$DIR"/old': 'ls -ld -- "$DIR"/old',
      "find /d -name '*.tmp' -delete": "find /d -name '*.tmp' -print",
      'find /d -type f -exec rm -f {} +': 'find /d -type f -print',
      'find . -print0 | xargs -0 rm': 'find . -print0 | xargs -0 ls -ld',
      "sed -i 's/a/b/' f.txt": "sed 's/a/b/' f.txt | diff -u f.txt -",
      "mysql etl -e 'UPDATE t SET a=1 WHERE b=2'":
        "mysql etl -e 'SELECT count(*) FROM t WHERE b=2'",
      'aws s3 sync a s3://b --delete': 'aws s3 sync a s3://b --delete --dryrun',
      'rsync -a --delete a/ b/': 'rsync -n -a --delete a/ b/',
      'kubectl delete pod x': 'kubectl delete pod x --dry-run=client',
      'sort a > b': 'sort a',
      'sudo kill -9 42': 'sudo ps -f -p 42',
    };
    for (const [command, form] of Object.entries(forms))
      expect(lookFirst(command)?.command).toBe(form);
    for (const command of Object.values(forms))
      expect(['safe', 'caution']).toContain(assessRisk(command).level);
  });

  it('gives none where none is known, and none for what only reads', () => {
    expect(lookFirst('ls -l')).toBeNull();
    expect(lookFirst('frobnicate --all')).toBeNull();
    expect(lookFirst('rm -rf "x')).toBeNull();
  });
});

describe('undoHint and portability', () => {
  it('tells the way back, or that there is none', () => {
    expect(undoHint('rm -rf x')).toMatch(/no undo/i);
    expect(undoHint('git reset --hard HEAD~1')).toMatch(/reflog/);
    expect(undoHint('ls')).toBeNull();
  });

  it('tells what other systems lack', () => {
    const lacking = (command: string): string[] =>
      portability(command).map(
        ({ lacking, span }) => `${lacking} ${command.slice(span.start, span.end)}`,
      );
    expect(lacking("find . -printf '%s\\n'")).toEqual(
      expect.arrayContaining(['bsd -printf', 'busybox -printf']),
    );
    expect(lacking("sed -i 's/a/b/' f")).toContain('bsd -i');
    expect(lacking('date -d yesterday +%F')).toContain('bsd -d');
    expect(lacking('diff <(sort a) <(sort b)')).toContain('sh <(sort a)');
    expect(lacking('grep -c x f | head -n 3')).toEqual([]);
  });
});

describe('the flag table', () => {
  const words = new Set([
    'read-only',
    'words',
    'stops',
    'bundle',
    'plain',
    'plain-dashes',
    'text',
    'until-semicolon',
    'rest-command',
    'runs-operands',
    'script',
    'reads',
    'writes',
    'dry-run',
    'help',
    'program',
    'shell',
    'shell-words',
    'code',
    'module',
    'awk-code',
    'awk-include',
    'sql',
    'sql-file',
    'query',
    'mongo-code',
    'login',
    'header',
    'http-body',
    'http-method',
    'http-output',
    'wrapper',
    'assignments',
    'split',
    'login-shell',
    'ssh-option',
    'run-image',
    'mount',
    'scale',
    'git-config',
    'editor-command',
    'network',
    'network-cut',
    'kill-user',
    'java-dump',
    'checkpoint',
    'discard-work',
    'unstage',
    'gnu',
    'no-gnu',
    'no-bsd',
    'no-busybox',
    'no-sh',
  ]);

  it('knows at least 60 tools, each name once, each mark by a meaning', () => {
    const tools = [...new Set(flagTable().values())];
    expect(tools.length).toBeGreaterThanOrEqual(60);
    expect(flagTable().size).toBe(tools.flatMap(({ names }) => names).length);
    const marks = tools.flatMap((tool) =>
      [
        tool,
        ...tool.options,
        ...tool.operands,
        ...tool.subcommands,
        ...tool.subcommands.flatMap((subcommand) => [
          ...subcommand.options,
          ...subcommand.operands,
        ]),
      ].flatMap((entry) => entry.marks),
    );
    expect([...new Set(marks)].filter((mark) => !words.has(mark) && !isReasonCode(mark))).toEqual(
      [],
    );
    expect(Object.keys(reasonCodes).length).toBeGreaterThan(30);
  });
});
