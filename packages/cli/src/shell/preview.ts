import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, lstat, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Surroundings } from '@datasherpa/tools/shell/generate';

export type Preview =
  | {
      readonly ran: true;
      readonly output: string;
      readonly errors: string;
      readonly exitCode: number | null;
      readonly truncated: boolean;
      /** Paths that it made, changed or removed. */ readonly changes: readonly string[];
    }
  | { readonly ran: false; readonly why: string };

const limits = {
  bytesOfCopy: 20e6,
  files: 200,
  milliseconds: 5000,
  memoryBytes: 512e6,
  output: 4000,
};

/**
 * Runs a command on a copy of the files around it, inside bubblewrap: no network, nothing of the host to write to, an empty environment,
 * limits on time, memory and output. Without bubblewrap nothing is run, and the reason is said.
 */
export async function previewCommand(command: string, seen: Surroundings): Promise<Preview> {
  if (process.platform !== 'linux')
    return { ran: false, why: 'bubblewrap is there for Linux only.' };
  const probe = spawnSync(
    'bwrap',
    ['--ro-bind', '/usr', '/usr', '--unshare-all', '/usr/bin/true'],
    { encoding: 'utf8' },
  );
  if (probe.error) return { ran: false, why: 'bubblewrap (bwrap) is not installed.' };
  if (probe.status !== 0 && !/No such file/.test(probe.stderr))
    return {
      ran: false,
      why: 'bubblewrap may not make a sandbox here (user namespaces are switched off).',
    };
  const folder = await mkdtemp(join(tmpdir(), 'sherpa-preview-'));
  try {
    const copied = await copySample(folder, seen);
    if (copied !== null) return { ran: false, why: copied };
    const before = await state(folder);
    const ran = await runInside(folder, command);
    const after = await state(folder);
    const changes = [...new Set([...before.keys(), ...after.keys()])]
      .filter((path) => before.get(path) !== after.get(path))
      .slice(0, 50);
    return { ran: true, ...ran, changes };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns why nothing was copied, or null. */
async function copySample(folder: string, seen: Surroundings): Promise<string | null> {
  const files = seen.files.slice(0, limits.files);
  const bytes = files.reduce((sum, file) => sum + (file.bytes ?? 0), 0);
  if (seen.files.length > limits.files || seen.partial)
    return `There are more than ${limits.files} files here; a copy would not be a sample.`;
  if (bytes > limits.bytesOfCopy)
    return `The files here have ${Math.round(bytes / 1e6)} MB; at most ${limits.bytesOfCopy / 1e6} MB are copied.`;
  for (const { path, kind } of files) {
    const to = join(folder, path);
    if (kind === 'folder') await mkdir(to, { recursive: true });
    else {
      await mkdir(dirname(to), { recursive: true });
      // Links stay links: what they point to outside is not there inside.
      await cp(join(process.cwd(), path), to, { verbatimSymlinks: true, preserveTimestamps: true });
    }
  }
  return null;
}

async function state(root: string, path = ''): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of await readdir(join(root, path))) {
    const at = path === '' ? name : `${path}/${name}`;
    const entry = await lstat(join(root, at));
    found.set(at, entry.isDirectory() ? 'folder' : `${entry.mode} ${entry.size} ${entry.mtimeMs}`);
    if (entry.isDirectory())
      for (const [key, value] of await state(root, at)) found.set(key, value);
  }
  return found;
}

async function runInside(
  folder: string,
  command: string,
): Promise<{ output: string; errors: string; exitCode: number | null; truncated: boolean }> {
  const system = (
    await Promise.all(
      ['/usr', '/bin', '/lib', '/lib64', '/etc/alternatives', '/etc/ld.so.cache'].map(
        async (path) => ((await stat(path).catch(() => null)) ? ['--ro-bind', path, path] : []),
      ),
    )
  ).flat();
  const args = [
    ...system,
    '--dev',
    '/dev',
    '--proc',
    '/proc',
    '--tmpfs',
    '/tmp',
    '--bind',
    folder,
    '/work',
    '--chdir',
    '/work',
    '--unshare-all',
    '--die-with-parent',
    '--new-session',
    '--cap-drop',
    'ALL',
    '--clearenv',
    '--setenv',
    'PATH',
    '/usr/bin:/bin',
    '--setenv',
    'LC_ALL',
    'C',
    '--setenv',
    'TZ',
    'UTC',
    '--setenv',
    'HOME',
    '/work',
  ];
  const limited = existsSync('/usr/bin/prlimit')
    ? [
        'prlimit',
        `--as=${limits.memoryBytes}`,
        '--nproc=256',
        `--fsize=${limits.bytesOfCopy * 2}`,
        '--',
      ]
    : [];
  const child = spawn('bwrap', [...args, ...limited, 'bash', '-c', command], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = ['', ''];
  let truncated = false;
  [child.stdout, child.stderr].forEach((stream, at) => {
    stream.setEncoding('utf8').on('data', (text: string) => {
      if (texts[at]!.length < limits.output)
        texts[at] += text.slice(0, limits.output - texts[at]!.length);
      else {
        truncated = true;
        child.kill('SIGKILL');
      }
    });
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), limits.milliseconds);
  const exitCode = await new Promise<number | null>((resolve) =>
    child.on('close', resolve).on('error', () => resolve(null)),
  );
  clearTimeout(timer);
  return { output: texts[0]!, errors: texts[1]!, exitCode, truncated };
}
