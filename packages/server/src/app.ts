import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { AppEnvironment, AppParts } from './app-parts.ts';
import { audit } from './access/audit.ts';
import { authenticate } from './access/authenticate.ts';
import { createRefuseKey } from './access/refuse-key.ts';
import { frame } from './middleware/frame.ts';
import { accessRoutes } from './routes/access.ts';
import { notFound } from './middleware/not-found.ts';
import { observe } from './observability/observe.ts';
import { problemResponse } from './problem.ts';
import { agentRoutes } from './routes/agent.ts';
import { documentRoutes } from './routes/documents.ts';
import { failureRoutes } from './routes/failures.ts';
import { healthRoutes } from './routes/health.ts';
import { jobRoutes } from './routes/jobs.ts';
import { liveRoutes } from './routes/live.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { pageRoutes } from './routes/page.ts';
import { pipelineRoutes } from './routes/pipelines.ts';
import { resumableRoutes } from './routes/resumable.ts';
import { settingsRoutes } from './routes/settings.ts';
import { sparkPlotRoutes } from './routes/spark-plots.ts';
import { sparkRoutes } from './routes/spark.ts';
import { threadRoutes } from './routes/threads.ts';
import { toolRoutes } from './routes/tools.ts';
import { uploadRoutes } from './routes/uploads.ts';
import { userRoutes } from './routes/users.ts';

export type App = Hono<AppEnvironment>;

/** The HTTP surface over the composed parts; paths and JSON are described in `client.ts`. */
export function createApp(parts: AppParts): App {
  const app: App = new Hono();
  app.use(parts.inFlight.count);
  app.use(observe(parts.metrics, parts.log, parts.traces));
  app.use(frame(parts));
  app.use(audit(parts.stores.metadata.audit));
  const refusal = createRefuseKey(parts.config.trustedProxies);
  app.use(authenticate(parts, refusal));
  app.onError((error, context) =>
    problemResponse(context, error, context.get('requestId') ?? randomUUID()),
  );
  app.notFound(notFound(app));
  return app
    .route('/', healthRoutes(parts))
    .route('/', metricsRoutes(parts, refusal))
    .route('/', accessRoutes(parts, refusal))
    .route('/', userRoutes(parts))
    .route('/', pipelineRoutes(parts))
    .route('/', settingsRoutes(parts))
    .route('/', uploadRoutes(parts))
    .route('/', resumableRoutes(parts))
    .route('/', jobRoutes(parts))
    .route('/', failureRoutes(parts))
    .route('/', toolRoutes(parts))
    .route('/', agentRoutes(parts))
    .route('/', threadRoutes(parts))
    .route('/', liveRoutes(parts))
    .route('/', sparkRoutes(parts))
    .route('/', sparkPlotRoutes(parts))
    .route('/', documentRoutes(parts))
    .route('/', pageRoutes());
}
