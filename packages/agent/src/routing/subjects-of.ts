import type { Subject } from '../plugin/aim.ts';

/** Programs whose name, with an argument behind it, is the begin of a command line. */
const programs =
  'awk|sed|grep|egrep|fgrep|zgrep|rg|find|rsync|tar|sort|xargs|hdfs|hadoop|kubectl|docker|git|curl|wget|lsof|rm|cp|mv|mkdir|rmdir|chmod|chown|ln|dd|ps|kill|pkill|aws|gsutil|az|psql|mysql|sqlite3|uniq|cut|paste|join|tr|comm|diff|jq|yq|zcat|gunzip|gzip|unzip|zip|du|df|ssh|scp|sftp|spark-submit|spark-sql|yarn|mapred|airflow|dbt|hive|beeline|kafka-[a-z-]+(?:\\.sh)?|zookeeper-[a-z-]+(?:\\.sh)?|python3?|pip3?|bash|sh|zsh|nohup|sudo|crontab|systemctl|journalctl|netstat|ss|nc|ping|head|tail|wc|tee|split|truncate|umask|trap|export|set|ulimit|watch|top|iptables|mount|openssl|helm|terraform|ansible|make|perl';
const programWithOption = new RegExp(
  `(?:^|[\\s\`:"'(|;&>])(?:sudo )?(?:${programs})\\s+(?:[^\\s|]+\\s+){0,4}?(?:-{1,2}[a-zA-Z\\d]|[|<>]|\\+[a-zA-Z\\d]|'[^']*[{$/(])`,
);
/** Programs whose names are words of a sentence as well: "find the reason", "watch the log". */
const alsoWords =
  /^(?:find|sort|cut|join|split|head|tail|watch|make|set|export|kill|mount|top|trap|ping|paste|comm|truncate|hive|airflow|yarn|docker|git|split|python|spark-submit|dbt)\b/;
const startsWithProgram = new RegExp(`^(?:${programs})\\s+[\\w./'"$~-]`);
const commandInSpan = new RegExp(
  `\`(?:[^\`]*[|;&]\\s*)?(?:sudo )?(?:${programs}|for|while|if|[\\d*/,]+ [\\d*/,]+ \\S+ \\S+)\\b[^\`]*\``,
);
const shellSyntax =
  /\d?>&\d|\d>\s*\/dev\/|\$\([^)]|;\s*do\b|\|\s*(?:sort|uniq|grep|awk|sed|head|tail|wc|xargs|cut|jq)\b|&&\s*[a-z]|(?:^|\s)>{1,2}\s*[\w./-]+\s*2>/;
const cronLine = /(?:^|[\s`])(?:[\d*/,-]+\s+){4}[\d*/,\w-]+\s+\/\S/;

const patterns: readonly (readonly [Subject, RegExp])[] = [
  [
    'error',
    /\b[\w.$]*[A-Z]\w*(?:Exception|Error)\b(?!\s*(?:lines?|entries|rows))|\bORA-\d+|\bSQLSTATE\b|^Traceback|\bCaused by:|\bexit (?:code|status) ?-?\d+|\berrno ?\d+|\b(?:Error|Exception|FATAL|error):\s|\bOOM ?[Kk]illed\b|\b[a-z]+ refused\b|\b(?:permission|access) denied\b|\bis bigger than\b|\bNo such file\b|\bout of memory\b/m,
  ],
  [
    'airflow',
    /\bairflow\b|\bdags?\b|\bDagFile\w+|\bAirflow\w*(?:Exception|Timeout|Error)\b|\bup(?:stream_failed|_for_retry|_for_reschedule)\b|\b(?:\w+)?(?:Operator|Sensor)\b|\bsensors?\b|\bzombie (?:task|job)s?\b|\bxcoms?\b|\btask (?:instance|log)s?\b|\btask_id\b|\btask [a-z]\w*_\w+\b/i,
  ],
  [
    'spark',
    /\b(?:py)?spark\b|\bexecutors?\b|\bevent ?logs?\b|\bshuffl\w*|\bstage \d+|\betape \d+|\bstufe \d+|\bhistory server\b|\bbroadcast\b|\baqe\b|\bspark-defaults\b|\b(?:application|app)_\d{8,}_\d+|\blocal-\d{10,}|\brdds?\b|\bparquet\b/i,
  ],
  [
    'spark_settings',
    /\bskew\w*|\bspill\w*|\bshuffl\w*|\bgc\b|\bgarbage collection\b|\bstragglers?\b|\bexecutor(?:s| memory| cores)\b|\bmemoryoverhead\b|\bbroadcast\b|\bsort[- ]merge join\b|\bdynamic allocation\b|\baqe\b|\badaptive\b|\b(?:small|tiny|winzige|kleine|petits) (?:files|dateien|fichiers)\b|\brepartition\w*|\bcoalesce\b|\bpartition (?:count|number|size)|\bcores?\b|\bnodes?\b|\bnoeuds\b|\bspark\.[a-z]\w*(?:\.\w+)+|\bspark-defaults\b|\b(?:one|single) (?:task|huge file)\b|\bidle\b|\bcach(?:e|ing)\b|\bpersist\b/i,
  ],
  [
    'two_runs',
    /\b(?:application|app|local)[-_]\d{6,}\S*[\s\S]{1,200}\b(?:application|app|local)[-_]\d{6,}|\battempt \d+\b[\s\S]{0,80}\battempt \d+\b|\b(?:both|two|beiden?|zwei|deux|dos)\b.{0,30}\b(?:runs?|event ?logs?|histor(?:y|ies)|applications?|jobs?|laufe|ejecuciones|executions?)\b|\bruns?\b.{0,80}\b(?:versus|vs\.?|than|against)\b|\brun [A-Z]\b[\s\S]{0,80}\brun [A-Z]\b|\bruns? \S*\d\S*.{1,40}\b(?:with|and|to|against|or)\b.{0,20}\brun\b|\b(?:before|old|vorher)\b.{0,20}\b(?:and|und|vs)\b.{0,12}\b(?:after|new|nachher)\b|\b(?:today|tonight|yesterday|last (?:week|night|month))\b.{0,60}\b(?:than|versus|vs|compared)\b|\bthan\b.{0,40}\b(?:yesterday|last (?:week|night|run)|before)\b/i,
  ],
  [
    'log',
    /\blogs?\b|\blogfiles?\b|\bprotokolle?\b|\bjournal(?:e?s)?\b|\bregistros?\b|\bstderr\b|日志/i,
  ],
  [
    'code',
    /\b(?:dags?|sql|scripts?|notebooks?|code|pipelines?|quer(?:y|ies)|skript|requete|consulta)\b|\b[\w-]+\.(?:py|sql|ipynb|scala)\b/i,
  ],
  [
    'data_systems',
    /\b(?:kafka|flink|dbt|trino|presto|hive|hdfs|hadoop|yarn|namenode|datanode|zookeeper|cassandra|elasticsearch|snowflake|databricks|redshift|bigquery|postgres\w*|mysql|oracle|iceberg|delta|parquet|orc|avro|csv|tsv|jsonl?|s3|gcs|kubernetes|k8s|kubectl|pods?|docker|etl|elt|jobs?|tasks?|pipelines?|brokers?|topics?|consumers?|producers?|workers?|drivers?|clusters?|nodes?|schedulers?|quer(?:y|ies)|tables?|columns?|partitions?|schemas?|databases?|files?|folders?|director(?:y|ies)|loads?|batch(?:es)?|streams?|streaming|errors?|exceptions?|warnings?|memory|heap|disk|timeouts?|latency|throughput|stages?|runs?|broken?|slow|faster|crash\w*|oom\w*|servers?|hosts?|ports?|deploy\w*|data|rows?|records?|cron|bash|shell|linux|terminal|sensors?|exports?|imports?|ingest\w*|tabelle|datei(?:en)?|spalten?|fichiers?|tablas?|archivos?)\b|\/[\w.-]+\/[\w.-]+|\b\w+\.(?:log|py|sql|csv|json|conf|ya?ml|gz|sh)\b/i,
  ],
];

const shownCharacters = 4000;

/** Subjects of the user's own words; nothing is read from files. */
export function subjectsOf(request: string): ReadonlySet<Subject> {
  const text = request.slice(0, shownCharacters);
  const found = new Set<Subject>();
  for (const [subject, pattern] of patterns) if (pattern.test(text)) found.add(subject);
  if (isCommandLine(text)) found.add('command_line');
  return found;
}

const isCommandLine = (text: string): boolean =>
  programWithOption.test(text) ||
  (startsWithProgram.test(text.trim()) && !alsoWords.test(text.trim())) ||
  commandInSpan.test(text) ||
  shellSyntax.test(text) ||
  cronLine.test(text);
