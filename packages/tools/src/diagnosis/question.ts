/**
 * Products whose name in a question narrows it. Those that run the work of others (schedulers, cluster managers, Spark itself)
 * are not among them: their logs often do not name them.
 */
const products: ReadonlySet<string> = new Set([
  'dbt',
  'debezium',
  'flink',
  'hdfs',
  'hive',
  'iceberg',
  'kafka',
  'mysql',
  'postgres',
  'redis',
  'snowflake',
  'trino',
  'zookeeper',
]);

const maxSubjects = 6;

/**
 * What a question names and a log would name too: identifiers (they have an underscore, digit, dot, slash or hyphen, or stand in
 * quotes), what follows `task`, `dag`, `job`, `executor` and the like when it is an identifier or a number, and products.
 * In lower case, at most 6, in the order of the question. Plain words are no subjects: the log may say it otherwise.
 */
export function subjectsOf(question: string): string[] {
  const text = question.slice(0, 4000).toLowerCase();
  const found: string[] = [];
  const add = (subject: string): void => {
    if (subject.length >= 2 && !found.includes(subject)) found.push(subject);
  };
  for (const [, quoted] of text.matchAll(/["'`“]([^"'`”\n]{2,100})["'`”](?![a-z])/g))
    add(quoted!.trim());
  for (const [, kind, number] of text.matchAll(/\b(executor|stage|attempt|checkpoint) #?(\d+)\b/g))
    add(`${kind} ${number}`);
  for (const [token] of text.matchAll(/[a-z0-9][\w./:=-]*\w/g))
    if (/[a-z]/.test(token) && isIdentifier(token)) add(token);
  for (const [word] of text.matchAll(/[a-z]+/g)) if (products.has(word)) add(word);
  return found.slice(0, maxSubjects);
}

/** `load_orders`, `part-00012`, `app.py`, `orders/2026`; not `out-of-memory`, `e.g.` or a clock time. */
const isIdentifier = (token: string): boolean =>
  token.length >= 4 &&
  (/\w_\w/.test(token) ||
    (/[./=-]/.test(token) && /\d/.test(token)) ||
    /\w\.\w{2,}$/.test(token) ||
    /\w\/\w/.test(token));
