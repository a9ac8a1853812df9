import { prepareWords } from './prepare-words.ts';

/**
 * Groups of words that mean the same to whoever reads logs: one thing in a group, under the names that people, systems and
 * protocols give it. A question with one of them also looks for the others.
 */
const groups = [
  // What ran out or went wrong.
  'memory ram heap oom outofmemory',
  'garbage gc pause',
  'disk space storage device enospc volume',
  'cpu processor core vcpu',
  'timeout timed deadline expired',
  'killed sigkill 137 oomkilled preempted evicted',
  'terminated sigterm 143 killed',
  'signal sigsegv sigkill sigterm',
  'crash aborted died dead exited',
  'fail error exception fault broken',
  'corrupt damaged checksum integrity verification',
  'slow latency lag delay straggler',
  'missing absent nonexistent notfound 404',
  'duplicate twice unique repeated',
  'full exhausted exceeded quota insufficient',
  'limit maximum threshold exceeded',
  'large big huge oversized',
  'concurrent simultaneous conflict contention',
  'deadlock lock blocked',
  'hang stuck frozen unresponsive',
  'invalid illegal malformed bad',
  'unsupported incompatible mismatch',
  // Network.
  'unreachable refused noroutetohost disconnected',
  'network socket connection',
  'dns hostname resolve unknownhost',
  'certificate ssl tls handshake pkix',
  'heartbeat keepalive ping',
  'throttle rate 429 slowdown',
  'unavailable down 503',
  // Identity.
  'permission denied forbidden unauthorized acl rbac 403',
  'login authentication logon session',
  'password credential secret',
  'kerberos ticket gss keytab',
  // Work and where it runs.
  'machine host node server',
  'vm instance',
  'job application',
  'worker executor',
  'container pod',
  'coordinator master leader',
  'ensemble quorum cluster',
  'retry attempt again',
  'speculative backup duplicate',
  'start launch spawn boot begin',
  'stop shutdown halt',
  'restart reboot relaunch',
  'register join enroll',
  'remove lost gone decommission',
  'blacklist exclude denylist',
  'elect vote choose',
  'allocate reserve assign',
  'wait pending queued starving',
  'capacity resource slot',
  'schedule cron trigger',
  'finish complete done succeed',
  // Code and its parts.
  'library package module dependency jar',
  'class method classpath',
  'import load',
  'version release compatibility',
  'compile syntax parse',
  'serialize pickle kryo',
  'deserialize decode parse unmarshal',
  'null none npe nullpointer',
  'setting configuration option property',
  // Data.
  'delete remove drop clean purge',
  'bucket s3 object',
  'file path directory',
  'table relation',
  'column field attribute',
  'row record tuple',
  'key identifier id',
  'schema metadata',
  'replica replication copy',
  'partition shard',
  'queue topic',
  'offset position',
  'checkpoint savepoint snapshot',
  'transaction commit rollback',
  'merge upsert',
  'migrate upgrade initialise',
  'write save store persist',
  'read fetch download retrieve',
  'send transmit forward',
  'receive accept',
  'cache cached memoised',
  'test assertion expectation',
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
  /** Words that mean the same, and pairs of words in one. */
  readonly synonyms: readonly string[];
}

/** Neighbouring words as one: products write `namenode` and `safemode` where people write two words. */
function joinedPairs(question: string): string[] {
  const tokens = question.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return tokens.slice(1).flatMap((token, at) => prepareWords(tokens[at]! + token));
}

/** The words of a question as they are searched. */
export function expandQuery(question: string): ExpandedQuery {
  const words = [...new Set(prepareWords(question))];
  const synonyms = new Set(words.flatMap((word) => [...(bySynonym.get(word) ?? [])]));
  for (const name of joinedPairs(question)) synonyms.add(name);
  for (const word of words) synonyms.delete(word);
  return { words, synonyms: [...synonyms] };
}
