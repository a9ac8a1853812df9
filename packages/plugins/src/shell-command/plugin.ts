import { definePlugin } from '@datasherpa/agent/plugin';
import { explainShellCommand } from './explain-command.ts';
import { fixShellCommand } from './fix-command.ts';
import { generateShellCommand } from './generate-command.ts';

export const shellCommand = definePlugin({
  name: 'shell-command',
  version: '0.1.0',
  apiVersion: 1,
  summary: 'Makes, explains and repairs shell commands; runs none.',
  capabilities: ['model', 'workspace'],
  tools: {
    generate_shell_command: generateShellCommand,
    explain_shell_command: explainShellCommand,
    fix_shell_command: fixShellCommand,
  },
});
