import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { assessRisk } from '../effects/assess-risk.ts';
import { explainCommand } from '../explain/explain-command.ts';
import { longestShellText, parseShell } from './parse-shell.ts';

const bash = spawnSync('bash', ['--version'], { encoding: 'utf8' }).status === 0;

const valid = [
  'ls -l | wc -l && echo "ok" || exit 1',
  'for f in *.gz; do gzip -t -- "$f" || echo "$f"; done',
  'while IFS=, read -r a b; do printf "%s\\n" "$b"; done < in.csv',
  'until ping -c1 host; do sleep 1; done',
  'case "$1" in start|run) go;; -*) usage;& *) exit;; esac',
  'if [[ $x =~ ^[0-9]+$ && -f "$y" ]]; then :; elif (( x > 3 )); then true; else false; fi',
  'f() { local n=$1; (( n-- )) && f "$n"; }; f 3',
  'function g { echo "${1:-none}" "${@:2}" "${x//a/b}" "${#x}" "${x^^}"; }',
  "cat <<'A' <<B\n$x\nA\n$(date)\nB\n",
  'cat <<-E\n\tindented $((1+2))\n\tE\n',
  'diff <(sort a) <(sort b) > >(tee out) 2>&1',
  'echo $(( (a + b) * 2 )) $(echo `date +%F`)',
  'a=(1 2 \'three four\'); a[1]=x; b+=y; echo "${a[@]}"',
  'trap "rm -f $tmp" EXIT INT',
  "printf $'\\x41\\n' | tr A B",
  'exec 3<>file; cat <&3; exec 3>&-',
  'time { sleep 1; } && ! false',
  'select x in a b; do break; done',
  'coproc cat',
  'for ((i=0; i<3; i++)); do echo $i; done',
  'echo {a,b}{1..3} !(x) # comment',
  'cmd &> log; cmd2 |& tee x; cmd3 &',
  '(cd /tmp && ls) ; { ls; }',
  'find . \\( -name a -o -name b \\) -exec ls {} \\;',
  '[ -z "$(ls)" ] && echo empty',
  'echo "nested $(echo "deep $(echo "er")")"',
  'x=1 y=2 env | grep x',
  '',
  '# only a comment',
  'echo a\\\n  b',
];
const invalid = [
  'echo "open',
  "echo 'open",
  'echo $(date',
  'echo `date',
  'if true; then echo x',
  'for f in a b; echo $f; done',
  'while true do done',
  'case x in a) echo; esac esac',
  'f() {',
  '| wc -l',
  'ls |',
  'ls && && wc',
  ';; ls',
  '( ls',
  'ls )',
  '{ ls; ',
  'done',
  'fi',
  'echo $(if true; then)',
  'echo "$(case x in)"',
  '[[ -f x',
  'echo ${x',
  'cat <(ls',
  'ls > ',
  'if ; then ls; fi',
  'function { ls; }',
];

describe('parseShell', () => {
  it('takes what is valid and reports what is not', () => {
    expect(valid.filter((text) => parseShell(text).errors.length > 0)).toEqual([]);
    expect(invalid.filter((text) => parseShell(text).errors.length === 0)).toEqual([]);
  });

  it.skipIf(!bash)('agrees with bash -n on each of them (skipped where there is no bash)', () => {
    const differs = [...valid, ...invalid].filter((text) => {
      const { status, stderr } = spawnSync('bash', ['-O', 'extglob', '-n'], {
        input: text,
        encoding: 'utf8',
      });
      const accepted = status === 0 && !/syntax error|unexpected EOF/.test(stderr);
      return accepted !== (parseShell(text).errors.length === 0);
    });
    expect(differs).toEqual([]);
  });

  it('notices errors in scripts inside scripts', () => {
    for (const text of [
      'echo $(echo $(if))',
      'cat <<E\n$(fi)\nE\n',
      'echo $((1 + $(done)))',
      'f() { echo "$(then)"; }',
    ])
      expect(parseShell(text).errors.map(({ code }) => code)).toContain('syntax');
  });

  it('points at the error', () => {
    const [error] = parseShell('ls; echo "open').errors;
    expect(error?.span.start).toBe(9);
    expect(error?.message).toMatch(/quote/);
  });
});

describe('bad input', () => {
  const inputs: readonly (readonly [string, string])[] = [
    ['empty', ''],
    ['blank', ' \n\t '],
    ['100 kB of one word', 'a'.repeat(99_999)],
    ['100 kB of commands', 'ls -l /tmp; '.repeat(8_300)],
    ['too long', 'x '.repeat(longestShellText)],
    ['parentheses', '('.repeat(10_000)],
    ['closed parentheses', '('.repeat(10_000) + ')'.repeat(10_000)],
    ['substitutions', '$('.repeat(10_000)],
    ['closed substitutions', `${'$(echo '.repeat(3_000)}x${')'.repeat(3_000)}`],
    ['braces', '{a,'.repeat(5_000)],
    ['closed braces', `echo ${'{a,'.repeat(600)}b${'}'.repeat(600)}`],
    ['many choices', `echo ${'{a,b}'.repeat(40)}`],
    ['quotes', `"'`.repeat(10_000)],
    ['backquotes', '`'.repeat(9_999)],
    [
      'bytes',
      Array.from({ length: 4_000 }, (_, at) => String.fromCharCode((at * 7919) % 256)).join(''),
    ],
    ['half characters', '\ud800\udc00\ud800 \udfff'],
    ['another language', 'bitte lösche alle alten Dateien 👍 とても長い'],
    ['PowerShell', 'Get-ChildItem -Recurse | Where-Object { $_.Length -gt 1MB } | Remove-Item'],
    ['calls of itself', 'f() { f; f; }; f'],
    ['aliases in a circle', "alias a='b x'; alias b='a y'; a"],
    ['code in code', `eval ${'eval '.repeat(400)}ls`],
    ['pipes', `ls ${'| cat '.repeat(12_000)}`],
    ['patterns', `x=${'ab'.repeat(2_000)}; echo \${x//*a*b*a*b*c/} \${x%%*a*b*}`],
    ['awk', `awk '${'"\\"|print|system("'.repeat(900)}'`],
    ['sed', `sed '${'s/[[/]/'.repeat(1_500)}'`],
    ['sql', `psql -c "${"/* ' -- $a$ ".repeat(2_000)}"`],
  ];
  it.each(inputs)('%s is answered, in bounded time', (_name, text) => {
    const started = performance.now();
    const risk = assessRisk(text);
    const spans = explainCommand(text);
    // Far below what anything that grows faster than the text would take, also on a busy machine.
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(risk.reasons.length).toBeGreaterThan(0);
    for (const { span } of spans) expect(text.slice(span.start, span.end)).not.toBe('');
  });

  it('says what it did not read', () => {
    expect(parseShell('x '.repeat(longestShellText)).errors.map(({ code }) => code)).toEqual([
      'too-long',
    ]);
    expect(assessRisk('x '.repeat(longestShellText)).level).toBe('caution');
    expect(assessRisk('ls \u202e txt').level).toBe('caution');
    expect(assessRisk('('.repeat(10_000)).level).toBe('caution');
  });
});
