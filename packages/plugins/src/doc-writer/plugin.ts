import { definePlugin } from '@datasherpa/agent/plugin';
import { generateDocumentation } from './generate-documentation.ts';

export const docWriter = definePlugin({
  name: 'doc-writer',
  version: '0.1.0',
  apiVersion: 1,
  summary: 'Documents pipelines from their code; each statement names the line it comes from.',
  capabilities: ['model', 'workspace', 'parsers'],
  tools: { generate_documentation: generateDocumentation },
});
