import type { ReasonCodeName, RiskLevel } from '../reason-codes.ts';

export interface ScriptEffect {
  readonly code: ReasonCodeName;
  readonly text: string;
  readonly level?: RiskLevel;
}

interface ScriptRule extends ScriptEffect {
  readonly pattern: RegExp;
}

/** Calls that matter, over all languages: a name that deletes does so in each of them. */
const rules: readonly ScriptRule[] = [
  {
    pattern:
      /\b(?:rmtree|rm_rf|rm_r|remove_tree|remove_dir_all|removedirs|rimraf|deleteTree|deltree|remove_entry_secure|deleteDirectory|unlink_recursive|removeSync|emptyDir(?:Sync)?)\b/,
    code: 'delete-recursive',
    text: 'Deletes a folder with everything in it.',
  },
  {
    pattern: /\brm(?:Sync|dir(?:Sync)?)?\s*\([^)]*recursive\s*:\s*true/,
    code: 'delete-recursive',
    text: 'Deletes a folder with everything in it.',
  },
  {
    pattern:
      /\b(?:os\.remove|os\.unlink|os\.rmdir|\.unlink\s*\(|unlinkSync|unlink\b|File\.delete|FileUtils\.rm|Files\.delete|rmdirSync|rmdir\b|Remove-Item|file\.remove|os\.truncate|\.truncate\s*\(|truncateSync)/,
    code: 'delete-many',
    text: 'Deletes or empties files.',
  },
  {
    pattern:
      /\bopen\s*\(?[^)\n]*,\s*(?:mode\s*=\s*)?['"](?:[wx]|>)[bt+]*['"]|\bopen\s*\(?[^,;)\n]+,\s*['"]>{1,2}['"]|\b(?:writeFile(?:Sync)?|write_text|write_bytes|File\.write|file_put_contents|fopen\s*\([^)]*['"]w|IO\.write|appendFile(?:Sync)?|Set-Content|Out-File)\b/,
    code: 'overwrite-file',
    text: 'Writes files.',
  },
  {
    pattern: /['"]\/dev\/(?:sd|nvme|vd|hd|xvd|mmcblk)/,
    code: 'overwrite-device',
    text: 'Works on a disk below its files.',
  },
  {
    pattern:
      /\b(?:os\.kill|os\.killpg|process\.kill|Process\.kill|posix_kill|kill\s+['"]?(?:9|KILL|-9))/,
    code: 'kill-forced',
    text: 'Ends processes.',
  },
  {
    pattern:
      /\b(?:b64decode|a85decode|unhexlify|fromhex|from_base64|base64_decode|decode64|atob|decode_base64|decodestring|zlib\.decompress|codecs\.decode|rot13|unpack\s*\(|str_rot13|gzinflate|gzuncompress|marshal\.loads|pickle\.loads)\b[^]*\b(?:exec|eval|system|compile|subprocess|popen|spawn|Function|os\.)|\b(?:exec|eval|Function|compile)\b[^]*\b(?:b64decode|a85decode|unhexlify|fromhex|base64_decode|decode64|atob|decode_base64|decompress|codecs\.decode|rot13|unpack|marshal|pickle)\b|Buffer\.from\([^)]*base64[^]*\b(?:eval|exec|spawn)|\b(?:eval|exec)\b[^]*Buffer\.from\([^)]*(?:base64|hex)/,
    code: 'opaque-code',
    text: 'Runs code that is decoded first.',
  },
  {
    pattern:
      /\b(?:exec|eval|compile|instance_eval|runInNewContext|runInThisContext|Function)\b[^]*\b(?:urlopen|requests\.get|urllib|fetch\(|http\.get|https\.get|URI\.open|open-uri|Net::HTTP|LWP|file_get_contents\(['"]https?|curl|wget|DownloadString|Invoke-WebRequest|iwr)\b|\b(?:urlopen|requests\.get|URI\.open|DownloadString|Invoke-WebRequest|iwr)\b[^]*\b(?:exec|eval|iex|Invoke-Expression)\b/i,
    code: 'remote-code-execution',
    text: 'Runs code that comes from another host.',
  },
  {
    pattern:
      /\bsocket\b[^]*\b(?:dup2|\/bin\/(?:ba)?sh|pty\.spawn|subprocess)|\bfsockopen\b[^]*\bexec|TCPSocket[^]*exec|Socket[^]*exec\s*[({"']|net\.connect[^]*\bspawn|\/inet\/tcp\//,
    code: 'remote-code-execution',
    text: 'Gives another host a shell on this one.',
  },
  {
    pattern:
      /chr\s*\(\s*\d+\s*\)(?:[^]{0,6}chr\s*\(\s*\d+\s*\)){2}|String\.fromCharCode|(?:\\x[46-7][0-9a-f]){3}|(?:\\1[0-7]{2}){3}|getattr\s*\(|__import__\s*\(|__builtins__|globals\(\)\s*\[|importlib|\[::-1\]|\.reverse\b|sendmethod|\bsend\s*\(?:|Reflect\.|\bpack\s*[("']|\blc\s+q/,
    code: 'opaque-code',
    text: 'Hides the names that it calls.',
  },
  {
    pattern:
      /\.(?:drop|dropDatabase|dropCollection|deleteMany|remove)\s*\(\s*(?:\{\s*\}|\))|\.dropDatabase\s*\(|\.drop\s*\(/,
    code: 'database-destroy',
    text: 'Deletes collections, databases or all documents.',
  },
  {
    pattern: /\b(?:os\.)?ch(?:mod|own)\s*\(?[^)\n]*0?o?777/,
    code: 'permission-broad',
    text: 'Opens access to everybody.',
  },
  {
    pattern:
      /\b(?:delete_bucket|delete_objects|delete_object|terminate_instances|delete_cluster|delete_stack|delete_table|delete_topics|delete_namespace)\b|\.objects(?:\.filter\([^)]*\)|\.all\(\))?\.delete\(/,
    code: 'cloud-delete',
    text: 'Deletes objects in a cloud.',
  },
];

/** Strings that the code gives to a shell. */
const shellStrings =
  /\b(?:os\.system|os\.popen|subprocess\.\w+|commands\.getoutput|check_output|check_call|Popen|execSync|spawnSync|child_process|exec|system|shell_exec|passthru|popen|proc_open|spawn|qx|Runtime\.getRuntime\(\)\.exec|os\.execute|io\.popen|sh|run|call|getoutput|%x|execvp?|execlp?|os\.exec\w+|os\.spawn\w+|shell)\s*(?:\(|\{|\s)\s*(\[[^\]]*\]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|[^)}\n]*)/g;

/** Effects of code in Python, Perl, Ruby, JavaScript and their like, by the names that it calls. */
export function scriptEffects(code: string, language: string): ScriptEffect[] {
  const text = code.slice(0, 20_000);
  const found: ScriptEffect[] = rules.filter(({ pattern }) => pattern.test(text));
  if (language === 'mongosh' && !onlyReadsMongo(text))
    found.push({
      code: 'database-write',
      text: 'Changes data or settings, or calls what is not known here.',
    });
  return found;
}

const mongoReads =
  /^(?:find|findOne|count|countDocuments|estimatedDocumentCount|distinct|aggregate|limit|sort|skip|toArray|pretty|forEach|stats|getIndexes|explain|getCollectionNames|getCollectionInfos|getCollection|getSiblingDB|serverStatus|hostInfo|version|getUsers|getRoles|isMaster|hello|status|conf|size|itcount|next|hasNext|validate|currentOp|help|getName|getMongo|getDBs|getDBNames|print|printjson|show|ObjectId|ISODate|Date|NumberLong|dataSize|storageSize|totalSize|totalIndexSize|projection|hint|batchSize|maxTimeMS|map|join|tojson|stringify|printReplicationInfo|printSecondaryReplicationInfo)$/;

/** Every call is one that reads, and no name is put together. */
function onlyReadsMongo(text: string): boolean {
  if (/\[\s*["'`]|\$out\b|\$merge\b|=>|\beval\b|\bload\b/.test(text)) return false;
  return [...text.matchAll(/([\w$]+)\s*\(/g)].every(([, name = '']) => mongoReads.test(name));
}

/** Shell commands inside the code, as texts; of a list of words the words. */
export function shellCommandsIn(code: string, language: string): string[] {
  const text = code.slice(0, 20_000);
  const commands: string[] = [];
  for (const match of text.matchAll(shellStrings)) {
    const written = match[1] ?? '';
    if (written.startsWith('['))
      commands.push(
        [...written.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g)]
          .map((part) => part[1] ?? part[2] ?? '')
          .join(' '),
      );
    else if (/^["'`]/.test(written)) {
      const first = written.slice(1, -1);
      // system("rm", "-rf", "/") has its words as separate strings.
      const after = text.slice(match.index + match[0].length, match.index + match[0].length + 300);
      const more = /^\s*,\s*["']/.test(after)
        ? [...after.split(')')[0]!.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g)].map(
            (part) => part[1] ?? part[2] ?? '',
          )
        : [];
      commands.push([first, ...more].join(' '));
    }
    if (commands.length >= 20) break;
  }
  if (
    /^(?:perl|ruby|php|node|nodejs)$/.test(language) &&
    language !== 'node' &&
    language !== 'nodejs'
  )
    for (const match of text.matchAll(/`([^`]+)`|\bqx\s*[{(/|]([^})/|]+)|%x\s*[{([]([^})\]]+)/g))
      commands.push(match[1] ?? match[2] ?? match[3] ?? '');
  if (/^(?:python|ipython)/.test(language))
    for (const match of text.matchAll(/^\s*!(.+)$/gm)) commands.push(match[1] ?? '');
  return commands
    .map((command) => command.replace(/\\(.)/gs, '$1'))
    .filter((command) => command.trim() !== '');
}
