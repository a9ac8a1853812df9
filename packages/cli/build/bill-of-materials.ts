import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BundledPackage } from './bundled-package.ts';

interface Component {
  readonly 'bom-ref': string;
  readonly group?: string;
  readonly name: string;
  readonly version: string;
}

interface Bill {
  readonly metadata: { readonly component: { readonly 'bom-ref': string } };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/**
 * CycloneDX: pnpm writes it from the lockfile, with checksums and licences; what has no code in the image is taken out.
 * @throws Error for a package that is in the image and not in the lockfile
 */
export function billOfMaterials(
  root: string,
  packages: ReadonlyMap<string, BundledPackage>,
): object {
  const bill = fromLockfile(root);
  const nameOf = ({ group, name, version }: Component): string =>
    `${group === undefined ? '' : `${group}/`}${name}@${version}`;
  const components = bill.components.filter(
    (each) => packages.has(nameOf(each)) || each.group === '@datasherpa',
  );
  const listed = new Set(components.map(nameOf));
  const missing = [...packages.keys()].filter((name) => !listed.has(name));
  if (missing.length > 0) throw new Error(`not in the lockfile: ${missing.join(', ')}`);
  const kept = new Set([
    bill.metadata.component['bom-ref'],
    ...components.map((each) => each['bom-ref']),
  ]);
  return {
    ...bill,
    components,
    dependencies: bill.dependencies
      .filter(({ ref }) => kept.has(ref))
      .map(({ ref, dependsOn }) => ({
        ref,
        dependsOn: dependsOn.filter((each) => kept.has(each)),
      })),
  };
}

function fromLockfile(root: string): Bill {
  const folder = mkdtempSync(join(tmpdir(), 'sherpa-sbom-'));
  const file = join(folder, 'sbom.json');
  const options = ['--sbom-format=cyclonedx', '--sbom-spec-version=1.6', '--prod'];
  try {
    execFileSync('pnpm', ['sbom', ...options, '--sbom-type=application', `--out=${file}`], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return JSON.parse(readFileSync(file, 'utf8')) as Bill;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
