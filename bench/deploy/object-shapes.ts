import * as secrets from '@kubernetes-models/external-secrets/external-secrets.io/v1';
import * as monitoring from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import * as apps from 'kubernetes-models/apps/v1';
import * as autoscaling from 'kubernetes-models/autoscaling/v2';
import * as batch from 'kubernetes-models/batch/v1';
import * as networking from 'kubernetes-models/networking.k8s.io/v1';
import * as policy from 'kubernetes-models/policy/v1';
import * as storage from 'kubernetes-models/storage.k8s.io/v1';
import * as core from 'kubernetes-models/v1';
import { z } from 'zod';
import type { Manifest } from './manifest.ts';
import { watchReads } from './watch-reads.ts';

type Model = new (data: never) => { validate(): void };

const groups: Readonly<Record<string, object>> = {
  v1: core,
  'apps/v1': apps,
  'autoscaling/v2': autoscaling,
  'batch/v1': batch,
  'networking.k8s.io/v1': networking,
  'policy/v1': policy,
  'storage.k8s.io/v1': storage,
  'external-secrets.io/v1': secrets,
  'monitoring.coreos.com/v1': monitoring,
};

const metadata = z.strictObject({ name: z.string(), namespace: z.string().optional() });

/** Kinds that no package of npm describes: the keys that we use, with the types that the operator's own definition gives them, and no others. */
const ownShapes: Readonly<Record<string, z.ZodType>> = {
  'apps.nvidia.com/v1alpha1 NIMCache': z.strictObject({
    apiVersion: z.string(),
    kind: z.string(),
    metadata,
    spec: z.strictObject({
      source: z.strictObject({
        ngc: z.strictObject({
          modelPuller: z.string(),
          pullSecret: z.string(),
          authSecret: z.string(),
        }),
      }),
      storage: z.strictObject({
        pvc: z.strictObject({
          create: z.boolean(),
          storageClass: z.string(),
          size: z.string(),
          volumeAccessMode: z.enum(['ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany']),
        }),
      }),
    }),
  }),
  'apps.nvidia.com/v1alpha1 NIMService': z.strictObject({
    apiVersion: z.string(),
    kind: z.string(),
    metadata,
    spec: z.strictObject({
      image: z.strictObject({
        repository: z.string(),
        tag: z.string(),
        pullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']),
        pullSecrets: z.array(z.string()),
      }),
      authSecret: z.string(),
      storage: z.strictObject({ nimCache: z.strictObject({ name: z.string() }) }),
      replicas: z.int().min(1),
      labels: z.record(z.string(), z.string()),
      resources: z.strictObject({ limits: z.record(z.string(), z.union([z.string(), z.int()])) }),
      nodeSelector: z.record(z.string(), z.string()),
      tolerations: z.array(
        z.strictObject({ key: z.string(), operator: z.literal('Exists'), effect: z.string() }),
      ),
      expose: z.strictObject({
        service: z.strictObject({ type: z.literal('ClusterIP'), port: z.int() }),
      }),
    }),
  }),
};

/** Wrong types, missing keys and keys that the kind does not have. Empty: the API would take the object. */
export function shapeProblems(manifest: Manifest): string[] {
  const name = `${manifest.apiVersion} ${manifest.kind}`;
  const own = ownShapes[name];
  if (own) {
    const parsed = own.safeParse(manifest);
    return (parsed.error?.issues ?? []).map(
      ({ path, message }) => `/${path.map(String).join('/')}: ${message}`,
    );
  }
  const model = modelOf(manifest);
  if (!model) return [`${name} is not known to this check`];
  const { watched, unread } = watchReads(new model(manifest as never));
  const problems: string[] = [];
  try {
    (watched as { validate(): void }).validate();
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  return [...problems, ...unread().map((path) => `${path} is not a key there`)];
}

function modelOf({ apiVersion, kind }: Manifest): Model | null {
  const group = groups[apiVersion];
  const found: unknown = group && Reflect.get(group, kind);
  return typeof found === 'function' ? (found as Model) : null;
}
