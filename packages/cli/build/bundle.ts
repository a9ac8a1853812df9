import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { licenceOf, type BundledPackage } from './bundled-package.ts';
import { billOfMaterials } from './bill-of-materials.ts';

/**
 * Makes of the built workspace what the image holds: `node build/bundle.ts FOLDER`. The program is in FOLDER/packages/cli/bundle, because
 * it finds page, demo and its version by their place from there, as the sources do.
 */
const [target] = process.argv.slice(2);
if (target === undefined) throw new Error('the folder to write to is missing');
const root = fileURLToPath(new URL('../../../', import.meta.url));
const sources = join(root, 'packages');

/** They read files beside their code, so they stay as they are. */
const unbundled = [
  '@astral-sh/ruff-wasm-nodejs',
  '@polyglot-sql/sdk',
  'swagger-ui-dist',
  'tree-sitter-python',
  'web-tree-sitter',
];
/** Of those, what a running program reads. */
const isUsed = (path: string): boolean =>
  !/\/(bindings|cdn|debug|node_modules|prebuilds|queries|src)(\/|$)/.test(path) &&
  /(^|\/)([^.]*|package\.json|LICENSE.*|.*\.(js|cjs|mjs|css|wasm))$/.test(path);

const bundle = await rolldown({
  input: {
    main: join(sources, 'cli/src/main.ts'),
    // Threads and processes are started by the name of their file.
    'parse-worker': join(sources, 'tools/src/adapters/sql/parse-worker.ts'),
    'findings-worker': join(sources, 'tools/src/adapters/threads/findings-worker.ts'),
    'dag-process': join(sources, 'tools/src/adapters/python/dag-process.ts'),
  },
  platform: 'node',
  resolve: { conditionNames: ['datasherpa-source', 'node', 'import', 'module', 'default'] },
  external: unbundled.map((name) => new RegExp(`^${name}(/|$)`)),
});
const { output } = await bundle.write({
  dir: join(target, 'packages/cli/bundle'),
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
});
cpSync(join(sources, 'cli/package.json'), join(target, 'packages/cli/package.json'));
cpSync(join(sources, 'web/dist'), join(target, 'web/dist'), { recursive: true });
cpSync(join(root, 'examples/demo'), join(target, 'examples/demo'), { recursive: true });

const program = new Map<string, BundledPackage>();
const add = (manifest: string): void => {
  const { name, version } = JSON.parse(readFileSync(manifest, 'utf8')) as BundledPackage;
  if (!name.startsWith('@datasherpa/'))
    program.set(`${name}@${version}`, { name, version, text: licenceOf(dirname(manifest)) });
};
for (const file of output)
  for (const id of file.type === 'chunk' ? file.moduleIds : [])
    if (existsSync(id)) add(manifestOf(id));
for (const name of unbundled) {
  // Where the room that uses it sees it.
  const manifest = realManifestOf(name);
  add(manifest);
  cpSync(dirname(manifest), join(target, 'node_modules', name), {
    recursive: true,
    filter: (from) => isUsed(from.slice(dirname(manifest).length)),
  });
}
const page = JSON.parse(
  readFileSync(join(sources, 'web/dist/licenses.json'), 'utf8'),
) as BundledPackage[];
const packages = new Map([
  ...program,
  ...page.map((each) => [`${each.name}@${each.version}`, each] as const),
]);
mkdirSync(join(target, 'licenses'), { recursive: true });
writeFileSync(
  join(target, 'licenses/third-parties.txt'),
  [...packages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { text }]) => `${name}\n\n${text ?? 'It brings no text of its licence.'}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`),
);
for (const name of ['LICENSE', 'NOTICE']) cpSync(join(root, name), join(target, 'licenses', name));
writeFileSync(
  join(target, 'sbom.cdx.json'),
  `${JSON.stringify(billOfMaterials(root, packages), null, 1)}\n`,
);
process.stdout.write(`${packages.size} packages in ${basename(target)}\n`);

/** The manifest with the name of the package that a module belongs to; some folders inside have one that only says "module". */
function manifestOf(file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (
      existsSync(manifest) &&
      (JSON.parse(readFileSync(manifest, 'utf8')) as Partial<BundledPackage>).version !== undefined
    )
      return manifest;
    if (folder === dirname(folder)) throw new Error(`${file} belongs to no package`);
  }
}

function realManifestOf(name: string): string {
  for (const room of ['tools', 'server']) {
    const manifest = join(sources, room, 'node_modules', name, 'package.json');
    if (existsSync(manifest)) return realpathSync(manifest);
  }
  throw new Error(`${name} is not installed`);
}
