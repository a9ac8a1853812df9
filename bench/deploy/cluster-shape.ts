import { z } from 'zod';

const policy = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    z.strictObject({
      Effect: z.enum(['Allow', 'Deny']),
      Action: z.array(z.string().regex(/^[a-z0-9-]+:[A-Za-z*]+$/)),
      Resource: z.union([z.string().startsWith('arn:'), z.array(z.string().startsWith('arn:'))]),
    }),
  ),
});
const wellKnownPolicies = z.strictObject({
  awsLoadBalancerController: z.boolean().optional(),
  ebsCSIController: z.boolean().optional(),
});
const nodeGroup = z.strictObject({
  name: z.string(),
  instanceType: z.string().regex(/^[a-z0-9-]+\.[a-z0-9]+$/),
  amiFamily: z.enum(['AmazonLinux2023', 'Bottlerocket']),
  minSize: z.int().min(0),
  maxSize: z.int().min(1),
  desiredCapacity: z.int().min(0),
  privateNetworking: z.boolean(),
  volumeSize: z.int().min(20),
  volumeType: z.enum(['gp3', 'io2']),
  volumeEncrypted: z.boolean(),
  disableIMDSv1: z.boolean(),
  disablePodIMDS: z.boolean(),
  labels: z.record(z.string(), z.string()).optional(),
  taints: z
    .array(
      z.strictObject({
        key: z.string(),
        value: z.string().optional(),
        effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
      }),
    )
    .optional(),
});

/** The part of eksctl's `ClusterConfig` (https://schema.eksctl.io) that is used here: its keys and types, and nothing beside them. No package has its schema. */
export const clusterShape = z
  .strictObject({
    apiVersion: z.literal('eksctl.io/v1alpha5'),
    kind: z.literal('ClusterConfig'),
    metadata: z.strictObject({
      name: z.string(),
      region: z.string(),
      version: z.string().regex(/^1\.\d+$/),
    }),
    vpc: z.strictObject({
      cidr: z.cidrv4(),
      nat: z.strictObject({ gateway: z.enum(['HighlyAvailable', 'Single', 'Disable']) }),
      clusterEndpoints: z.strictObject({ privateAccess: z.boolean(), publicAccess: z.boolean() }),
    }),
    availabilityZones: z.array(z.string()).min(2),
    addons: z.array(
      z.strictObject({
        name: z.string(),
        configurationValues: z.string().refine(isJson, 'it is no JSON').optional(),
        wellKnownPolicies: wellKnownPolicies.optional(),
        attachPolicyARNs: z.array(z.string().startsWith('arn:')).optional(),
      }),
    ),
    iam: z.strictObject({
      withOIDC: z.literal(true),
      serviceAccounts: z.array(
        z.strictObject({
          metadata: z.strictObject({ name: z.string(), namespace: z.string() }),
          roleName: z.string().optional(),
          roleOnly: z.boolean().optional(),
          attachPolicy: policy.optional(),
          wellKnownPolicies: wellKnownPolicies.optional(),
        }),
      ),
    }),
    managedNodeGroups: z.array(nodeGroup).min(1),
    cloudWatch: z.strictObject({
      clusterLogging: z.strictObject({
        enableTypes: z.array(
          z.enum(['api', 'audit', 'authenticator', 'controllerManager', 'scheduler']),
        ),
        logRetentionInDays: z.int(),
      }),
    }),
  })
  .refine(
    ({ metadata: { region }, availabilityZones }) =>
      availabilityZones.every((zone) => zone.startsWith(region)),
    'a zone is in another region',
  )
  .refine(
    ({ managedNodeGroups }) =>
      managedNodeGroups.every(
        ({ minSize, desiredCapacity, maxSize }) =>
          minSize <= desiredCapacity && desiredCapacity <= maxSize,
      ),
    'a group wants fewer or more nodes than it may have',
  );

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
