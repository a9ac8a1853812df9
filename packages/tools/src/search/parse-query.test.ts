import { describe, expect, test } from 'vitest';
import { SherpaError } from '../errors.ts';
import { parseQuery } from './parse-query.ts';
import { showQuery, type Query, type QueryPart } from './query.ts';

/** A part as `kind:value`, with `-` where it is negated. */
function show(part: QueryPart): string {
  const value = (): string => {
    switch (part.kind) {
      case 'level':
        return part.levels.join('|');
      case 'pattern':
        return `${part.pattern}${part.anyCase ? ' (any case)' : ''}`;
      case 'after':
      case 'before':
        return part.time.kind === 'moment'
          ? new Date(part.time.epoch).toISOString()
          : `${part.time.kind} ${part.time.milliseconds / 60_000}`;
      case 'near':
        return String(part.line);
      default:
        return part.text;
    }
  };
  return `${part.negated ? '-' : ''}${part.kind}:${value()}`;
}

const words = (text: string): string[] => text.split(/\s+/).map((word) => `word:${word}`);

describe('what people type', () => {
  test.each<[string, string[]]>([
    ['lost executor', ['word:lost', 'word:executor']],
    ['  why   did it fail?  ', ['word:why', 'word:did', 'word:it', 'word:fail?']],
    ['level:error', ['level:error']],
    ['level:ERROR', ['level:error']],
    ['Level:Warning', ['level:warn']],
    ['level=error', ['level:error']],
    ['severity:critical', ['level:fatal']],
    ['level:warn,error', ['level:warn|error']],
    ['level:warn|error', ['level:warn|error']],
    ['level>=warn', ['level:warn|error|fatal']],
    ['level>warn', ['level:error|fatal']],
    ['level<info', ['level:trace|debug']],
    ['level<=info', ['level:trace|debug|info']],
    ['-level:info', ['-level:info']],
    ['source:driver', ['source:driver']],
    ['file:stderr', ['file:stderr']],
    ['file:"my app.log" x', ['file:my app.log', 'word:x']],
    ['-file:gc.log', ['-file:gc.log']],
    ['logger:org.apache.spark', ['logger:org.apache.spark']],
    ['component:TaskSetManager', ['logger:TaskSetManager']],
    ['template:3fa9c1d2b07e', ['template:3fa9c1d2b07e']],
    ['after:-2h', ['after:ago 120']],
    ['after:2h', ['after:ago 120']],
    ['since:1d12h', ['after:ago 2160']],
    ['before:30m', ['before:ago 30']],
    ['after:02:10', ['after:clock 130']],
    ['after:2026-11-24', ['after:2026-11-24T00:00:00.000Z']],
    ['after:2026-11-24T02:10', ['after:2026-11-24T02:10:00.000Z']],
    ['before:2026-11-24T02:10:30Z', ['before:2026-11-24T02:10:30.000Z']],
    ['until:2026-11-24T02:10+02:00', ['before:2026-11-24T00:10:00.000Z']],
    ['after:"2026-11-24 02:10"', ['after:2026-11-24T02:10:00.000Z']],
    ['-after:02:10', ['-before:clock 130']],
    ['near:1234', ['near:1234']],
    ['"exact phrase"', ['phrase:exact phrase']],
    ['“curly quotes” x', ['phrase:curly quotes', 'word:x']],
    ['-"exact phrase"', ['-phrase:exact phrase']],
    ['-noise', ['-word:noise']],
    ['oom -heartbeat -"is alive"', ['word:oom', '-word:heartbeat', '-phrase:is alive']],
    ['/stage \\d+/', ['pattern:stage \\d+']],
    ['/Stage/i', ['pattern:Stage (any case)']],
    ['/a\\/b/', ['pattern:a\\/b']],
    ['/[/]x/', ['pattern:[/]x']],
    ['-/heart.?beat/', ['-pattern:heart.?beat']],
    [
      'level:error source:driver after:-2h "exact phrase" /regex/ -noise near:1234',
      [
        'level:error',
        'source:driver',
        'after:ago 120',
        'phrase:exact phrase',
        'pattern:regex',
        '-word:noise',
        'near:1234',
      ],
    ],
    ['', []],
  ])('%s', (text, expected) => {
    expect(parseQuery(text).parts.map(show)).toEqual(expected);
  });
});

describe('what looks like syntax and is none', () => {
  test.each([
    'Error: foo - bar',
    'java.io.IOException: No space left on device',
    'http://localhost:4040/jobs',
    's3://bucket/key?versionId=1',
    'jdbc:mysql://db:3306/airflow',
    'file:/opt/spark/jars/x.jar',
    'file:///tmp/x',
    'C:\\Users\\me\\app.log',
    '\\\\server\\share',
    '/opt/spark/jars',
    '/var/log/',
    'copied /user/hive/warehouse to / and back',
    '// a comment',
    'key:value',
    'stage:12 task:3',
    'level: error',
    'source=kafka',
    'file=x.py',
    'afterwards:x',
    'kill -9 1234',
    'exit -100',
    '-1',
    '--conf spark.executor.memory=4g',
    '-Xmx4g -XX:+UseG1GC -Dlog4j.level=debug',
    'a-b-c',
    '"not closed',
    'wide 5" tape',
    "it's",
    '""',
    '/',
    '-',
    'a && b || (c)',
  ])('%s', (text) => {
    expect(parseQuery(text).parts.map(show)).toEqual(words(text));
  });
  test.each([
    '26/11/24 02:10:00 ERROR Executor: "x" is level:loud -noise',
    '2026-11-24T02:10:00Z ERROR app: after:never /x/',
    '[2026-11-24T02:10:00.000+0000] {taskinstance.py:93} INFO - level:whatever',
    '{"level":"error","file":"x"}',
    'level=error ts=1 msg="near:x" file=a.go',
    'at org.apache.spark.Foo.bar(Foo.scala:12) level:x',
    'File "/opt/x.py", line 3, in f',
    'first line\n-second near:x',
  ])('a copied line: %s', (text) => {
    const query = parseQuery(text);
    expect(query.copiedLine).toBe(true);
    expect(query.parts.map(show)).toEqual(words(text));
  });
});

test.each([
  ['level:loud', 'character 1 takes trace'],
  ['disk level>=error,warn', 'character 6 takes trace'],
  ['after:yesterday', 'character 1 needs a time'],
  ['x before:25:00', 'character 3 needs a time'],
  ['after:2026-13-01', 'needs a time'],
  ['after:2026-11-24T02', 'needs a time'],
  ['near:home', 'needs the number of a line'],
  ['near:0', 'needs the number of a line'],
  ['template:17', 'needs the id of a template'],
])('%s is refused with what to write', (text, reason) => {
  const refused = (): unknown => parseQuery(text);
  expect(refused).toThrow(expect.objectContaining({ code: 'QUERY_INVALID', field: 'query' }));
  expect(refused).toThrow(reason);
});

/** Park and Miller's generator: the same texts at every run. */
function* randomTexts(count: number): Generator<string> {
  const pieces = [
    ...Array.from(' "\'/\\-:=<>[](){}.*+?|,;&%$#@!~^\u201C\u201D\n\t\u00e9\u{1F600}\ud800'),
    ' ',
    ' ',
    ...'level: source: file: after: before: near: template: logger: -level: error warn -2h 12:30 2026-11-24 2026-11-24T02:10:00 ERROR 99 noise'.split(
      ' ',
    ),
  ];
  let state = 20_261_124;
  const below = (end: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % end;
  };
  for (let left = count; left > 0; left--)
    yield Array.from({ length: 1 + below(14) }, () => pieces[below(pieces.length)]!).join('');
}

/** The query, or null where it was refused with the error that a reader is meant to see. */
function readOrRefuse(text: string): Query | null {
  try {
    return parseQuery(text);
  } catch (error) {
    if (error instanceof SherpaError && error.code === 'QUERY_INVALID') return null;
    throw error;
  }
}

test('any text is read or refused; parts stand where they say; what is shown is read as the same', () => {
  const queries = [...randomTexts(20_000)].map(readOrRefuse).filter((query) => query !== null);
  expect(queries.length).toBeGreaterThan(10_000);
  const misplaced = queries.filter(({ text, parts }) =>
    parts.some(
      ({ span, written }, at) =>
        text.slice(...span) !== written || span[0] < (parts[at - 1]?.span[1] ?? 0),
    ),
  );
  expect(misplaced).toEqual([]);
  const lost = queries.filter(
    ({ text, parts }) =>
      parts
        .map(({ written }) => written)
        .join('')
        .replaceAll(/\s/g, '') !== text.replaceAll(/\s/g, ''),
  );
  expect(lost).toEqual([]);
  const unstable = queries.map(showQuery).filter((shown) => showQuery(parseQuery(shown)) !== shown);
  expect(unstable).toEqual([]);
});

test('a long query is read in no time', () => {
  const started = performance.now();
  for (const text of [
    '/'.repeat(4000),
    '"a '.repeat(1333),
    '-/[a '.repeat(800),
    'level:error '.repeat(330),
  ])
    parseQuery(text);
  expect(performance.now() - started).toBeLessThan(1000);
});
