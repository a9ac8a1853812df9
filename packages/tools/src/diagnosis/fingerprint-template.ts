/** Stands for every value in the template of a fingerprint. */
const value = '<v>';
const maxInput = 4000;
const maxTemplate = 300;

/** Applied in this order: what has a shape of its own first, so that later patterns do not cut it to pieces. */
const masks: readonly (readonly [RegExp, string])[] = [
  // Spark and Snowflake put an error class before the text since some versions, and an SQLSTATE behind it.
  [/\[[A-Z][A-Z0-9_]+(?:\.[A-Z0-9_]+)*\] /g, ''],
  [/\s*\(?SQLSTATE:? \w{5}\)?/g, ''],
  // Addresses: the scheme says what it was; user, host, port and what follows are values.
  [/\b([a-z][a-z0-9+.-]*(?::[a-z0-9]+)?):\/\/[^\s"'<>)\]},]+/gi, `$1://${value}`],
  [/\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, value],
  [/(?<![\w/])\/(?:private\/)?(?:tmp|var\/folders|var\/tmp)\/[^\s"'<>)\]},:]*/g, value],
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, value],
  // Hosts: with a port, in well-known internal domains, or after a word that announces one.
  [/(?<![\w.])[a-z0-9](?:[\w-]*\.)*[\w-]+:\d{2,5}\b/gi, value],
  [
    /(?<![\w.$])(?:[a-z0-9-]+\.)+(?:local|internal|lan|corp|intra|svc|com|net|org|io|cloud|example|test|invalid)(?![\w.(-])/gi,
    value,
  ],
  [
    /\b(host(?:name)?|node|broker|server|worker|nodemanager)([ =:]+["'(]?)(?!is\b|was\b|has\b|not\b|to\b|did\b|died\b)[\w.-]*[\d.-][\w.-]*/gi,
    `$1$2${value}`,
  ],
  // Spark names the host behind executors and tasks.
  [/(?<=\b(?:executor|task|container)[ _][\w.-]+ on )(?!disk\b|heap\b)[\w.-]+/gi, value],
  [/(?<=\(TID \d+, )[\w.-]+/g, value],
  [/(?<=\) \()[\w.-]+(?= executor )/g, value],
  // Names that Kubernetes makes: of a Deployment's pod, and of what has a random end.
  [/-[bcdfghjklmnpqrstvwxz2456789]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, `-${value}`],
  [/-(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{5,12}\b/g, `-${value}`],
  [/\b0x[0-9a-f]+\b/gi, value],
  [/@[0-9a-f]{5,}\b/gi, `@${value}`],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b/gi, value],
  // Months and days in words belong to a date.
  [
    /\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}\b/g,
    value,
  ],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/g, value],
  // Numbers, wherever in a word: one digit behind letters is part of a name (s3, log4j), and so is the width of a type (int64).
  [
    /(?<![a-z\d])[-+]?\d+(?:[.,:/_-]\d+)*|(?<=[a-z])(?<!\b(?:u?int|float|double|decimal|utf|base|sha))\d{2,}/gi,
    value,
  ],
  [
    /<v>(?: ?(?:%|[kmgtp]i?b?|bytes?|b|ms|millis(?:econds)?|s|secs?|seconds?|mins?|minutes?|h|hours?|days?)\b)/gi,
    value,
  ],
  [/<v>(?:[\s.,:;/_+-]*<v>)+/g, value],
  // One time, two times.
  [/<v> ([a-z]{3,}?)s\b/gi, `${value} $1`],
];

/**
 * The words of a line without its values: dates, times, numbers with their units, ids, hosts, addresses, temporary paths, versions.
 * Names stay, because a missing column is another failure than another missing column. At most 300 characters.
 */
export function fingerprintTemplate(line: string): string {
  let text = line.slice(0, maxInput);
  for (const [pattern, replacement] of masks) text = text.replaceAll(pattern, replacement);
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, maxTemplate);
}
