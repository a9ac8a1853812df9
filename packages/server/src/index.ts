export { compose, migrateStores, moveTo, type Composed } from './compose.ts';
export { readConfig, readTarget, type Config } from './config.ts';
export { startServer, type RunningServer } from './start-server.ts';
export { createMetrics } from './observability/metrics.ts';
