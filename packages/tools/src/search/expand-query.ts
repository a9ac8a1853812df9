import { prepareWords } from './prepare-words.ts';

/** Groups of words that mean the same in the trade; a question with one of them also looks for the others. */
const groups = [
  'memory ram heap oom outofmemory oomkilled',
  'killed kill sigkill terminated 137',
  'timeout timed deadline expired',
  'permission denied forbidden unauthorized access acl rbac 403',
  'disk space storage device enospc',
  'unreachable refused route connect connection',
  'network socket connection',
  'crash crashed abort aborted died',
  'login authentication password credential session',
  'missing notfound absent nonexistent',
  'slow latency delay lag',
  'duplicate unique twice',
  'corrupt corrupted damaged checksum',
  'replica replication block',
  'delete removed deleting invalidates',
  'restart rebooted started startup',
  'bucket s3 object',
  'schema column type',
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

/** Words of a question as they are searched, and the synonyms that may count less. */
export function expandQuery(question: string): { words: string[]; synonyms: string[] } {
  const words = [...new Set(prepareWords(question))];
  const synonyms = new Set(words.flatMap((word) => [...(bySynonym.get(word) ?? [])]));
  for (const word of words) synonyms.delete(word);
  return { words, synonyms: [...synonyms] };
}
