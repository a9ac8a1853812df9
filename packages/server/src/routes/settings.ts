import { settingsOf } from '@datasherpa/agent';
import { SherpaError } from '@datasherpa/tools/errors';
import { Hono } from 'hono';
import { z } from 'zod';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import type { SettingList } from '../client.ts';
import { readBody } from '../read-body.ts';

export const changedSettingsBody = z.object({
  settings: z
    .record(z.string().max(100), z.unknown())
    .describe('Values by name; null goes back to what the operator or the tool says.'),
});

/** `/settings`: what a project sets for requests that do not say it themselves. */
export function settingsRoutes({ config, host, stores }: AppParts): Hono<AppEnvironment> {
  const { settings } = stores.metadata;
  const known = settingsOf(host.registry);
  /** What the operator keeps from models, no project gives them. */
  const environment = new Map<string, unknown>([
    ['models.redactAddresses', config.redactAddresses],
  ]);
  const view = async (project: string): Promise<SettingList> => {
    const set = new Map((await settings.list(project)).map((each) => [each.name, each]));
    return {
      settings: [...known.values()].map(({ name, description, schema, byDefault }) => {
        const own = environment.get(name) === true ? undefined : set.get(name);
        return {
          name,
          description,
          schema: z.toJSONSchema(schema, { io: 'input' }),
          value: (own
            ? JSON.parse(own.value)
            : (environment.get(name) ?? byDefault ?? null)) as unknown,
          from: own ? 'project' : environment.has(name) ? 'environment' : 'default',
          changedAt: own?.changedAt ?? null,
          changedBy: own?.changedBy ?? null,
        };
      }),
    };
  };
  return new Hono<AppEnvironment>()
    .get('/settings', async (context) => context.json(await view(context.get('project'))))
    .put('/settings', async (context) => {
      const project = context.get('project');
      const { settings: wanted } = await readBody(context.req.raw, changedSettingsBody);
      const changes = Object.entries(wanted).map(([name, value]) => {
        const setting = known.get(name);
        const field = `settings.${name.slice(0, 100)}`;
        if (!setting)
          throw new SherpaError(
            'INPUT_INVALID',
            { reason: `${field}: there is no such setting` },
            { field },
          );
        if (value === null) return { name, value: null };
        const parsed = setting.schema.safeParse(value);
        if (!parsed.success)
          throw new SherpaError(
            'INPUT_INVALID',
            { reason: `${field}: ${parsed.error.issues[0]!.message}` },
            { field },
          );
        return { name, value: JSON.stringify(parsed.data) };
      });
      const actor = context.get('actor');
      const by = {
        project,
        changedAt: Date.now(),
        changedBy: (actor.user ?? actor.name).slice(0, 190),
      };
      await stores.metadata.transaction(async (metadata) => {
        for (const { name, value } of changes)
          if (value === null) await metadata.settings.unset(project, name);
          else await metadata.settings.set({ ...by, name, value });
      });
      return context.json(await view(project));
    });
}
