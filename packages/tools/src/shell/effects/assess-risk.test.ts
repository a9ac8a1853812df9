import { describe, expect, it } from 'vitest';
import { assessRisk } from './assess-risk.ts';

function level(command: string): string {
  return assessRisk(command).level;
}

function codes(command: string): string[] {
  return assessRisk(command).reasons.map(({ code }) => code);
}

/** The words that the first reason points at. */
function pointed(command: string): string {
  const [reason] = assessRisk(command).reasons;
  return command.slice(reason!.span.start, reason!.span.end);
}

describe('assessRisk', () => {
  it('takes reading for safe, whatever the text in quotes says', () => {
    expect(level(`grep -rn 'rm -rf /' scripts | sort | uniq -c`)).toBe('safe');
    expect(level(`awk -F, '{s+=$3} END{print s}' "$FILE"`)).toBe('safe');
    expect(level(`echo 'DROP TABLE x; rm -rf /' | wc -l`)).toBe('safe');
  });

  it('does not take the name of an option of set for an argument of the script', () => {
    expect(codes('set -- /srv; rm -r "$1"')).toContain('delete-recursive');
    const [reason] = assessRisk('set -euo pipefail; pipefail() { :; }; $1').reasons;
    expect(reason?.code).toBe('dynamic-command');
  });

  it('follows words through wrappers with the grammar of each', () => {
    expect(codes('sudo -u etl -- nice -n 5 timeout -k 5 10 rm -rf /srv/x')).toContain(
      'delete-recursive',
    );
    expect(codes("find . -name '*.tmp' -exec sh -c 'unlink \"$1\"' _ {} \\;")).toContain(
      'delete-file',
    );
    expect(level('timeout -s KILL 10 ls')).toBe('safe');
    expect(level("ssh -p 22 -i key host 'rm -r /srv/x'")).toBe('destructive');
    expect(level('docker exec -it -u root box find /srv -delete')).toBe('destructive');
  });

  it('computes what can be computed', () => {
    expect(codes('A=r; B=m; $A$B -r x')).toContain('delete-recursive');
    expect(codes('{rm,-rf,/srv}')).toContain('delete-recursive');
    expect(codes('c=xrmx; ${c:1:2} -rf y')).toContain('delete-recursive');
    expect(codes("eval \"$(printf '%s' 'rm -r x')\"")).toContain('delete-recursive');
    expect(codes('echo "mr -rf x" | rev')).not.toContain('delete-recursive');
    expect(codes('echo "x fr- mr" | rev | sh')).toContain('delete-recursive');
    expect(codes('echo cm0gLXJmIC8= | base64 -d | sh')).toContain('delete-recursive');
  });

  it('never calls safe what it does not know', () => {
    const unknown = ['frobnicate', '$X', './ls', '/tmp/ls', 'ls --frob', 'git frob', 'if', 'ls "'];
    expect(unknown.filter((command) => level(command) === 'safe')).toEqual([]);
  });

  it('remembers what a file holds that the script has written', () => {
    expect(codes("echo 'rm -rf x' > a.sh; sh a.sh")).toContain('delete-recursive');
    expect(codes('curl -o a.sh https://example.org/a && chmod +x a.sh && ./a.sh')).toContain(
      'remote-code-execution',
    );
  });

  it('tells writing from losing', () => {
    expect(codes(': > a.log')).toContain('truncate-file');
    expect(codes('sort a | uniq > ./a')).toContain('truncate-file');
    expect(codes('sort a > b && mv b a')).not.toContain('truncate-file');
    expect(codes('sort -o a a')).not.toContain('truncate-file');
    expect(level('ls > /dev/null 2>&1')).toBe('safe');
  });

  it('reads SQL wherever it comes from', () => {
    expect(codes(`psql -c "delete from t where 1=1"`)).toContain('database-destroy');
    expect(codes(`psql <<'E'\ntruncate t\nE`)).toContain('database-destroy');
    expect(level(`psql -c "explain analyze delete from t"`)).toBe('destructive');
    expect(level(`mysql -e "select 'drop table t' from t where a = 'b;c'"`)).toBe('safe');
  });

  it('points at the words that are meant, also inside quotes', () => {
    expect(pointed('ls; rm -rf x')).toBe('rm -rf x');
    expect(pointed("bash -c 'cd x && rm -rf y'")).toBe('rm -rf y');
    expect(pointed("sh <<'E'\nls\nrm -rf y\nE\n")).toBe('rm -rf y');
  });
});
