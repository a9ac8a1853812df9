import { expect, test } from 'vitest';
import { indentJson } from './indent-json.ts';

test('one value a line; what stands in strings stays', () => {
  expect(
    indentJson('{"level":"error","event":"a {b}, [c]: \\"d\\"","tags":[1,2],"none":{},"no":[]}'),
  ).toBe(
    `{
  "level": "error",
  "event": "a {b}, [c]: \\"d\\"",
  "tags": [
    1,
    2
  ],
  "none": {},
  "no": []
}`,
  );
});

test('numbers, escapes and keys that come twice are those of the file', () => {
  const indented = indentJson('{"id":12345678901234567890,"x":1e400,"a":"\\u00e4","a":1.0}');
  expect(indented).toContain('12345678901234567890');
  expect(indented).toContain('1e400');
  expect(indented).toContain('"\\u00e4"');
  expect(indented?.match(/"a"/g)).toHaveLength(2);
  expect(indented).toContain('1.0');
});

test.each(['', '42', '[1]', '26/11/24 INFO {"a":1}', '{"a":1', '{"a":1} trailing', "{'a': 1}"])(
  '%j is no JSON object',
  (line) => expect(indentJson(line)).toBeNull(),
);

test('without white space it is what it was before', () => {
  const line = ' {"a": [ {"b" : null }, true ], "c":{"d":[ ] } } ';
  expect(indentJson(line)?.replaceAll(/\s/g, '')).toBe(line.replaceAll(/\s/g, ''));
});

test('deep nesting stays small', () => {
  const deep = `{"a":${'['.repeat(3000)}${']'.repeat(3000)}}`;
  expect(indentJson(deep)!.length).toBeLessThan(1_000_000);
});
