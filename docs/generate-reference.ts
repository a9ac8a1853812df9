import { writeFile } from 'node:fs/promises';
import { loadPlugins } from '../packages/agent/src/index.ts';
import { logSearch } from '../packages/plugins/src/index.ts';
import { toolView } from '../packages/server/src/tool-view.ts';
import { catalogue } from '../packages/tools/src/errors.ts';

/** `pnpm reference`: writes what has one source in the code: pages of docs/reference, and the tools' commands for the command line. */

const errors = Object.entries(catalogue).map(
  ([code, entry]) =>
    `## \`${code}\`\n\nStatus ${entry.status}. ${entry.message}\n\n${entry.hint}\n`,
);
await writeFile(
  new URL('reference/errors.md', import.meta.url),
  `# Errors\n\nEvery error has a permanent code. REST answers them as problem documents (RFC 9457) with \`code\`, \`detail\`, \`hint\` and, where one is at fault,\n\`field\`; the CLI prints the same text. Generated from \`packages/tools/src/errors.ts\` by \`pnpm reference\`; parts in braces are filled in.\n\n${errors.join('\n')}`,
);

// The command line loads no plugin to show its help.
const commands = [...loadPlugins([logSearch]).tools.values()]
  .map(toolView)
  .flatMap((view) =>
    view.cli
      ? [{ summary: view.summary, route: view.routes[0], ...view.cli, input: view.input }]
      : [],
  );
await writeFile(
  new URL('../packages/cli/src/tool-commands.json', import.meta.url),
  `${JSON.stringify(commands, null, 2)}\n`,
);
