import { definePlugin } from '@datasherpa/agent/plugin';
import { compare } from './compare.ts';
import { diagnose } from './diagnose.ts';
import { searchLogs } from './search-logs.ts';
import { timeline } from './timeline.ts';

export const logSearch = definePlugin({
  name: 'log-search',
  version: '0.1.0',
  apiVersion: 1,
  summary: 'Searches uploaded logs and explains why a pipeline failed.',
  capabilities: ['workspace'],
  tools: { diagnose, search_logs: searchLogs, timeline, compare },
});
