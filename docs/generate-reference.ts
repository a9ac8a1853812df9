import { writeFile } from 'node:fs/promises';
import { catalogue } from '../packages/tools/src/errors.ts';

/** `pnpm reference`: writes the pages of docs/reference that have one source in the code. */

const errors = Object.entries(catalogue).map(
  ([code, entry]) =>
    `## \`${code}\`\n\nStatus ${entry.status}. ${entry.message}\n\n${entry.hint}\n`,
);
await writeFile(
  new URL('reference/errors.md', import.meta.url),
  `# Errors\n\nEvery error has a permanent code. REST answers them as problem documents (RFC 9457) with \`code\`, \`detail\`, \`hint\` and, where one is at fault,\n\`field\`; the CLI prints the same text. Generated from \`packages/tools/src/errors.ts\` by \`pnpm reference\`; parts in braces are filled in.\n\n${errors.join('\n')}`,
);
