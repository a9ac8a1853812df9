export { compose, migrateStores, type Composed } from './compose.ts';
export { readConfig, type Config } from './config.ts';
export { startServer, type RunningServer } from './start-server.ts';
