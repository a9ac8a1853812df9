import { callTool } from '@datasherpa/agent';
import { Hono, type Context } from 'hono';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import { readJsonBody } from '../read-json-body.ts';
import { inputOfForm } from './input-of-form.ts';
import { toolView } from '../tool-view.ts';

/** `/tools`, `/plugins`, and one POST route for each tool, made from its definition. */
export function toolRoutes(parts: AppParts): Hono<AppEnvironment> {
  const { host } = parts;
  const { plugins, refused, tools } = host.registry;
  const call = (name: string) => async (context: Context<AppEnvironment>) => {
    const approval = context.req.query('approval');
    const { raw } = context.req;
    const takesFiles = 'uploads' in (tools.get(name)?.tool.input.shape ?? {});
    const isForm = /^multipart\/form-data\b/i.test(raw.headers.get('content-type') ?? '');
    const input =
      takesFiles && isForm
        ? await inputOfForm(raw, context.get('actor'), parts)
        : await readJsonBody(raw);
    const answer = await callTool(host, name, input, {
      project: context.get('project'),
      requestId: context.get('requestId'),
      signal: context.req.raw.signal,
      ...(approval !== undefined && { approval }),
    });
    return context.json(answer);
  };
  const app = new Hono<AppEnvironment>()
    .get('/tools', (context) => context.json({ tools: [...tools.values()].map(toolView) }))
    .get('/plugins', (context) =>
      context.json({
        plugins: [
          ...plugins.map((plugin) => ({
            name: plugin.name,
            version: plugin.version,
            summary: plugin.summary,
            status: 'active',
            reason: null,
            capabilities: plugin.capabilities,
            tools: Object.keys(plugin.tools),
          })),
          ...refused.map(({ name, reason }) => ({
            name,
            version: '',
            summary: '',
            status: 'disabled',
            reason,
            capabilities: [],
            tools: [],
          })),
        ],
      }),
    );
  for (const { name, tool } of tools.values()) {
    if (tool.route) app.post(tool.route, call(name));
    app.post(`/tools/${name.replace('.', '/')}`, call(name));
  }
  // A tool that is not there is answered by the gate, which knows the nearest name.
  return app.post('/tools/:plugin/:tool', (context) =>
    call(`${context.req.param('plugin')}.${context.req.param('tool')}`)(context),
  );
}
