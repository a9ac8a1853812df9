import * as fc from 'fast-check';
import type { Content, Operation, Schema } from './openapi-document.ts';

/** Ids that exist, by the name of the field, parameter or path that takes them, so that requests also come through. */
export type KnownIds = ReadonlyMap<string, string>;

export interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly type: string; readonly bytes: Buffer } | null;
}

/** Requests of an operation: those that fit its schemas, and those that do not. */
export function requestsOf(
  path: string,
  { parameters = [], requestBody }: Operation,
  known: KnownIds,
): fc.Arbitrary<Sent> {
  const values = fc.tuple(
    ...parameters.map(({ in: place, name, schema }) =>
      fc
        .oneof(
          {
            weight: 3,
            arbitrary: fitting(schema, place === 'path' ? path.split('/')[1] : name, known),
          },
          { weight: 1, arbitrary: text() },
        )
        .map(String)
        // What stands for a folder changes the path before it is sent.
        .filter((it) => place !== 'path' || !/^\.{0,2}$/.test(it)),
    ),
  );
  const given = fc.array(fc.boolean(), {
    minLength: parameters.length,
    maxLength: parameters.length,
  });
  const accept = fc.constantFrom('application/json', '*/*', 'text/event-stream');
  return fc
    .tuple(values, given, requestBody ? bodies(requestBody.content, known) : fc.constant(null))
    .chain(([each, present, body]) => accept.map((it) => ({ each, present, body, accept: it })))
    .map((made) => {
      let filled = path;
      const query = new URLSearchParams();
      const headers: Record<string, string> = { accept: made.accept };
      for (const [at, { name, in: place, required }] of parameters.entries()) {
        const value = made.each[at]!;
        if (place === 'path')
          filled = filled.replace(`{${name}}`, () => encodeURIComponent(value.toWellFormed()));
        else if (made.present[at] && place === 'query') query.set(name, value);
        // Node sends no others.
        else if (place === 'header' && (required || made.present[at]))
          headers[name] = value.replaceAll(/[^ -~]/g, '').trim();
      }
      return {
        path: query.size > 0 ? `${filled}?${query.toString()}` : filled,
        headers,
        body: made.body,
      };
    });
}

/** A text as people, programs and attackers send it; where the name is that of ids, mostly one that exists. */
const text = (name = '', known: KnownIds = new Map(), longest = 300): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: known.has(name) ? 6 : 0, arbitrary: fc.constant(known.get(name) ?? '') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: longest }) },
    { weight: 1, arbitrary: fc.constantFrom(...hostile) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...ordinary), damage).map(damaged) },
  );

/** What tools are asked about. */
const ordinary = [
  'why did the load fail?',
  'level:error source:a after:-2h "No space" /dis[kc]/ -ok',
  'delete all logs older than 7 days under /var/log',
  'find . -name "*.log" -mtime +7 -print0 | xargs -0 rm -rf -- "$HOME/${x:-/}"',
  'with DAG("a", schedule="0 5 * * 1-5") as dag:\n    x = BashOperator(task_id="x", bash_command="ls")\n    x >> [y, z]\n',
  '@dag(start_date=datetime(2026, 1, 1), catchup=False)\ndef load():\n    @task.branch\n    def a(n: int = 1) -> str:\n        return f"{n}"\n    a.expand(n=[1, 2])\nload()\n',
  "INSERT INTO a SELECT b.*, sum(c) OVER (PARTITION BY d) FROM b JOIN (SELECT 1) e USING (f) WHERE g LIKE '%h'",
  '{"spark.executor.memory": "4g", "stages": [{"id": 1, "tasks": 200, "shuffle_read": "3 GB"}]}',
  '2026-11-20T02:00:00Z ERROR Executor: lost task 1.0 in stage 2.0\njava.lang.OutOfMemoryError: Java heap space\n\tat a.B.c(B.java:1)\n',
  '2026-02-30T25:61:61+99:99',
  'tar: a.tar: Cannot open: Permission denied',
];
/** Where a text is cut, and what is put there. */
const damage = fc.record({
  cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 2 }),
  put: fc.string({ unit: 'binary', maxLength: 5 }),
});
const damaged = ([whole, { cut, put }]: [string, { cut: number | null; put: string }]): string => {
  if (cut === null) return whole;
  const at = Math.floor(cut * whole.length);
  return whole.slice(0, at) + put + whole.slice(at + 1);
};

const hostile = [
  '',
  ' ',
  '../../etc/passwd',
  '%00',
  '\u0000',
  "' or 1=1 --",
  '(a+)+$',
  '*',
  '"',
  '__proto__',
  'constructor',
  '\ud800',
  '\u{1F4A5}'.repeat(50),
  '${jndi:ldap://127.0.0.1/a}',
  '-9223372036854775809',
  '1e400',
];

function fitting(schema: Schema, name: string | undefined, known: KnownIds): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema;
      const optional = Object.keys(properties).filter((key) => !required.includes(key));
      const pick = (keys: readonly string[]): fc.Arbitrary<unknown> =>
        fc.record(
          Object.fromEntries(keys.map((key) => [key, fitting(properties[key] ?? {}, key, known)])),
        );
      // The fewer are there, the more requests come through.
      return fc
        .oneof(
          fc.constant<string[]>([]),
          fc.subarray(optional, { maxLength: Math.min(2, optional.length) }),
          fc.subarray(optional),
        )
        .chain((chosen) => pick([...required, ...chosen]));
    }
    case 'array':
      return fc.array(fitting(schema.items ?? {}, name, known), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(3, schema.maxItems ?? 3),
      });
    case 'string':
      return text(name, known, schema.maxLength).filter(
        (it) => it.length >= (schema.minLength ?? 0) && it.length <= (schema.maxLength ?? Infinity),
      );
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? -10, -(2 ** 31)),
        max: Math.min(schema.maximum ?? 300, 2 ** 31 - 1),
      });
    case 'number':
      return fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());
    case 'boolean':
      return fc.boolean();
    default:
      return fc.jsonValue();
  }
}

type Body = NonNullable<Sent['body']>;
const bodyOf = (type: string, content: string | Buffer): Body => ({
  type,
  bytes: Buffer.from(content as string),
});
const asJson = (value: unknown): Body => bodyOf('application/json', JSON.stringify(value));

/** Bodies of the types that are taken: such that fit, such with a fault, and anything else. */
function bodies(content: Content, known: KnownIds): fc.Arbitrary<Body> {
  const schema = content['application/json']?.schema;
  return fc.oneof(
    ...('application/offset+octet-stream' in content ? [octets] : []),
    ...('multipart/form-data' in content ? [forms(schema ?? {}, known)] : []),
    ...(schema ? [jsonBodies(schema, known)] : []),
  );
}

const octets = text().map((it) => bodyOf('application/offset+octet-stream', it));

/** A body that fits, one with a field of another kind, any JSON, no JSON at all, and too much of it. */
function jsonBodies(schema: Schema, known: KnownIds): fc.Arbitrary<Body> {
  const fits = fitting(schema, undefined, known);
  const faulty = fc
    .tuple(fits, fc.constantFrom(...Object.keys(schema.properties ?? { x: 1 })), fc.jsonValue())
    .map(([body, field, value]) => ({ ...(body as object), [field]: value }));
  return fc.oneof(
    { weight: 50, arbitrary: fits.map(asJson) },
    { weight: 30, arbitrary: faulty.map(asJson) },
    { weight: 10, arbitrary: fc.jsonValue().map(asJson) },
    { weight: 10, arbitrary: text().map((it) => bodyOf('application/json', it)) },
    { weight: 10, arbitrary: text().map((it) => bodyOf('text/plain', it)) },
    { weight: 10, arbitrary: text().map((it) => bodyOf(it.replaceAll(/[^!-~]/g, ''), it)) },
    {
      weight: 5,
      arbitrary: fc
        .uint8Array({ maxLength: 40 })
        .map((it) => bodyOf('application/json', Buffer.from(it))),
    },
    { weight: 1, arbitrary: fc.constant(bodyOf('application/json', deep)) },
    { weight: 1, arbitrary: fc.constant(bodyOf('application/json', large)) },
  );
}

const deep = '['.repeat(100_000);
const large = `{"question":"${'a'.repeat(1_200_000)}"}`;

/** Forms that are whole, and forms with a part, a head or an end missing; what is in them may look packed, or be what comes beside files. */
const forms = (schema: Schema, known: KnownIds): fc.Arbitrary<Body> =>
  fc
    .tuple(
      fc.option(
        fc.oneof(
          fitting(schema, undefined, known).map((it) => JSON.stringify(it)),
          text(),
        ),
      ),
      text(),
      text(),
      fc.constantFrom(...magics),
      fc.constantFrom('--b--\r\n', '--b--\r\n', '--b', '', '--c--'),
      fc.constantFrom(
        'multipart/form-data; boundary=b',
        'multipart/form-data; boundary=b',
        'multipart/form-data',
        'application/json',
        'application/octet-stream',
      ),
    )
    .map(([input, name, content, magic, end, type]) =>
      bodyOf(
        type,
        Buffer.concat([
          Buffer.from(
            input === null
              ? ''
              : `--b\r\ncontent-disposition: form-data; name="input"\r\n\r\n${input}\r\n`,
          ),
          Buffer.from(
            `--b\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\n\r\n`,
          ),
          Buffer.from(magic, 'latin1'),
          Buffer.from(`${content}\r\n${end}`),
        ]),
      ),
    );

/** How gzip, zip, zstd, bzip2 and event logs begin. */
const magics = [
  '',
  '\u001f\u008b\u0008\u0000',
  'PK\u0003\u0004',
  '\u0028\u00b5\u002f\u00fd',
  'BZh9',
  '{"Event":"SparkListenerApplicationStart","App Name":"a"}\n',
];
