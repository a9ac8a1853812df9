import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { clusterShape } from './cluster-shape.ts';
import { readDeployFile } from './manifest.ts';

const text = readDeployFile('k8s/overlays/eks/cluster.yaml');
const problems = (yaml: string): string[] =>
  (clusterShape.safeParse(parse(yaml, { merge: true })).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('/')}: ${message}`,
  );

test('the cluster has the keys and types of its kind', () => {
  expect(problems(text)).toEqual([]);
});

test.each([
  ['an unknown key', 'privateNetworking: true', 'privateNetwork: true', /privateNetwork/],
  ['a version that is a number', "version: '1.33'", 'version: 1.33', /metadata\/version/],
  ['a wrong type', 'minSize: 3', 'minSize: three', /minSize/],
  ['a missing key', '  cidr: 10.0.0.0/16\n', '', /vpc\/cidr/],
  ['a zone elsewhere', 'eu-west-1c]', 'eu-west-2c]', /another region/],
  ['more nodes than allowed', 'desiredCapacity: 3', 'desiredCapacity: 30', /fewer or more/],
  ['a setting of an addon that is no JSON', '"true"}', '"true"', /no JSON/],
  ['a right that is none', 's3:GetObject,', 's3.GetObject,', /Action/],
])('%s is found', (_, right, wrong, problem) => {
  expect(text).toContain(right);
  expect(problems(text.replace(right, wrong)).join('\n')).toMatch(problem);
});
