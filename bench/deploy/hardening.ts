import type { Manifest } from './manifest.ts';
import { nameOf } from './pod-references.ts';
import { containersOf, workloadsIn } from './pods.ts';

/** What makes pods less safe or less sure than they could be: images without a fixed tag, rights, a writable root, no bounds. */
export function hardeningProblems(manifests: readonly Manifest[]): string[] {
  const models = manifests.flatMap((manifest) =>
    modelImages(manifest)
      .flatMap(imageProblems)
      .map((problem) => `${nameOf(manifest)}: ${problem}`),
  );
  const pods = workloadsIn(manifests).flatMap(({ manifest, pod }) => {
    const problems = containersOf(pod).flatMap(
      ({ image = '', securityContext = {}, resources }) => [
        ...imageProblems(image),
        ...(securityContext.privileged ? ['is privileged'] : []),
        ...(securityContext.allowPrivilegeEscalation === false ? [] : ['may gain rights']),
        ...(securityContext.readOnlyRootFilesystem ? [] : ['has a writable root']),
        ...(resources?.requests && resources.limits ? [] : ['has no requests or no limits']),
      ],
    );
    if (!pod.securityContext?.runAsNonRoot) problems.push('may run as root');
    return problems.map((problem) => `${nameOf(manifest)}: ${problem}`);
  });
  const names = manifests.map((each) => `${nameOf(each)} ${each.metadata.namespace ?? ''}`);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  return [...models, ...pods, ...twice.map((name) => `${name.trim()}: is there twice`)];
}

/** Images that operators start. */
function modelImages({ kind, ...manifest }: Manifest): string[] {
  if (kind === 'NIMCache')
    return [
      (manifest['spec'] as { source: { ngc: { modelPuller: string } } }).source.ngc.modelPuller,
    ];
  if (kind !== 'NIMService') return [];
  const { repository, tag } = (manifest['spec'] as { image: { repository: string; tag: string } })
    .image;
  return [`${repository}:${tag}`];
}

/** An image has a tag that is not `latest`, or a digest. */
export function imageProblems(image: string): string[] {
  if (/@sha256:[0-9a-f]{64}$/.test(image)) return [];
  const tag = /:([\w][\w.-]{0,127})$/.exec(image)?.[1];
  if (tag === undefined) return [`image "${image}" has no tag`];
  return tag === 'latest' ? [`image "${image}" has the tag latest`] : [];
}
