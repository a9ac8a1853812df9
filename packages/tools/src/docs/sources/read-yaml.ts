import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type YAMLMap } from 'yaml';
import { FactList } from '../facts/fact-list.ts';
import type { PipelineFacts } from '../facts/fact.ts';
import { headComment } from './comments.ts';
import type { SourceFile } from './source-file.ts';

const maxCharacters = 2_000_000;

/** Reading of a map with the lines of its entries. */
interface Reader {
  readonly lineOf: (node: unknown) => number;
}

const textOf = (node: unknown): string | null =>
  isScalar(node) && node.value !== null ? String(node.value as string) : null;
const mapAt = (map: YAMLMap, key: string): YAMLMap | null => {
  const value = map.get(key, true);
  return isMap(value) ? value : null;
};
const mapBelow = (map: YAMLMap, ...path: readonly string[]): YAMLMap | null => {
  let at: YAMLMap | null = map;
  for (const key of path) at = at && mapAt(at, key);
  return at;
};
const entries = (node: unknown): readonly { key: string; value: unknown; node: unknown }[] =>
  isMap(node)
    ? node.items.map(({ key, value }) => ({ key: textOf(key) ?? '', value, node: key }))
    : [];
const items = (node: unknown): readonly unknown[] => (isSeq(node) ? node.items : []);

/**
 * Facts of a Compose file or of Kubernetes objects that run pipelines (CronJob, Job, Deployment, StatefulSet, SparkApplication): images,
 * schedules, ports, volumes, resources, and the names of environment variables, never their values. Other YAML gives nothing.
 */
export function readYaml({ path, text }: SourceFile): PipelineFacts[] {
  if (text.length > maxCharacters) return [];
  const lines = new LineCounter();
  const reader: Reader = {
    lineOf: (node) =>
      isScalar(node) || isMap(node) || isSeq(node) ? lines.linePos(node.range?.[0] ?? 0).line : 1,
  };
  const found: PipelineFacts[] = [];
  for (const document of parseAllDocuments(text, {
    lineCounter: lines,
    strict: false,
    logLevel: 'silent',
  })) {
    const root = document.contents;
    if (!isMap(root)) continue;
    const facts = mapAt(root, 'services')
      ? composeFacts(root, path, reader)
      : kubernetesFacts(root, path, reader);
    if (!facts) continue;
    const comment = headComment(text, '#');
    if (comment && found.length === 0)
      facts.add('says', comment.text, { line: comment.lines[0], endLine: comment.lines[1] });
    found.push(facts.finish());
  }
  return found;
}

function composeFacts(root: YAMLMap, path: string, reader: Reader): FactList {
  const facts = new FactList('compose', path.split('/').at(-1) ?? path, path);
  for (const { key: service, value, node } of entries(root.get('services', true))) {
    if (!isMap(value)) continue;
    const command =
      textOf(value.get('command', true)) ?? items(value.get('command', true)).map(textOf).join(' ');
    facts.add(
      'task',
      service,
      { line: reader.lineOf(node) },
      {
        attributes: {
          operator:
            textOf(value.get('image', true)) ?? (value.has('build') ? 'built from source' : null),
          runs: command === '' ? null : command,
        },
      },
    );
    const needed = value.get('depends_on', true);
    for (const other of [...items(needed).map(textOf), ...entries(needed).map(({ key }) => key)])
      if (other !== null)
        facts.add('edge', service, { line: reader.lineOf(needed) }, { subject: other });
    environment(facts, service, value.get('environment', true), reader);
    for (const port of items(value.get('ports', true)))
      facts.add(
        'property',
        textOf(port) ?? 'published',
        { line: reader.lineOf(port) },
        { subject: `Port of ${service}` },
      );
    for (const volume of items(value.get('volumes', true)))
      if (textOf(volume) !== null)
        facts.add(
          'property',
          textOf(volume)!,
          { line: reader.lineOf(volume) },
          { subject: `Volume of ${service}` },
        );
    const check = mapAt(value, 'healthcheck');
    if (check)
      facts.add('quality', 'health check', { line: reader.lineOf(check) }, { subject: service });
    if (textOf(value.get('privileged', true)) === 'true')
      facts.add('security', `The service ${service} runs privileged`, {
        line: reader.lineOf(value.get('privileged', true)),
      });
  }
  return facts;
}

/** `environment:` as a map or a list of `NAME=value`: only the names are facts. */
function environment(facts: FactList, owner: string, node: unknown, reader: Reader): void {
  for (const { key, node: at } of entries(node))
    facts.add('environment', key, { line: reader.lineOf(at) }, { subject: owner });
  for (const item of items(node)) {
    const name = isMap(item) ? textOf(item.get('name', true)) : textOf(item)?.split('=')[0];
    if (name !== undefined && name !== null && name !== '')
      facts.add('environment', name, { line: reader.lineOf(item) }, { subject: owner });
  }
}

const podPaths: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
};

function kubernetesFacts(root: YAMLMap, path: string, reader: Reader): FactList | null {
  const kind = textOf(root.get('kind', true)) ?? '';
  const podPath = podPaths[kind];
  const name = textOf(mapBelow(root, 'metadata')?.get('name', true)) ?? kind;
  const spec = mapAt(root, 'spec');
  if (!spec || (!podPath && kind !== 'SparkApplication' && kind !== 'ScheduledSparkApplication'))
    return null;
  const facts = new FactList('kubernetes', name, path);
  const property = (subject: string, node: unknown): void => {
    const value = textOf(node);
    if (value !== null) facts.add('property', value, { line: reader.lineOf(node) }, { subject });
  };
  facts.add('property', kind, { line: reader.lineOf(root.get('kind', true)) }, { subject: 'Kind' });
  const schedule = textOf(spec.get('schedule', true));
  if (schedule !== null)
    facts.add('schedule', schedule, { line: reader.lineOf(spec.get('schedule', true)) });
  property('Time zone', spec.get('timeZone', true));
  property('Concurrency', spec.get('concurrencyPolicy', true));
  property('Suspended', spec.get('suspend', true));
  property('Replicas', spec.get('replicas', true));
  property('Main class', spec.get('mainClass', true));
  property('Application', spec.get('mainApplicationFile', true));
  for (const { key, value, node } of entries(spec.get('sparkConf', true)))
    facts.add(
      'setting',
      key,
      { line: reader.lineOf(node) },
      { attributes: { value: textOf(value) } },
    );
  const pod = podPath && mapBelow(root, ...podPath);
  if (pod) {
    for (const list of ['initContainers', 'containers'])
      for (const container of items(pod.get(list, true)))
        if (isMap(container)) addContainer(facts, container, reader);
    property('Service account', pod.get('serviceAccountName', true));
    property('Restart policy', pod.get('restartPolicy', true));
  }
  return facts;
}

function addContainer(facts: FactList, container: YAMLMap, reader: Reader): void {
  const name = textOf(container.get('name', true)) ?? 'container';
  const words = ['command', 'args'].flatMap((key) => items(container.get(key, true)).map(textOf));
  facts.add(
    'task',
    name,
    { line: reader.lineOf(container) },
    {
      attributes: {
        operator: textOf(container.get('image', true)),
        runs: words.length === 0 ? null : words.join(' '),
      },
    },
  );
  environment(facts, name, container.get('env', true), reader);
  for (const kind of ['requests', 'limits'])
    for (const { key, value, node } of entries(mapBelow(container, 'resources')?.get(kind, true)))
      facts.add(
        'property',
        textOf(value) ?? '',
        { line: reader.lineOf(node) },
        { subject: `${kind === 'limits' ? 'Limit' : 'Request'} of ${name}: ${key}` },
      );
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'])
    if (mapAt(container, probe))
      facts.add(
        'quality',
        probe,
        { line: reader.lineOf(container.get(probe, true)) },
        { subject: name },
      );
  const context = mapAt(container, 'securityContext');
  if (textOf(context?.get('privileged', true)) === 'true')
    facts.add('security', `The container ${name} runs privileged`, {
      line: reader.lineOf(context),
    });
}
