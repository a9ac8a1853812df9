import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { hardeningProblems } from './hardening.ts';
import {
  deployFolder,
  hasKustomize,
  readDeployFile,
  readManifests,
  renderFolder,
  type Manifest,
} from './manifest.ts';
import { shapeProblems } from './object-shapes.ts';
import { podProblems } from './pod-references.ts';
import { settingProblems } from './product-settings.ts';
import { selectorProblems } from './selector-references.ts';

const problemsIn = (manifests: readonly Manifest[]): string[] => [
  ...manifests.flatMap((each) =>
    shapeProblems(each).map((problem) => `${each.kind} ${each.metadata.name}: ${problem}`),
  ),
  ...podProblems(manifests),
  ...selectorProblems(manifests),
  ...hardeningProblems(manifests),
  ...settingProblems(manifests),
];

// kustomize comes with kubectl; where it is not installed, the rendered overlays cannot be looked at, only the single files.
describe.skipIf(!hasKustomize)('as kustomize renders them (needs kubectl)', () => {
  test.each(['k8s/overlays/dev', 'k8s/overlays/eks', 'k8s/nim'])('%s', (folder) => {
    const manifests = renderFolder(deployFolder + folder);
    expect(manifests.length).toBeGreaterThan(5);
    expect(problemsIn(manifests)).toEqual([]);
  });

  test.each(['hosted-model', 'nim'])('overlay eks with the component %s', (component) => {
    const folder = mkdtempSync(join(tmpdir(), 'sherpa-overlay-'));
    try {
      const k8s = relative(realpathSync(folder), realpathSync(`${deployFolder}k8s`));
      writeFileSync(
        join(folder, 'kustomization.yaml'),
        `resources: [${k8s}/overlays/eks]\ncomponents: [${k8s}/components/${component}]\n`,
      );
      const manifests = renderFolder(folder);
      expect(problemsIn(manifests)).toEqual([]);
      expect(JSON.stringify(manifests)).toContain('DATASHERPA_MODEL_URL');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('the roles of the accounts are those that the cluster definition makes', () => {
    const cluster = parse(readDeployFile('k8s/overlays/eks/cluster.yaml'), { merge: true }) as {
      iam: { serviceAccounts: { metadata: { name: string }; roleName?: string }[] };
    };
    const made = cluster.iam.serviceAccounts
      .filter(({ roleName }) => roleName !== undefined)
      .map(({ metadata, roleName }) => `${metadata.name} ${roleName}`);
    const wanted = renderFolder(`${deployFolder}k8s/overlays/eks`)
      .filter(({ kind }) => kind === 'ServiceAccount')
      .flatMap(({ metadata }) => {
        const role = metadata.annotations?.['eks.amazonaws.com/role-arn'];
        return role === undefined ? [] : [`${metadata.name} ${role.split('/').at(-1)}`];
      });
    expect(wanted.sort()).toEqual(made.sort());
  });
});

const folders = ['base', 'overlays/dev', 'overlays/eks', 'components/monitoring', 'nim'];

test.each(folders)(
  'each object that stands whole in a file of %s has the keys and types of its kind',
  (folder) => {
    const { resources } = parse(readDeployFile(`k8s/${folder}/kustomization.yaml`)) as {
      resources: string[];
    };
    const objects = resources
      .filter((path) => path.endsWith('.yaml'))
      .flatMap((path) => readManifests(readDeployFile(`k8s/${folder}/${path}`)));
    expect(objects.length).toBeGreaterThan(0);
    expect(objects.flatMap(shapeProblems)).toEqual([]);
  },
);

/** A small whole of which each test below breaks one thing. */
const whole = `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { DATASHERPA_HOST: 0.0.0.0, DATASHERPA_DATABASE_URL: 'mysql://a@db:3306/a', DATASHERPA_ADMIN_KEY_FILE: /run/secrets/datasherpa/admin }
---
apiVersion: v1
kind: Secret
metadata: { name: keys }
stringData: { admin: something }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: app }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: disk }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: app }
spec:
  selector: { matchLabels: { name: app } }
  template:
    metadata: { labels: { name: app } }
    spec:
      serviceAccountName: app
      securityContext: { runAsNonRoot: true }
      containers:
        - name: app
          image: registry.example/app:1.2
          envFrom: [{ configMapRef: { name: settings } }]
          env: [{ name: KEY, valueFrom: { secretKeyRef: { name: keys, key: admin } } }]
          ports: [{ name: http, containerPort: 7171 }]
          readinessProbe: { httpGet: { path: /, port: http } }
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true }
          resources: { requests: { cpu: 1 }, limits: { memory: 1Gi } }
          volumeMounts: [{ name: data, mountPath: /data }]
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: disk } }
        - { name: secret, secret: { secretName: keys } }
---
apiVersion: v1
kind: Service
metadata: { name: db, labels: { name: db } }
spec: { selector: { name: app }, ports: [{ name: sql, port: 3306, targetPort: http }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: app }
spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: app } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: app }
spec: { minAvailable: 1, selector: { matchLabels: { name: app } } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: app }
spec:
  podSelector: { matchLabels: { name: app } }
  ingress: [{ from: [{ podSelector: { matchLabels: { name: app } } }], ports: [{ port: 7171 }] }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: app }
spec:
  rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: db, port: { name: sql } } } }] } }]
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: app }
spec: { selector: { matchLabels: { name: db } }, endpoints: [{ port: sql }] }
`;

test('a whole without a fault is accepted', () => {
  expect(problemsIn(readManifests(whole))).toEqual([]);
});

test.each([
  ['a key that the kind does not have', 'minAvailable: 1', 'minAvaliable: 1', /minAvaliable/],
  [
    'a key that the kind does not have, deep inside',
    'mountPath: /data',
    'mountPath: /data, readonly: true',
    /readonly/,
  ],
  ['a wrong type', 'maxReplicas: 3', 'maxReplicas: three', /maxReplicas|integer/],
  ['a missing key', 'maxReplicas: 3, ', '', /maxReplicas/],
  [
    'a configuration that is not there',
    'configMapRef: { name: settings }',
    'configMapRef: { name: setings }',
    /no ConfigMap setings/,
  ],
  [
    'a key that the secret does not have',
    'key: admin',
    'key: admni',
    /no key admni in Secret keys/,
  ],
  [
    'a file that the secret does not bring',
    '/datasherpa/admin',
    '/datasherpa/root',
    /no key root in Secret keys/,
  ],
  [
    'an account that is not there',
    'serviceAccountName: app',
    'serviceAccountName: ap',
    /no ServiceAccount ap$/m,
  ],
  [
    'a claim that is not there',
    'claimName: disk',
    'claimName: disc',
    /no PersistentVolumeClaim disc/,
  ],
  [
    'a volume that is not there',
    'name: data, mountPath',
    'name: date, mountPath',
    /no volume date/,
  ],
  [
    'a port of a probe that is not there',
    'path: /, port: http',
    'path: /, port: web',
    /no port web for its readinessProbe/,
  ],
  [
    'a port of a service that its pods do not have',
    'targetPort: http',
    'targetPort: web',
    /no port web/,
  ],
  [
    'a selector of a service that takes no pods',
    'spec: { selector: { name: app }',
    'spec: { selector: { name: ap }',
    /Service db: its selector takes no pods/,
  ],
  [
    'a selector that does not take its own pods',
    'metadata: { labels: { name: app } }',
    'metadata: { labels: { name: other } }',
    /its own pods/,
  ],
  [
    'an autoscaler of nothing',
    'kind: Deployment, name: app',
    'kind: Deployment, name: ap',
    /no Deployment ap$/m,
  ],
  [
    'a budget of nothing',
    'minAvailable: 1, selector: { matchLabels: { name: app',
    'minAvailable: 1, selector: { matchLabels: { name: ap',
    /PodDisruptionBudget app: its selector/,
  ],
  [
    'a policy for nothing',
    'podSelector: { matchLabels: { name: app } }\n',
    'podSelector: { matchLabels: { name: ap } }\n',
    /its podSelector takes no pods/,
  ],
  [
    'a policy for a port that is not there',
    'ports: [{ port: 7171 }]',
    'ports: [{ port: 7172 }]',
    /no port 7172/,
  ],
  [
    'an ingress to a port that is not there',
    'port: { name: sql }',
    'port: { name: slq }',
    /no port slq/,
  ],
  [
    'a monitor with a key that the secret does not have',
    'endpoints: [{ port: sql }]',
    'endpoints: [{ port: sql, authorization: { credentials: { name: keys, key: metrics } } }]',
    /ServiceMonitor app: no key metrics in Secret keys/,
  ],
  [
    'a policy that leads to a port where nobody listens',
    'ports: [{ port: 7171 }] }]',
    'ports: [{ port: 7171 }] }]\n  egress: [{ to: [{ podSelector: { matchLabels: { name: app } } }], ports: [{ port: 7172 }] }]',
    /nobody it leads to has port 7172/,
  ],
  [
    'a claim of a class of storage that is not there',
    'spec: { accessModes',
    'spec: { storageClassName: fast, accessModes',
    /no StorageClass fast/,
  ],
  [
    'two objects with one name',
    'kind: ServiceAccount\nmetadata: { name: app }',
    'kind: ServiceAccount\nmetadata: { name: app }\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: app }',
    /ServiceAccount app: is there twice/,
  ],
  [
    'a monitor of a port that is not there',
    'endpoints: [{ port: sql }]',
    'endpoints: [{ port: slq }]',
    /no port slq/,
  ],
  ['an image without a tag', 'app:1.2', 'app', /no tag/],
  [
    'an image with a port and without a tag',
    'registry.example/app:1.2',
    'registry.example:5000/app',
    /no tag/,
  ],
  ['the newest image, whatever it is', 'app:1.2', 'app:latest', /tag latest/],
  [
    'a root that can be written',
    'readOnlyRootFilesystem: true',
    'readOnlyRootFilesystem: false',
    /writable root/,
  ],
  ['a user that may be root', 'runAsNonRoot: true', 'runAsNonRoot: false', /may run as root/],
  ['no bound of memory', ', limits: { memory: 1Gi }', '', /no limits/],
  [
    'a setting that the product does not have',
    'DATASHERPA_HOST',
    'DATASHERPA_HOTS',
    /DATASHERPA_HOTS is no setting/,
  ],
  [
    'a database where no service is',
    '@db:3306',
    '@database:3306',
    /database:3306, where no Service is/,
  ],
  [
    'a kind that nobody knows',
    'kind: PodDisruptionBudget',
    'kind: PodDisruptionBudgets',
    /not known/,
  ],
])('%s is found', (_, right, wrong, problem) => {
  const broken = whole.replace(right, wrong);
  expect(broken).not.toBe(whole);
  const found = problemsIn(readManifests(broken));
  expect(found.join('\n')).toMatch(problem);
});

test('a key twice in one object is found', () => {
  expect(() => readManifests('kind: A\nkind: B\n')).toThrow(/unique/i);
});

test('a model that the operator could not load is found', () => {
  const cache = readDeployFile('k8s/nim/chat.yaml');
  const broken = readManifests(
    cache.replace('nimCache: { name: nim-chat }', 'nimCache: { name: nim }'),
  );
  expect(selectorProblems(broken)).toEqual(['NIMService nim-chat: no NIMCache nim']);
  const newest = readManifests(cache.replace("tag: '1.8.4'", 'tag: latest'));
  expect(hardeningProblems(newest).join()).toMatch(/NIMService nim-chat: .*tag latest/);
  const untagged = readManifests(cache.replace(/(modelPuller: .*):[\d.]+/, '$1'));
  expect(hardeningProblems(untagged).join()).toMatch(/NIMCache nim-chat: .*no tag/);
  expect(
    shapeProblems(readManifests(cache.replace('pullSecret:', 'pullSecrets:'))[0]!),
  ).not.toEqual([]);
});
