import { readFileSync } from 'node:fs';
import type { Manifest } from './manifest.ts';
import { nameOf, settingsOf } from './pod-references.ts';
import { workloadsIn } from './pods.ts';

/** The generated reference has a row for each setting. */
const reference = readFileSync(
  new URL('../../docs/reference/configuration.md', import.meta.url),
  'utf8',
);
const known = new Set(reference.match(/\bDATASHERPA_[A-Z_]+/g));

/** Names of settings that the product does not read: a wrong name is a setting that is silently not set. */
export const unknownSettings = (names: Iterable<string>): string[] =>
  [...names].filter((name) => name.startsWith('DATASHERPA_') && !known.has(name));

/** Settings that nothing reads, and addresses of services that are not there or do not listen there. */
export function settingProblems(manifests: readonly Manifest[]): string[] {
  return workloadsIn(manifests).flatMap((workload) => {
    const settings = settingsOf(manifests, workload);
    const problems = unknownSettings(settings.keys()).map((name) => `${name} is no setting`);
    for (const [name, value] of settings) {
      if (!name.endsWith('_URL') || !URL.canParse(value)) continue;
      const { hostname, port, protocol } = new URL(value);
      // A name without a dot is a service of this namespace.
      if (hostname.includes('.') || protocol === 's3:') continue;
      const service = manifests.find(
        (each) => each.kind === 'Service' && each.metadata.name === hostname,
      );
      const { ports = [] } = (service?.['spec'] ?? {}) as { ports?: { port: number }[] };
      if (!ports.some((each) => each.port === Number(port)))
        problems.push(`${name} names ${hostname}:${port}, where no Service is`);
    }
    return problems.map((problem) => `${nameOf(workload.manifest)}: ${problem}`);
  });
}
