import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';

/** A Kubernetes object as YAML gives it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [key: string]: unknown;
}

export const deployFolder = fileURLToPath(new URL('../../deploy/', import.meta.url));

/** @throws Error for text that is no YAML, or has a key twice */
export function readManifests(yaml: string): Manifest[] {
  return parseAllDocuments(yaml, { merge: true, uniqueKeys: true }).map((document) => {
    const [error] = document.errors;
    if (error) throw error;
    return document.toJS() as Manifest;
  });
}

export const readDeployFile = (path: string): string => readFileSync(deployFolder + path, 'utf8');

export const hasKustomize = spawnSync('kubectl', ['kustomize', '--help']).status === 0;

/** A kustomization as it would be applied. @throws Error with what kustomize said */
export function renderFolder(folder: string): Manifest[] {
  const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', folder], {
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  });
  if (status !== 0) throw new Error(stderr);
  return readManifests(stdout);
}
