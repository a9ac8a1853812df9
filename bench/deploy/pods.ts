import type { Manifest } from './manifest.ts';

interface KeyReference {
  readonly name: string;
  readonly key: string;
  readonly optional?: boolean;
}

interface Container {
  readonly name: string;
  readonly image?: string;
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: {
      readonly secretKeyRef?: KeyReference;
      readonly configMapKeyRef?: KeyReference;
    };
  }[];
  readonly envFrom?: readonly {
    readonly configMapRef?: { readonly name: string };
    readonly secretRef?: { readonly name: string };
  }[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  readonly securityContext?: {
    readonly allowPrivilegeEscalation?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly privileged?: boolean;
  };
  readonly resources?: { readonly requests?: object; readonly limits?: object };
  readonly [key: string]: unknown;
}

export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly securityContext?: { readonly runAsNonRoot?: boolean };
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly {
    readonly name: string;
    readonly configMap?: { readonly name: string; readonly items?: readonly { key: string }[] };
    readonly secret?: {
      readonly secretName: string;
      readonly items?: readonly { key: string }[];
    };
    readonly persistentVolumeClaim?: { readonly claimName: string };
  }[];
}

/** What makes pods, with the labels and the specification of the pods that it makes. */
export interface Workload {
  readonly manifest: Manifest;
  readonly labels: Readonly<Record<string, string>>;
  readonly pod: PodSpec;
}

interface Template {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec: PodSpec;
}

export function workloadsIn(manifests: readonly Manifest[]): Workload[] {
  return manifests.flatMap((manifest) => {
    const spec = manifest['spec'] as
      | { template?: Template; jobTemplate?: { spec: { template: Template } } }
      | undefined;
    const template = spec?.jobTemplate?.spec.template ?? spec?.template;
    return template?.spec
      ? [{ manifest, labels: template.metadata?.labels ?? {}, pod: template.spec }]
      : [];
  });
}

export const containersOf = ({ containers, initContainers = [] }: PodSpec): Container[] => [
  ...initContainers,
  ...containers,
];
