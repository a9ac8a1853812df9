import { SherpaError } from '@datasherpa/tools/errors';
import { keyRoles, type UserRecord } from '@datasherpa/tools/ports';
import { Hono } from 'hono';
import { v7 as timeOrderedId } from 'uuid';
import { z } from 'zod';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import type { UserView } from '../client.ts';
import { readBody } from '../read-body.ts';
import { wholeNumber } from './whole-number.ts';

const maxName = 190;

export const newUserBody = z.object({
  name: z.string().trim().min(1).max(maxName).describe('One of each name in a project.'),
  role: z.enum(keyRoles).default('viewer').describe('What the keys of the user may do at most.'),
});
export const changedUserBody = z.object({
  role: z
    .enum(keyRoles)
    .optional()
    .describe('A lower one counts for all keys of the user at once.'),
  disabled: z
    .boolean()
    .optional()
    .describe('True ends all keys and sessions of the user; false lets new ones be made.'),
});

/** `/users` and `/projects`: the people of a project, and the projects there are. */
export function userRoutes({ stores }: AppParts): Hono<AppEnvironment> {
  const { users, projects } = stores.metadata;
  return new Hono<AppEnvironment>()
    .get('/users', async (context) => {
      const limit = wholeNumber(context, 'limit', { otherwise: 50, min: 1, max: 200 });
      const offset = wholeNumber(context, 'offset', { otherwise: 0, min: 0 });
      const page = await users.list(context.get('project'), { limit, offset });
      return context.json({ users: page.users.map(userView), total: page.total });
    })
    .post('/users', async (context) => {
      const { name, role } = await readBody(context.req.raw, newUserBody);
      const project = context.get('project');
      const user: UserRecord = {
        id: timeOrderedId(),
        project,
        name: name.toWellFormed(),
        role,
        createdAt: Date.now(),
        disabledAt: null,
      };
      if (!(await users.insert(user)))
        throw new SherpaError(
          'INPUT_INVALID',
          { reason: 'name: the project has a user of that name' },
          { field: 'name' },
        );
      await projects.keep(project, user.createdAt);
      return context.json(userView(user), 201);
    })
    .patch('/users/:id', async (context) => {
      const { role, disabled } = await readBody(context.req.raw, changedUserBody);
      const project = context.get('project');
      const id = context.req.param('id');
      const now = Date.now();
      const changed = await stores.metadata.transaction(async (metadata) => {
        const before = await metadata.users.get(project, id);
        if (!before) throw new SherpaError('NOT_FOUND', { kind: 'user', id: id.slice(0, 100) });
        const after: UserRecord = {
          ...before,
          ...(role && { role }),
          ...(disabled !== undefined && {
            disabledAt: disabled ? (before.disabledAt ?? now) : null,
          }),
        };
        await metadata.users.update(project, id, after);
        if (disabled) await metadata.keys.revokeOfUser(id, now);
        return after;
      });
      return context.json(userView(changed));
    })
    .get('/projects', async (context) => {
      const limit = wholeNumber(context, 'limit', { otherwise: 50, min: 1, max: 200 });
      const offset = wholeNumber(context, 'offset', { otherwise: 0, min: 0 });
      const { id, project } = context.get('actor');
      // Only who opens projects sees those of others.
      const only = id === 'setting' || id === 'local' ? {} : { only: project };
      return context.json(await projects.list({ limit, offset, ...only }));
    });
}

const userView = ({ id, name, role, createdAt, disabledAt }: UserRecord): UserView => ({
  id,
  name,
  role,
  createdAt,
  disabledAt,
});
