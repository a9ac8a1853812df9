export { logSearch } from './log-search/plugin.ts';
