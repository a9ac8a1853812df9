import { isNoSecret } from './is-no-secret.ts';
import type { Secret, SecretKind } from './secret.ts';

/** Secrets that can be told by what stands before them. The value is the group at the end. */
const patterns: readonly (readonly [SecretKind, RegExp])[] = [
  // scheme://user:password@host; a password may hold an @, so that the last one before the host counts.
  [
    'url-password',
    /(?<![\w+.-])[A-Za-z][\w+.-]{1,40}:\/\/[^\s:/?#@"'<>]{0,256}:(?<value>[^\s/?#"'<>]{1,512})(?=@[\w[.-])/g,
  ],
  ['database-password', /jdbc:oracle:\w{2,8}:[^\s/:@"']{1,64}\/(?<value>[^\s/@"']{1,128})(?=@)/g],
  ['database-password', /\bsqlplus\s[^\n]{0,40}?\b\w{1,64}\/(?<value>[^\s/@"']{1,128})(?=@)/g],
  // A line of .netrc.
  ['password', /\blogin[ \t]{1,4}\S{1,128}[ \t]{1,4}password[ \t]{1,4}(?<value>\S{1,256})/g],
  // Header fields.
  [
    'token',
    /\bbearer(?:[ \t:=]{1,4}|%20)(?<value>(?=[\w.~+/=-]{0,64}\d|[\w.~+/-]{32})[\w.~+/=-]{16,8192})/gi,
  ],
  [
    'password',
    /\bauthorization["']?[ \t]{0,4}[:=][ \t]{0,4}["'[]{0,2}basic[ \t]{1,4}(?<value>[\w+/-]{6,1024}={0,2})/gi,
  ],
  [
    'token',
    /\bauthorization["']?[ \t]{0,4}[:=][ \t]{0,4}["'[]{0,2}(?:token|apikey|key|splunk|genieKey)[ \t=]{1,4}(?<value>[\w.~+/=-]{8,4096})/gi,
  ],
  [
    'cookie',
    /\b(?:set-)?cookie["']?[ \t]{0,4}:[ \t]{0,4}["']?(?<value>[^\s"'=;]{1,128}=[^\n"']{4,4096})/gi,
  ],
  // Options of commands that take a password without a telling name.
  [
    'database-password',
    /\b(?:mysql|mysqldump|mysqladmin|mysqlimport|mariadb|mariadb-dump)\b(?:[ \t][^\s|;&]{0,100}){0,12}?[ \t]-p["']?(?<value>[^\s"'|;&]{1,256})/g,
  ],
  [
    'password',
    /\b(?:sshpass|beeline|docker[ \t]login|podman[ \t]login|mongo|mongosh|mongodump|kinit)\b(?:[ \t][^\s|;&]{0,100}){0,12}?[ \t]-p[ \t]{1,4}["']?(?<value>[^\s"'|;&-][^\s"'|;&]{0,255})/g,
  ],
  [
    'password',
    /\b(?:sqlcmd|bcp|ldapsearch|ldapmodify|redis-cli)\b(?:[ \t][^\s|;&]{0,100}){0,12}?[ \t]-(?:P|w|a)[ \t]{1,4}["']?(?<value>[^\s"'|;&-][^\s"'|;&]{0,255})/g,
  ],
  [
    'password',
    /\bcurl\b(?:[ \t][^\s|;&]{0,100}){0,12}?[ \t](?:-u|--user|--proxy-user)[ =\t]{0,4}["']?[^\s:"'|;&]{1,128}:(?<value>[^\s"'|;&]{1,256})/g,
  ],
  ['password', /\bidentified[ \t]{1,4}by[ \t]{1,4}["'](?<value>[^"'\n]{1,256})/gi],
];

/** Passwords and tokens in addresses, header fields and command lines. */
export function findCredentials(text: string): Secret[] {
  return patterns.flatMap(([kind, pattern]) => {
    const found: Secret[] = [];
    for (const match of text.matchAll(pattern)) {
      const value = match.groups!['value']!;
      const end = match.index + match[0].length;
      if (!isNoSecret(value)) found.push({ start: end - value.length, end, kind });
    }
    return found;
  });
}
