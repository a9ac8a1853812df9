import { SherpaError } from '@datasherpa/tools/errors';
import { drawPlots, drawTrend, trendsOf } from '@datasherpa/tools/spark';
import { Hono, type Context } from 'hono';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import type { SparkPlots } from '../client.ts';
import { logsOfApplication } from './spark-logs.ts';

const picture = {
  'content-type': 'image/svg+xml',
  // Opened by itself it has its own style, and nothing else.
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
};
const shownRuns = 100;

/**
 * `/spark-plots/ID`: drawings of a run as SVG, all with their words, or one as a picture. Of several attempts the last.
 * `/spark-trends/JOB.svg`: runs of a job over time.
 */
export function sparkPlotRoutes({ host }: AppParts): Hono<AppEnvironment> {
  const plotsOf = async (context: Context<AppEnvironment>, id: string) => {
    const { logs } = await host.workspaceFor(context.get('project')).everyEventLog();
    const attempt = context.req.query('attempt') ?? null;
    const [log] = logsOfApplication(logs, id, attempt).toSorted(
      (a, b) => (b.summary.startTime ?? 0) - (a.summary.startTime ?? 0),
    );
    return drawPlots(await log!.application(context.req.raw.signal));
  };
  return new Hono<AppEnvironment>()
    .get('/spark-plots/:id', async (context) =>
      context.json({
        plots: await plotsOf(context, context.req.param('id')),
      } satisfies SparkPlots),
    )
    .get('/spark-plots/:id/:name', async (context) => {
      const { id, name } = context.req.param();
      const plot = (await plotsOf(context, id)).find((each) => `${each.name}.svg` === name);
      if (!plot) throw new SherpaError('NOT_FOUND', { kind: 'plot', id: name.slice(0, 100) });
      return context.body(plot.svg, 200, picture);
    })
    .get('/spark-trends/:job', async (context) => {
      const job = context.req.param('job').replace(/\.svg$/, '');
      const { sparkRuns } = host.workspaceFor(context.get('project'));
      const { runs } = await sparkRuns.ofJob(job, shownRuns);
      const plot = drawTrend(job, runs, trendsOf(runs));
      if (!plot) throw new SherpaError('NOT_FOUND', { kind: 'Spark job', id: job.slice(0, 100) });
      return context.body(plot.svg, 200, picture);
    });
}
