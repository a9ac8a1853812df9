// Runs on any Node since 18, so that an old one gets a sentence instead of a syntax error.
import { existsSync } from 'node:fs';
import process from 'node:process';

const wanted = 24;
const root = new URL('../../../', import.meta.url);
const major = Number(process.versions.node.split('.')[0]);

if (!existsSync(new URL('node_modules/.modules.yaml', root))) {
  stop(
    'The packages are not installed completely.',
    'Run "npx -y pnpm@12 install" in the project folder and read its first error. It needs the npm registry (or a mirror set in .npmrc) and about 1 GB of disk.',
  );
}
if (!(major >= wanted)) {
  stop(
    `DataSherpa needs Node ${wanted} or newer; this is Node ${process.versions.node}.`,
    'On Linux (x64, arm64) the project brings its own: start it with "npx -y pnpm@12 start". Elsewhere install Node 24 and try again.',
  );
}

function stop(what, hint) {
  process.stderr.write(`${what}\n${hint}\n`);
  process.exit(2);
}
