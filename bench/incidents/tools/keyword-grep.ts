import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ToolAnswer } from '../answer.ts';

/**
 * The baseline: what `grep -iE` with a list of well-known words gives. The first word of the list that stands in any line names the
 * cause; without one, a line with an error word leaves it unsure; without that, all is well.
 */

const words: readonly (readonly [RegExp, string])[] = [
  [/OOMKilled/, 'k8s_oomkilled'],
  [
    /beyond the 'PHYSICAL' memory limit|exceeding (physical )?memory limits/,
    'container_memory_limit',
  ],
  [/OutOfMemoryError/, 'executor_too_small'],
  [/No space left on device/, 'local_disk_full'],
  [/Too many open files/, 'file_descriptors_exhausted'],
  [/ModuleNotFoundError|No module named/, 'missing_python_module'],
  [/ClassNotFoundException|NoClassDefFoundError/, 'class_not_found'],
  [/Permission denied|AccessControlException/, 'hdfs_permission'],
  [/Access ?Denied|403 Forbidden/i, 's3_access_denied'],
  [/authentication failed|invalid credentials/i, 'bad_credentials'],
  [/certificate.*expired|CertificateExpired/i, 'tls_certificate_expired'],
  [/is forbidden/, 'rbac_forbidden'],
  [/ImagePullBackOff|ErrImagePull/, 'image_pull_failed'],
  [/FailedScheduling|nodes are available/, 'k8s_unschedulable'],
  [/Evicted/, 'k8s_node_eviction'],
  [/Name or service not known|UnknownHostException/, 'dns_failure'],
  [/Connection refused/, 'connection_refused'],
  [/FetchFailed/, 'shuffle_blocks_lost'],
  [/deadlock/i, 'sql_deadlock'],
  [/duplicate key|UniqueViolation/, 'unique_violation'],
  [/too many (clients|connections)/i, 'too_many_connections'],
  [/syntax error/i, 'sql_syntax_error'],
  [/(table|relation|view).*(does not exist|not found)/i, 'relation_missing'],
  [/UNRESOLVED_COLUMN|column .* does not exist/i, 'column_not_found'],
  [/Path does not exist|FileNotFound|No such file/, 'path_not_found'],
  [/RecordTooLarge/, 'record_too_large'],
  [/UNKNOWN_TOPIC/, 'kafka_topic_missing'],
  [/\b429\b|Too Many Requests/, 'rate_limited'],
  [/zombie/i, 'zombie_task'],
  [/SIGTERM|exit code -?15/, 'task_externally_terminated'],
  [/timed? ?out/i, 'task_timeout'],
  [/Compilation Error/, 'dbt_compile_error'],
  [/\bFAIL \d+/, 'dbt_test_failed'],
];
const alarming = /\b(error|fatal|exception|failed|failure|traceback)\b/i;

const folder = process.argv.at(-1)!;
const lines = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name))
  .toSorted()
  .flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .map((text, at) => ({ text, file: relative(folder, path), line: at + 1 })),
  );

function answer(): ToolAnswer {
  for (const [word, cause] of words) {
    const hits = lines.filter(({ text }) => word.test(text));
    if (hits.length > 0)
      return { outcome: 'cause', cause, evidence: hits.slice(0, 3).map(placeOf), readNext: null };
  }
  const hits = lines.filter(({ text }) => alarming.test(text));
  return {
    outcome: hits.length > 0 ? 'unsure' : 'healthy',
    cause: null,
    evidence: hits.slice(0, 3).map(placeOf),
    readNext: null,
  };
}
const placeOf = ({ file, line }: { file: string; line: number }) => ({ file, line });

process.stdout.write(`${JSON.stringify(answer())}\n`);
