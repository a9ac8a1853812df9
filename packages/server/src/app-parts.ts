import type { Agent, ToolHost } from '@datasherpa/agent';
import type { Stores } from '@datasherpa/tools/ports';
import type { Actor } from './access/authenticate.ts';
import type { Config } from './config.ts';
import type { Sources } from './incoming-from.ts';
import type { Ingestion } from './ingestion-worker.ts';
import type { ResumableUploads } from './resumable/resumable-uploads.ts';
import type { InFlight } from './middleware/in-flight.ts';
import type { Live } from './live/live.ts';
import type { Log } from './observability/log.ts';
import type { Metrics } from './observability/metrics.ts';
import type { Traces } from './observability/traces.ts';

/** What a request carries from the frame to its route. */
export interface AppEnvironment {
  Variables: {
    requestId: string;
    actor: Actor;
    project: string;
    /** It changes nothing: whoever may only look may send it. */
    isQuestion: boolean;
  };
}

/** What the routes work with. */
export interface AppParts {
  readonly config: Config;
  readonly stores: Stores;
  readonly host: ToolHost;
  readonly agent: Agent;
  readonly ingestion: Ingestion;
  readonly live: Live;
  readonly resumable: ResumableUploads;
  readonly sources: Sources;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly inFlight: InFlight;
  readonly traces: Traces;
}
