import { spawnSync } from 'node:child_process';
import { expect, test, describe } from 'vitest';
import { previewCommand } from './preview.ts';

const sandbox = spawnSync('bwrap', ['--ro-bind', '/', '/', '--unshare-all', 'true']).status === 0;
const nothing = { userland: 'gnu', files: [], partial: false } as const;

test('too many files are no sample, and that is said', async () => {
  const files = Array.from({ length: 300 }, (_, at) => ({ path: `f${at}`, kind: 'file' as const }));
  const made = await previewCommand('true', { ...nothing, files });
  expect(made.ran).toBe(false);
  expect(made.ran ? '' : made.why).not.toBe('');
});

describe.skipIf(!sandbox)(`in bubblewrap${sandbox ? '' : ' (not possible here)'}`, () => {
  test.each([
    ['no network', 'exec 3<>/dev/tcp/127.0.0.1/9', /Connection refused|Network is unreachable/],
    ['no other host', 'exec 3<>/dev/tcp/192.0.2.1/9', /Network is unreachable/],
    ['no files of the host', 'cat /etc/passwd', /No such file/],
    ['nothing to write to', 'touch /usr/here', /Read-only file system|Permission denied/],
  ])('%s', async (_, command, error) => {
    const made = await previewCommand(command, nothing);
    expect(made).toMatchObject({ ran: true });
    expect(made.ran && made.exitCode).not.toBe(0);
    expect(made.ran ? made.errors : '').toMatch(error);
  });

  test('the environment is empty, and other processes are not seen', async () => {
    const made = await previewCommand(
      'env | cut -d= -f1 | sort; ls /proc | grep -c "^[0-9]"',
      nothing,
    );
    expect(made.ran && made.output.includes('SECRET')).toBe(false);
    expect(Number(made.ran && made.output.trim().split('\n').at(-1))).toBeLessThan(12);
  });

  test('endless output is cut, and memory has an end', async () => {
    expect(await previewCommand('yes', nothing)).toMatchObject({ ran: true, truncated: true });
    const large = await previewCommand('awk \'BEGIN{s="x";while(1)s=s s}\'', nothing);
    expect(large.ran && large.exitCode).not.toBe(0);
  });

  test('kill -9 -1 reaches nothing outside', async () => {
    expect((await previewCommand('kill -9 -1', nothing)).ran).toBe(true);
    expect(process.pid).toBeGreaterThan(0);
  });
});
