import type { Manifest } from './manifest.ts';
import { containersOf, workloadsIn, type Workload } from './pods.ts';

const secretsFolder = '/run/secrets/datasherpa/';

/** What pods name and nothing provides: configuration and secrets with their keys, accounts, volumes, claims, ports of probes. */
export function podProblems(manifests: readonly Manifest[]): string[] {
  const configMaps = keysOf(manifests, 'ConfigMap');
  const secrets = secretKeys(manifests);
  const named = (kind: string): Set<string> =>
    new Set(manifests.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name));
  const accounts = named('ServiceAccount');
  const claims = named('PersistentVolumeClaim');
  return workloadsIn(manifests).flatMap((workload) => {
    const problems: string[] = [];
    const { pod } = workload;
    const needKey = (known: Map<string, Set<string>>, kind: string, name: string, key?: string) => {
      const keys = known.get(name);
      if (!keys) problems.push(`no ${kind} ${name}`);
      else if (key !== undefined && !keys.has(key))
        problems.push(`no key ${key} in ${kind} ${name}`);
    };
    if (!accounts.has(pod.serviceAccountName ?? 'default'))
      problems.push(`no ServiceAccount ${pod.serviceAccountName}`);
    for (const { configMap, secret, persistentVolumeClaim } of pod.volumes ?? []) {
      if (configMap) {
        needKey(configMaps, 'ConfigMap', configMap.name);
        for (const { key } of configMap.items ?? [])
          needKey(configMaps, 'ConfigMap', configMap.name, key);
      }
      if (secret) {
        needKey(secrets, 'Secret', secret.secretName);
        for (const { key } of secret.items ?? [])
          needKey(secrets, 'Secret', secret.secretName, key);
      }
      if (persistentVolumeClaim && !claims.has(persistentVolumeClaim.claimName))
        problems.push(`no PersistentVolumeClaim ${persistentVolumeClaim.claimName}`);
    }
    for (const container of containersOf(pod)) {
      for (const { valueFrom } of container.env ?? []) {
        const { secretKeyRef: secret, configMapKeyRef: configMap } = valueFrom ?? {};
        if (secret && !secret.optional) needKey(secrets, 'Secret', secret.name, secret.key);
        if (configMap && !configMap.optional)
          needKey(configMaps, 'ConfigMap', configMap.name, configMap.key);
      }
      for (const { configMapRef, secretRef } of container.envFrom ?? []) {
        if (configMapRef) needKey(configMaps, 'ConfigMap', configMapRef.name);
        if (secretRef) needKey(secrets, 'Secret', secretRef.name);
      }
      for (const { name, key } of filesNamedInSettings(manifests, workload))
        needKey(secrets, 'Secret', name, key);
      problems.push(...mountProblems(workload, container), ...probeProblems(container));
    }
    return [...new Set(problems)].map((problem) => `${nameOf(workload.manifest)}: ${problem}`);
  });
}

/** Secrets with their keys, also those that an operator makes. */
export function secretKeys(manifests: readonly Manifest[]): Map<string, Set<string>> {
  const secrets = keysOf(manifests, 'Secret');
  for (const manifest of manifests)
    if (manifest.kind === 'ExternalSecret') {
      const { target, data = [] } = manifest['spec'] as {
        target: { name: string };
        data?: { secretKey: string }[];
      };
      secrets.set(target.name, new Set(data.map(({ secretKey }) => secretKey)));
    }
  return secrets;
}

export const nameOf = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.name}`;

function keysOf(manifests: readonly Manifest[], kind: string): Map<string, Set<string>> {
  return new Map(
    manifests
      .filter((each) => each.kind === kind)
      .map((each) => [
        each.metadata.name,
        new Set([...Object.keys(each['data'] ?? {}), ...Object.keys(each['stringData'] ?? {})]),
      ]),
  );
}

/** Settings that name files which a mounted secret brings, also inside an address. */
function filesNamedInSettings(manifests: readonly Manifest[], { pod }: Workload) {
  const secret = pod.volumes?.find((volume) => volume.secret)?.secret;
  if (!secret) return [];
  return [...settingsOf(manifests, { pod }).values()].flatMap((value) =>
    [...value.matchAll(/\/run\/secrets\/datasherpa\/([^&\s]+)/g)].map((match) => ({
      name: secret.secretName,
      key: match[1]!,
    })),
  );
}

/** The environment of the containers of a workload, as far as it is written down. */
export function settingsOf(
  manifests: readonly Manifest[],
  { pod }: Pick<Workload, 'pod'>,
): Map<string, string> {
  const settings = new Map<string, string>();
  for (const { env = [], envFrom = [] } of containersOf(pod)) {
    for (const { configMapRef } of envFrom) {
      const map = manifests.find(
        (each) => each.kind === 'ConfigMap' && each.metadata.name === configMapRef?.name,
      );
      for (const [name, value] of Object.entries(map?.['data'] ?? {}))
        settings.set(name, String(value));
    }
    for (const { name, value = '' } of env) settings.set(name, value);
  }
  return settings;
}

function mountProblems(
  { manifest, pod }: Workload,
  { volumeMounts = [], env = [] }: ReturnType<typeof containersOf>[number],
): string[] {
  const { volumeClaimTemplates = [] } = (manifest['spec'] ?? {}) as {
    volumeClaimTemplates?: { metadata: { name: string } }[];
  };
  const volumes = new Set([
    ...(pod.volumes ?? []).map(({ name }) => name),
    ...volumeClaimTemplates.map(({ metadata }) => metadata.name),
  ]);
  const mounted = volumeMounts.some(({ mountPath }) => `${mountPath}/` === secretsFolder);
  const wanted = env.some(({ value = '' }) => value.includes(secretsFolder));
  return [
    ...volumeMounts
      .filter(({ name }) => !volumes.has(name))
      .map(({ name }) => `no volume ${name} to mount`),
    ...(wanted && !mounted ? [`nothing is mounted at ${secretsFolder}`] : []),
  ];
}

function probeProblems(container: ReturnType<typeof containersOf>[number]): string[] {
  const ports = new Set(
    (container.ports ?? []).flatMap(({ name, containerPort }) => [name, containerPort]),
  );
  return ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap((kind) => {
    const probe = container[kind] as
      | { httpGet?: { port: string | number }; tcpSocket?: { port: string | number } }
      | undefined;
    const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port;
    return port === undefined || ports.has(port) ? [] : [`no port ${port} for its ${kind}`];
  });
}
