import type { Me, UserView } from '@datasherpa/server/client';
import { SherpaError } from '@datasherpa/tools/errors';
import type { GlobalOptions } from './global-options.ts';
import { openClient, type OpenClient } from './open-client.ts';
import { jsonLine } from './render/json-line.ts';
import { harmless } from './render/render-answer.ts';

const atOnce = 200;

/** Prints the users of the project. Exit code 1 where there is none. */
export async function listUsers(options: GlobalOptions): Promise<number> {
  const opened = await openClient(options);
  try {
    const users = await allUsers(opened);
    if (options.json) process.stdout.write(jsonLine({ users }));
    else if (users.length === 0) process.stdout.write('There is no user yet.\n');
    else for (const user of users) process.stdout.write(lineOf(user));
    return users.length > 0 ? 0 : 1;
  } finally {
    await opened.close();
  }
}

export async function addUser(
  name: string,
  options: GlobalOptions & { readonly role: Me['role'] },
): Promise<number> {
  const opened = await openClient(options);
  try {
    show(options, await opened.client.createUser({ name, role: options.role }));
    return 0;
  } finally {
    await opened.close();
  }
}

/** Changes a user, who is named or given by id. */
export async function changeUser(
  who: string,
  change: { readonly role?: Me['role']; readonly disabled?: boolean },
  options: GlobalOptions,
): Promise<number> {
  const opened = await openClient(options);
  try {
    const { id } = await userCalled(opened, who);
    show(options, await opened.client.changeUser(id, change));
    return 0;
  } finally {
    await opened.close();
  }
}

/** @throws NOT_FOUND */
export async function userCalled(opened: OpenClient, who: string): Promise<UserView> {
  const found = (await allUsers(opened)).find(({ id, name }) => id === who || name === who);
  if (!found) throw new SherpaError('NOT_FOUND', { kind: 'user', id: who.slice(0, 100) });
  return found;
}

async function allUsers({ client }: OpenClient): Promise<UserView[]> {
  const users: UserView[] = [];
  for (;;) {
    const page = await client.users({ limit: atOnce, offset: users.length });
    users.push(...page.users);
    if (page.users.length === 0 || users.length >= page.total) return users;
  }
}

function show(options: GlobalOptions, user: UserView): void {
  process.stdout.write(options.json ? jsonLine({ user }) : lineOf(user));
}

function lineOf(user: UserView): string {
  const { id, name, role, disabledAt } = harmless(user);
  const state =
    disabledAt === null ? '' : `, disabled ${new Date(disabledAt).toISOString().slice(0, 10)}`;
  return `${id}  ${role.padEnd(6)}  ${name}${state}\n`;
}
