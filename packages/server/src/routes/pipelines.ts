import { SherpaError } from '@datasherpa/tools/errors';
import type { MetadataStore, PipelinePart } from '@datasherpa/tools/ports';
import { outcomeOf } from '@datasherpa/tools/timeline';
import { Hono } from 'hono';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import type { PipelineRunView, PipelineView } from '../client.ts';
import { wholeNumber } from './whole-number.ts';

/** Of each pipeline so many of its last runs are looked at for the last success and failure. */
const lookedAt = 30;
const shownUploads = 20;

/** `/pipelines`: what ran, when, and how it ended, as the logs of uploads tell. */
export function pipelineRoutes({ stores }: AppParts): Hono<AppEnvironment> {
  const { pipelines, failures } = stores.metadata;
  return new Hono<AppEnvironment>()
    .get('/pipelines', async (context) => {
      const limit = wholeNumber(context, 'limit', { otherwise: 20, min: 1, max: 100 });
      const offset = wholeNumber(context, 'offset', { otherwise: 0, min: 0 });
      const page = await pipelines.list(context.get('project'), { limit, offset });
      const views: PipelineView[] = [];
      for (const pipeline of page.pipelines) {
        const { runs, total } = await pipelines.runs(pipeline.id, { limit: lookedAt, offset: 0 });
        const ended = runs.map(({ run, parts }) => ({ run, ...outcomeOf(parts) }));
        const last = (status: 'success' | 'failed') => {
          const found = ended.find((each) => each.status === status);
          return found ? { run: found.run, at: found.endedAt ?? found.startedAt } : null;
        };
        views.push({
          ...pipeline,
          runs: total,
          lastSuccess: last('success'),
          lastFailure: last('failed'),
        });
      }
      return context.json({ pipelines: views, total: page.total });
    })
    .get('/pipelines/:id/runs', async (context) => {
      const limit = wholeNumber(context, 'limit', { otherwise: 20, min: 1, max: 100 });
      const offset = wholeNumber(context, 'offset', { otherwise: 0, min: 0 });
      const project = context.get('project');
      const id = context.req.param('id');
      const pipeline = await pipelines.get(project, id);
      if (!pipeline) throw new SherpaError('NOT_FOUND', { kind: 'pipeline', id: id.slice(0, 100) });
      const { runs, total } = await pipelines.runs(id, { limit, offset });
      const views = [];
      for (const { run, parts } of runs) views.push(await runView(failures, project, run, parts));
      return context.json({ pipeline, runs: views, total });
    });
}

async function runView(
  failures: MetadataStore['failures'],
  project: string,
  run: string,
  parts: readonly PipelinePart[],
): Promise<PipelineRunView> {
  const outcome = outcomeOf(parts);
  const uploads = [...new Set(parts.map(({ uploadId }) => uploadId))].slice(-shownUploads);
  // Whatever failed in its uploads is a cause of a run that did not end well.
  const causes = outcome.status === 'success' ? [] : await failures.inUploads(project, uploads);
  return { run, ...outcome, uploads, causes };
}
