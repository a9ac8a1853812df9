#!/usr/bin/env node
// `pnpm start`: builds the page when its sources are newer, then serves page and API with the demo loaded.
import './check-node.mjs';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('../../web/', import.meta.url));
const built = `${web}dist/index.html`;
const newest = readdirSync(`${web}src`, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .reduce(
    (latest, entry) => Math.max(latest, statSync(`${entry.parentPath}/${entry.name}`).mtimeMs),
    0,
  );

if (!existsSync(built) || statSync(built).mtimeMs < newest) {
  process.stderr.write('Building the page\n');
  const vite = spawnSync(
    process.execPath,
    [`${web}node_modules/vite/bin/vite.js`, 'build', '--logLevel', 'warn'],
    {
      cwd: web,
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  if (vite.status !== 0) {
    process.stderr.write(
      'The page could not be built; the first error is above. Run "npx -y pnpm@12 install" and start again.\n',
    );
    process.exit(2);
  }
}
process.argv.splice(2, 0, 'serve', '--demo');
await import('../src/main.ts');
