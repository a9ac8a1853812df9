import type { EntityIds } from './milestone.ts';

/** The characters that Airflow allows for ids: a file name is text of a stranger, and no id of theirs reads as a sentence. */
const id = /^[\w.~:+-]{1,250}$/;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/**
 * The ids that stand in the path of a log, as the products lay them out: Airflow's `dag_id=/run_id=/task_id=/attempt=` and its
 * older `dag/task/date/N.log`, work directories of a standalone worker, YARN containers, pod logs of a node, Spark's event logs.
 */
export function idsOfPath(path: string): EntityIds {
  const ids: { -readonly [Key in keyof EntityIds]: EntityIds[Key] } = {};
  const part = (name: string): string | undefined => {
    const found = decoded(new RegExp(`(?:^|/)${name}=([^/]+)`).exec(path)?.[1] ?? '');
    return id.test(found) ? found : undefined;
  };
  const named = {
    dag: part('dag_id'),
    run: part('run_id'),
    task: part('task_id'),
    map: part('map_index'),
  };
  for (const [key, value] of Object.entries(named))
    if (value !== undefined) ids[key as 'dag'] = value;
  const attempt = /(?:^|\/)attempt=(\d+)(?:[./]|$)/.exec(path)?.[1];
  if (attempt !== undefined) ids.try = attempt;
  const old = /(?:^|\/)([\w.-]+)\/([\w.-]+)\/(\d{4}-\d\d-\d\dT[^/]+)\/(\d+)\.log/.exec(path);
  if (old) Object.assign(ids, { dag: old[1], task: old[2], run: decoded(old[3]!), try: old[4] });
  const standalone = /(?:^|\/)(app-\d{14}-\d+)\/(\d+)\/(?:stderr|stdout)/.exec(path);
  if (standalone) Object.assign(ids, { application: standalone[1], executor: standalone[2] });
  const container = /container_(?:e\d+_)?\d+_\d+_\d+_\d+/.exec(path)?.[0];
  if (container) Object.assign(ids, { container, ...idsOfContainer(container) });
  const application = /(?:app-\d{14}-\d+|application_\d+_\d+|spark-[0-9a-f]{32})/.exec(path)?.[0];
  if (application) ids.application ??= application;
  const pod =
    /(?:^|\/)containers\/([a-z0-9][\w.-]*?)_[\w-]+_[\w-]+-[0-9a-f]{64}\.log/.exec(path)?.[1] ??
    /(?:^|\/)[\w-]+_([a-z0-9][\w.-]*)_[0-9a-f-]{36}\//.exec(path)?.[1];
  if (pod !== undefined) Object.assign(ids, { pod, ...idsOfPod(pod) });
  return ids;
}

/** `container_e17_1700000000000_0042_01_000003` is a container of the first attempt of `application_1700000000000_0042`. */
export function idsOfContainer(container: string): EntityIds {
  const found = /container_(?:e\d+_)?(\d+)_(\d+)_0*(\d+)_\d+/.exec(container);
  return found ? { application: `application_${found[1]}_${found[2]}`, attempt: found[3]! } : {};
}

/** Spark names the pod of an executor `NAME-exec-3`. */
export function idsOfPod(pod: string): EntityIds {
  const executor = /-exec-(\d+)$/.exec(pod)?.[1];
  return executor === undefined ? {} : { executor };
}
