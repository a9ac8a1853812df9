import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';

/** `check-sbom.ts APP`: the list in the image is CycloneDX, and has each package whose code is in the image. */
const [app] = process.argv.slice(2);
if (app === undefined) throw new Error('the folder /app of the image is missing');
const text = readFileSync(join(app, 'sbom.cdx.json'), 'utf8');
const fault = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text);
if (fault !== null) throw new Error(`it is no CycloneDX 1.6: ${JSON.stringify(fault)}`);

interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly object[];
  readonly externalReferences?: readonly { readonly hashes?: readonly object[] }[];
}
const { components } = JSON.parse(text) as { components: readonly Component[] };
const ofOthers = components.filter(({ group }) => group !== '@datasherpa');
const listed = new Set(
  ofOthers.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`),
);

const present = new Set<string>();
// The bundler writes in front of nearly each module where it came from.
const bundle = join(app, 'packages/cli/bundle');
for (const file of readdirSync(bundle))
  for (const [, path] of readFileSync(join(bundle, file), 'utf8').matchAll(/^\/\/ (\S+)$/gm)) {
    const stored = /node_modules\/\.pnpm\/(@?[^@/]+@[^_/(]+)/.exec(path!)?.[1];
    if (stored !== undefined) present.add(stored.replace('+', '/'));
  }
const modules = join(app, 'node_modules');
for (const manifest of readdirSync(modules, { recursive: true, encoding: 'utf8' }))
  if (/^(@[^/]+\/)?[^/]+\/package\.json$/.test(manifest))
    present.add(nameOf(JSON.parse(readFileSync(join(modules, manifest), 'utf8')) as Component));
for (const each of JSON.parse(
  readFileSync(join(app, 'web/dist/licenses.json'), 'utf8'),
) as Component[])
  present.add(nameOf(each));

if (present.size < 50) throw new Error(`only ${present.size} packages were found in the image`);

const differing = [
  ...[...present].filter((name) => !listed.has(name)).map((name) => `not listed: ${name}`),
  ...ofOthers.flatMap(({ name, licenses, externalReferences }) => [
    ...(licenses?.length ? [] : [`without licence: ${name}`]),
    ...(externalReferences?.some(({ hashes }) => hashes?.length) ? [] : [`no checksum: ${name}`]),
  ]),
];
if (differing.length > 0) throw new Error(differing.join('\n'));
process.stdout.write(`sbom: ${listed.size} packages of others, each with licence and checksum\n`);

function nameOf({ name, version }: Component): string {
  return `${name}@${version}`;
}
