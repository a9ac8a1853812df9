import type { AccessKeyView, Me } from '@datasherpa/server/client';
import type { GlobalOptions } from './global-options.ts';
import { openClient } from './open-client.ts';
import { jsonLine } from './render/json-line.ts';
import { harmless } from './render/render-answer.ts';
import { userCalled } from './users.ts';

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Prints the keys of the project, without secrets. Exit code 1 where there is none. */
export async function listKeys(options: GlobalOptions): Promise<number> {
  const opened = await openClient(options);
  try {
    const keys = await opened.client.keys();
    if (options.json) process.stdout.write(jsonLine({ keys }));
    else if (keys.length === 0) process.stdout.write('There is no key yet.\n');
    else for (const key of keys) process.stdout.write(lineOf(key));
    return keys.length > 0 ? 0 : 1;
  } finally {
    await opened.close();
  }
}

/** Makes a key. Only its secret goes to stdout, so that it can be put into a file. */
export async function createKey(
  name: string,
  options: GlobalOptions & {
    readonly role?: Me['role'];
    readonly user?: string;
    readonly project?: string;
    readonly days?: number;
  },
): Promise<number> {
  const opened = await openClient(options);
  try {
    const { role, project, days, user } = options;
    const { key, secret } = await opened.client.createKey({
      name,
      ...(role !== undefined && { role }),
      ...(user !== undefined && { user: (await userCalled(opened, user)).id }),
      ...(project !== undefined && { project }),
      ...(days !== undefined && { days }),
    });
    show(options, key, secret);
    return 0;
  } finally {
    await opened.close();
  }
}

/** Makes a new secret in the place of a key; the old one ends after the hours, or at once. */
export async function rotateKey(
  id: string,
  options: GlobalOptions & { readonly graceHours: number },
): Promise<number> {
  const opened = await openClient(options);
  try {
    const { key, secret } = await opened.client.rotateKey(id, options.graceHours);
    show(options, key, secret);
    return 0;
  } finally {
    await opened.close();
  }
}

function show(options: GlobalOptions, key: AccessKeyView, secret: string): void {
  if (options.json) process.stdout.write(jsonLine({ key, secret }));
  else {
    process.stderr.write(`${lineOf(key)}This is the only time it is shown:\n`);
    process.stdout.write(`${secret}\n`);
  }
}

export async function revokeKey(id: string, options: GlobalOptions): Promise<number> {
  const opened = await openClient(options);
  try {
    await opened.client.revokeKey(id);
    process.stdout.write(options.json ? jsonLine({ revoked: id }) : `${id} is revoked.\n`);
    return 0;
  } finally {
    await opened.close();
  }
}

function lineOf(key: AccessKeyView): string {
  const { id, name, role, project, createdAt, expiresAt, revokedAt } = harmless(key);
  const end =
    revokedAt !== null
      ? `revoked ${day(revokedAt)}`
      : expiresAt === null
        ? 'does not end by itself'
        : `ends ${day(expiresAt)}`;
  return `${id}  ${role.padEnd(6)}  ${project}  ${name}, made ${day(createdAt)}, ${end}\n`;
}
