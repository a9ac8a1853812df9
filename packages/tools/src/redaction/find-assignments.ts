import { isNoSecret } from './is-no-secret.ts';
import { readValue, type Value } from './read-value.ts';
import type { Secret, SecretKind } from './secret.ts';

/** Names whose value is secret whatever it looks like. */
const certain =
  'pass(?:word|wd|phrase|code)|passwrd|pwd|(?:secret[._ -]?access|secret|api|access|account|shared[._-]?access|encryption|signing|master|fernet|storage|subscription|private|application|app)[._ -]?key|client[._-]?secret';
/** Names that also stand for other things: their value has to look like a secret. */
const possible = 'secret|token|pass|auth|sig|signature|credentials?|sas';

const names = new RegExp(`(?<certain>${certain})|(?<possible>${possible})`, 'gi');
/** Between the words, so that `bypass` and `design` are no names. */
const needsBoundary = /^(?:pass|auth|sig|sas|pwd)$/i;

/** From the end of the name to the start of the value: in programs and files, in addresses and JSON that escape `=`, and in XML. */
const separator =
  /(?:\d{0,2}(?:_?(?:B64|BASE64|VALUE))?(?:\\?["'`]|\])?[ \t]{0,40}(?:=>|->|:=|==?|:|%3D|\\u003d)[ \t]{0,40}|<\/(?:name|key)>\s{0,40}<(?:value|string)>|["']?>(?=[^\s<>]{1,4096}<\/)|["'][ \t]{1,10}value=)/iy;
/** `spark.ssl.keyPassword   value` in spark-defaults.conf, `--password value`, `PASSWORD 'value'` in SQL. */
const blank = /(?:[ \t]{1,40}|\\?["'],[ \t]{0,10}(?=["']))/y;
const azureAccount = /[.][\w.-]{1,100}[ \t]{0,10}[=: \t][ \t]{0,10}/y;

/** Values of names that say what they hold: `password=`, `"secret_key": `, `--token `, in the forms of Java, Python, JSON, YAML, XML, SQL and shells. */
export function findAssignments(text: string): Secret[] {
  const found: Secret[] = [];
  names.lastIndex = 0;
  for (let match = names.exec(text); match; match = names.exec(text)) {
    const name = match[0];
    if (needsBoundary.test(name) && !atBoundary(text, match.index, name)) continue;
    // `/etc/passwd: …` is a file.
    if (text[match.index - 1] === '/' && text[match.index + name.length] === ':') continue;
    const isCertain = match.groups?.['certain'] !== undefined;
    const at = valueStart(text, match.index, match.index + name.length, isCertain);
    // The login in an address is read with the address.
    if (at === null || /:\/\/[^\s/?@;=&]*$/.test(text.slice(Math.max(0, at - 200), at))) continue;
    const read = readValue(text, at);
    if (!read) continue;
    const value = isCertain || read.quoted ? read : beforePunctuation(text, read);
    const written = text.slice(value.start, value.end);
    if (isNoSecret(written)) continue;
    const between = text.slice(match.index + name.length, at);
    const assigned = value.quoted || /=|^[ \t]+$/.test(between);
    const plausible = isCertain
      ? !isProse(text, at, value) && !isPath(name, written)
      : assigned && /^(?:pass|secret)$/i.test(name)
        ? !/^\d+$/.test(written) && !isResourceName(written)
        : looksSecret(name, written) && (assigned || !isResourceName(written));
    if (!plausible) continue;
    found.push({ start: value.start, end: value.end, kind: kindOf(text, match.index, name) });
    names.lastIndex = Math.max(names.lastIndex, value.end);
  }
  return found;
}

function atBoundary(text: string, at: number, name: string): boolean {
  const before = text[at - 1] ?? '';
  return !/[A-Za-z]/.test(before) || (/[a-z]/.test(before) && /^[A-Z]/.test(name));
}

/** Tokens hold no punctuation, as passwords may. */
function beforePunctuation(text: string, value: Value): Value {
  const at = text.slice(value.start, value.end).search(/[,;)\]}]/);
  return at === -1 ? value : { ...value, end: value.start + at };
}

/** `aws configure set aws_secret_access_key …`: nothing but a key looks like this. */
const random =
  /^(?=[\w/+.~-]{0,150}[a-z])(?=[\w/+.~-]{0,150}[A-Z])(?=[\w/+.~-]{0,150}\d)[\w/+.~-]{16,150}={0,2}(?![\w/])/;

/** Where the value after a name begins; null where no value follows. */
function valueStart(text: string, from: number, end: number, isCertain: boolean): number | null {
  separator.lastIndex = end;
  if (separator.test(text)) return separator.lastIndex;
  const word = wordBefore(text, from);
  if (/account[._-]?$/i.test(word) || /account[._-]?key/i.test(text.slice(from, end))) {
    azureAccount.lastIndex = end;
    if (azureAccount.test(text)) return azureAccount.lastIndex;
  }
  blank.lastIndex = end;
  if (!blank.test(text)) return null;
  const at = blank.lastIndex;
  if (/^--?[\w.-]*$/.test(word)) return text[at] === '-' ? null : at;
  const isProperty = /^(?:spark|hadoop|fs|hive|ssl|javax)\.[\w.-]*$/.test(word);
  const isSql = /["']/.test(text[at] ?? '');
  return isCertain && (isProperty || isSql || random.test(text.slice(at, at + 200))) ? at : null;
}

/** The part of the word that stands before a name. */
function wordBefore(text: string, at: number): string {
  let from = at;
  while (from > 0 && at - from < 100 && /[\w.-]/.test(text[from - 1]!)) from--;
  return text.slice(from, at);
}

/** `password: incorrect for the user`: words after a colon. */
function isProse(text: string, at: number, value: { end: number; quoted: boolean }): boolean {
  return (
    !value.quoted &&
    /[: \t]/.test(text[at - 1] ?? '') &&
    /^[A-Za-z]+$/.test(text.slice(at, value.end)) &&
    /^[ \t]+[a-z]/.test(text.slice(value.end, value.end + 4))
  );
}

/** A key may be named by its file, and `PWD` is the working directory of a shell. */
const isPath = (name: string, value: string): boolean =>
  (/key$/i.test(name) &&
    /^[\w./~:\\-]+\.(?:pem|key|jks|p12|pfx|json|keytab|crt|der)$/i.test(value)) ||
  (/key$/i.test(name) && /^(?:~|\.{1,2})?(?:\/[\w.-]+){2,}$/.test(value) && value.length < 40) ||
  (/^pwd$/i.test(name) && value.startsWith('/'));

/** Long enough, and not a word, a number, or several words. `auth` is more often a method, with a short name. */
function looksSecret(name: string, value: string): boolean {
  const least = /^(?:auth|sig|signature|sas)$/i.test(name) ? 16 : 8;
  if (value.length < least || /\s/.test(value)) return false;
  const letters = /[A-Za-z]/.test(value);
  return (
    (letters && /\d/.test(value)) ||
    (value.length >= 20 && /[a-z]/.test(value) && /[A-Z]/.test(value))
  );
}

/** `warehouse-credentials-2`: the name that an object of a cluster has, with a word in it. */
const isResourceName = (value: string): boolean =>
  /^[a-z0-9]+(?:[-./][a-z0-9]+)+$/.test(value) &&
  /(?:^|[-./])[a-z]*[g-z][a-z]*(?:[-./]|$)/.test(value);

function kindOf(text: string, at: number, name: string): SecretKind {
  const before = text
    .slice(Math.max(0, at - 200), at)
    .split('\n')
    .at(-1)!;
  if (/secret[._ -]?(?:access[._ -]?)?key/i.test(name))
    return /aws|s3|access/i.test(before + name) ? 'aws-secret-key' : 'api-key';
  if (/account[._-]?key|shared/i.test(name) || (/azure/i.test(before) && /secret|key/i.test(name)))
    return 'azure-key';
  if (/key$/i.test(name)) return 'api-key';
  if (/token|auth|sig|sas|credential/i.test(name)) return 'token';
  return /jdbc|snowflake|snowsql|sqoop|mysql|postgres/i.test(before)
    ? 'database-password'
    : 'password';
}
