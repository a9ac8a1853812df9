import type { Column } from './profile-file.ts';

/** A line of a web server in the common or the combined form. */
export const accessLine = /^\S+ \S+ \S+ \[\d{2}\/\w{3}\/\d{4}:[^\]]+\] "[^"]*" \d{3} (?:\d+|-)/;

const fixed: readonly Column[] = [
  {
    name: 'ip',
    at: 1,
    numeric: false,
    values: [],
    aliases: [
      'ip address',
      'client ip',
      'client ip address',
      'client address',
      'client',
      'address',
      'host',
      'remote host',
      'source ip',
      'source address',
      'ip addresses',
    ],
  },
  {
    name: 'user',
    at: 3,
    numeric: false,
    values: [],
    aliases: ['user name', 'remote user', 'authenticated user', 'login'],
  },
  {
    name: 'method',
    at: 6,
    numeric: false,
    aliases: ['http method', 'request method', 'verb', 'http verb'],
    values: ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS'],
  },
  {
    name: 'path',
    at: 7,
    numeric: false,
    values: [],
    aliases: [
      'url',
      'uri',
      'request path',
      'request url',
      'page',
      'endpoint',
      'requested path',
      'requested url',
      'resource',
      'url path',
    ],
  },
  {
    name: 'status',
    at: 9,
    numeric: true,
    values: [],
    aliases: [
      'status code',
      'http status',
      'http status code',
      'response code',
      'response status',
      'return code',
      'http code',
    ],
  },
  {
    name: 'bytes',
    at: 10,
    numeric: true,
    values: [],
    aliases: [
      'bytes sent',
      'size',
      'response size',
      'byte',
      'transferred bytes',
      'traffic',
      'body size',
    ],
  },
];

/** Fields of a web server's lines; what stands behind the usual ones is the time that a request took, where it is a number. */
export function accessColumns(lines: readonly string[]): Column[] {
  const columns = [...fixed];
  const combined = lines.every((line) => line.split('"').length >= 6);
  if (combined)
    columns.push(
      { name: 'referer', at: 0, numeric: false, values: [], inQuotes: 4, aliases: ['referrer'] },
      {
        name: 'user agent',
        at: 0,
        numeric: false,
        values: [],
        inQuotes: 6,
        aliases: ['agent', 'browser', 'client software'],
      },
    );
  const last = lines.map((line) =>
    line
      .split(combined ? '"' : /" \d{3} (?:\d+|-)/)
      .at(-1)!
      .trim(),
  );
  if (last.every((text) => /^[\d.]+$/.test(text)))
    columns.push({
      name: 'response time',
      at: 0,
      numeric: true,
      values: [],
      word: { at: 'NF', brackets: false },
      aliases: [
        'request time',
        'response times',
        'request duration',
        'duration',
        'latency',
        'time taken',
        'elapsed time',
        'processing time',
        'seconds',
      ],
    });
  return columns;
}
