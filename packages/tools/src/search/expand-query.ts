import { prepareWords } from './prepare-words.ts';

/**
 * Groups of words that mean the same to whoever reads logs: one thing in a group, under the names that people, systems and
 * protocols give it. A question with one of them also looks for the others.
 */
const groups = [
  // What ran out or went wrong.
  'memory ram heap oom outofmemory',
  'disk space storage device enospc',
  'cpu processor core',
  'timeout timed deadline expired',
  'killed sigkill terminated oomkilled',
  'crash aborted died',
  'fail error exception fault',
  'corrupt damaged checksum integrity',
  'slow latency lag delay',
  'missing absent nonexistent notfound 404',
  'duplicate twice unique',
  'full exhausted exceeded quota',
  // Network.
  'unreachable refused noroutetohost disconnected',
  'network socket connection',
  'dns hostname resolve unknownhost',
  // Identity.
  'permission denied forbidden unauthorized acl rbac 403',
  'login authentication logon session',
  'password credential secret',
  // Work and where it runs.
  'machine host node server',
  'vm instance',
  'job application',
  'worker executor',
  'retry attempt again',
  'start launch spawn boot',
  'stop shutdown halt',
  'restart reboot',
  // Data.
  'delete remove drop',
  'bucket s3 object',
  'table relation',
  'column field attribute',
  'schema metadata',
  'replica replication copy',
  'partition shard',
  'queue topic',
].map((group) => group.split(' '));

const bySynonym = new Map<string, Set<string>>();
for (const group of groups) {
  const stems = group.flatMap((word) => prepareWords(word));
  for (const word of stems) {
    const all = bySynonym.get(word) ?? new Set();
    for (const other of stems) if (other !== word) all.add(other);
    bySynonym.set(word, all);
  }
}

export interface ExpandedQuery {
  readonly words: readonly string[];
  /** Words that mean the same and count less. */
  readonly synonyms: readonly string[];
}

/** The words of a question as they are searched. */
export function expandQuery(question: string): ExpandedQuery {
  const words = [...new Set(prepareWords(question))];
  const synonyms = new Set(words.flatMap((word) => [...(bySynonym.get(word) ?? [])]));
  for (const word of words) synonyms.delete(word);
  return { words, synonyms: [...synonyms] };
}
