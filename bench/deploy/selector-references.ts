import type { Manifest } from './manifest.ts';
import { nameOf, secretKeys } from './pod-references.ts';
import { containersOf, workloadsIn, type Workload } from './pods.ts';

type Labels = Readonly<Record<string, string>>;

interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
}

/** What objects name of each other, by name, label or port, and nothing answers to. */
export function selectorProblems(manifests: readonly Manifest[]): string[] {
  const workloads = workloadsIn(manifests);
  return manifests.flatMap((manifest) => {
    const check = checks[manifest.kind];
    const problems = check ? check(manifest['spec'] as never, workloads, manifests) : [];
    return problems.map((problem) => `${nameOf(manifest)}: ${problem}`);
  });
}

type Check = (
  spec: never,
  workloads: readonly Workload[],
  manifests: readonly Manifest[],
) => string[];

/** A selector without an entry takes all pods. */
const selects = ({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every(({ key, values = [] }) => values.includes(labels[key] ?? ''));

const podsOf = (selector: Selector, workloads: readonly Workload[]): Workload[] =>
  workloads.filter(({ labels }) => selects(selector, labels));

const find = (manifests: readonly Manifest[], kind: string, name: string): Manifest | undefined =>
  manifests.find((each) => each.kind === kind && each.metadata.name === name);

const portsOf = (workloads: readonly Workload[]): Set<string | number> =>
  new Set(
    workloads.flatMap(({ pod }) =>
      containersOf(pod).flatMap(({ ports = [] }) =>
        ports.flatMap(({ name, containerPort }) => [containerPort, ...(name ? [name] : [])]),
      ),
    ),
  );

interface ServiceSpec {
  readonly selector?: Labels;
  readonly ports: readonly {
    readonly name?: string;
    readonly port: number;
    readonly targetPort?: string | number;
  }[];
}

const ownSelector: Check = (spec: {
  selector: Selector;
  template: { metadata: { labels: Labels } };
}) =>
  selects(spec.selector, spec.template.metadata.labels)
    ? []
    : ['its selector does not take its own pods'];

const checks: Readonly<Record<string, Check>> = {
  Deployment: ownSelector,
  StatefulSet: (spec: { serviceName: string }, workloads, manifests) => [
    ...ownSelector(spec as never, workloads, manifests),
    ...(find(manifests, 'Service', spec.serviceName) ? [] : [`no Service ${spec.serviceName}`]),
    ...storageClassProblems(spec, manifests),
  ],
  Service: ({ selector = {}, ports }: ServiceSpec, workloads) => {
    const pods = podsOf({ matchLabels: selector }, workloads);
    if (pods.length === 0) return ['its selector takes no pods'];
    const known = portsOf(pods);
    return ports
      .map(({ port, targetPort = port }) => targetPort)
      .filter((port) => !known.has(port))
      .map((port) => `its pods have no port ${port}`);
  },
  HorizontalPodAutoscaler: (
    { scaleTargetRef: { kind, name } }: { scaleTargetRef: { kind: string; name: string } },
    _,
    manifests,
  ) => {
    const target = find(manifests, kind, name);
    if (!target) return [`no ${kind} ${name}`];
    // Each rollout would set them back.
    return 'replicas' in (target['spec'] as object) ? [`${kind} ${name} fixes its replicas`] : [];
  },
  PodDisruptionBudget: ({ selector }: { selector: Selector }, workloads) =>
    podsOf(selector, workloads).length > 0 ? [] : ['its selector takes no pods'],
  NetworkPolicy: (
    spec: {
      podSelector: Selector;
      ingress?: readonly { from?: readonly Peer[]; ports?: readonly { port: number }[] }[];
      egress?: readonly { to?: readonly Peer[]; ports?: readonly { port: number }[] }[];
    },
    workloads,
  ) => {
    const pods = podsOf(spec.podSelector, workloads);
    const isForAll = Object.keys(spec.podSelector).length === 0;
    if (pods.length === 0) return isForAll ? [] : ['its podSelector takes no pods'];
    const known = portsOf(pods);
    const peers = [
      ...(spec.ingress ?? []).flatMap(({ from = [] }) => from),
      ...(spec.egress ?? []).flatMap(({ to = [] }) => to),
    ];
    return [
      ...peers
        .filter(
          ({ podSelector, namespaceSelector }) =>
            podSelector && !namespaceSelector && podsOf(podSelector, workloads).length === 0,
        )
        .map(({ podSelector }) => `${JSON.stringify(podSelector)} takes no pods`),
      ...(spec.ingress ?? [])
        .flatMap(({ ports = [] }) => ports)
        .filter(({ port }) => !known.has(port))
        .map(({ port }) => `its pods have no port ${port}`),
      // What it lets out has to be listened for, where it goes to pods that are known here.
      ...(spec.egress ?? []).flatMap(({ to = [], ports = [] }) => {
        const inside = to.filter((peer) => peer.podSelector && !peer.namespaceSelector);
        if (inside.length === 0 || inside.length < to.length) return [];
        const open = portsOf(inside.flatMap(({ podSelector }) => podsOf(podSelector!, workloads)));
        return ports
          .filter(({ port }) => !open.has(port))
          .map(({ port }) => `nobody it leads to has port ${port}`);
      }),
    ];
  },
  PersistentVolumeClaim: ({ storageClassName }: { storageClassName?: string }, _, manifests) =>
    storageClassName === undefined || find(manifests, 'StorageClass', storageClassName)
      ? []
      : [`no StorageClass ${storageClassName}`],
  Ingress: (
    spec: {
      rules: readonly {
        http: {
          paths: readonly {
            backend: { service: { name: string; port: { name?: string; number?: number } } };
          }[];
        };
      }[];
    },
    _,
    manifests,
  ) =>
    spec.rules
      .flatMap(({ http }) => http.paths)
      .flatMap(({ backend: { service } }) => {
        const found = find(manifests, 'Service', service.name)?.['spec'] as ServiceSpec | undefined;
        if (!found) return [`no Service ${service.name}`];
        const { name, number } = service.port;
        return found.ports.some((port) => port.name === name || port.port === number)
          ? []
          : [`Service ${service.name} has no port ${name ?? number}`];
      }),
  ServiceMonitor: (
    spec: {
      selector: Selector;
      endpoints: readonly {
        port: string;
        authorization?: { credentials: { name: string; key: string } };
      }[];
    },
    _,
    manifests,
  ) => {
    const services = manifests.filter(
      (each) => each.kind === 'Service' && selects(spec.selector, each.metadata.labels ?? {}),
    );
    if (services.length === 0) return ['its selector takes no Service'];
    const secrets = secretKeys(manifests);
    const locked = spec.endpoints
      .flatMap(({ authorization }) => authorization?.credentials ?? [])
      .filter(({ name, key }) => !secrets.get(name)?.has(key))
      .map(({ name, key }) => `no key ${key} in Secret ${name}`);
    const closed = services.flatMap((service) =>
      spec.endpoints
        .filter(
          ({ port }) => !(service['spec'] as ServiceSpec).ports.some(({ name }) => name === port),
        )
        .map(({ port }) => `${nameOf(service)} has no port ${port}`),
    );
    return [...locked, ...closed];
  },
  ExternalSecret: (
    { secretStoreRef: { kind, name } }: { secretStoreRef: { kind: string; name: string } },
    _,
    manifests,
  ) => (find(manifests, kind, name) ? [] : [`no ${kind} ${name}`]),
  SecretStore: (
    spec: { provider: { aws: { auth: { jwt: { serviceAccountRef: { name: string } } } } } },
    _,
    manifests,
  ) => {
    const { name } = spec.provider.aws.auth.jwt.serviceAccountRef;
    return find(manifests, 'ServiceAccount', name) ? [] : [`no ServiceAccount ${name}`];
  },
  NIMService: (spec: { storage: { nimCache: { name: string } } }, _, manifests) =>
    find(manifests, 'NIMCache', spec.storage.nimCache.name)
      ? []
      : [`no NIMCache ${spec.storage.nimCache.name}`],
};

function storageClassProblems(spec: object, manifests: readonly Manifest[]): string[] {
  const { volumeClaimTemplates = [] } = spec as {
    volumeClaimTemplates?: { spec: { storageClassName?: string } }[];
  };
  return volumeClaimTemplates
    .flatMap(({ spec: { storageClassName } }) => storageClassName ?? [])
    .filter((name) => !find(manifests, 'StorageClass', name))
    .map((name) => `no StorageClass ${name}`);
}
