import type { Application } from '../model/application.ts';
import type { RestValue } from './rest-json.ts';

type Pairs = readonly (readonly [string, string])[];

/** Default of `spark.redaction.regex`. */
const secret = /secret|password|token|access[.]?key|credential/i;

export function viewEnvironment({ environment, resourceProfiles }: Application): RestValue {
  const jvm = new Map(environment?.jvm);
  return {
    runtime: {
      javaVersion: jvm.get('Java Version') ?? '',
      javaHome: jvm.get('Java Home') ?? '',
      scalaVersion: jvm.get('Scala Version') ?? '',
    },
    sparkProperties: redacted(environment?.spark),
    hadoopProperties: redacted(environment?.hadoop),
    systemProperties: redacted(environment?.system),
    metricsProperties: redacted(environment?.metrics),
    classpathEntries: sorted(environment?.classpath),
    resourceProfiles: resourceProfiles.map(({ id, executorResources, taskResources }) => ({
      id,
      executorResources: executorResources as unknown as RestValue,
      taskResources: taskResources as unknown as RestValue,
    })),
  };
}

const sorted = (pairs: Pairs = []): Pairs =>
  pairs.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

const redacted = (pairs?: Pairs): Pairs =>
  sorted(pairs).map(([key, value]) =>
    secret.test(key) || secret.test(value) ? [key, '*********(redacted)'] : [key, value],
  );
