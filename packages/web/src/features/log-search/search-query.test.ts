import { expect, test } from 'vitest';
import {
  condition,
  narrowed,
  narrowedToValue,
  typedQuery,
  wantedTexts,
  withoutFilter,
} from './search-query.ts';

const filter = (
  query: string,
  text: string,
  field: 'level' | 'file' | 'phrase' | 'after',
  negated = false,
) => {
  const from = query.indexOf(text);
  return { field, negated, text, span: [from, from + text.length] as const, meaning: '' };
};

const query = 'lost level:error executor -level:warn "exit code"';
const filters = [
  filter(query, 'level:error', 'level'),
  filter(query, '-level:warn', 'level', true),
  filter(query, '"exit code"', 'phrase'),
];

test('a condition is taken out, the others stay', () => {
  expect(withoutFilter(query, filters[0]!)).toBe('lost executor -level:warn "exit code"');
});

test('a field is narrowed to another value; what is excluded stays excluded', () => {
  expect(narrowed(query, filters, 'level', 'level:fatal')).toBe(
    'lost executor -level:warn "exit code" level:fatal',
  );
  expect(narrowed('disk full', [], 'file', 'file:a.log')).toBe('disk full file:a.log');
});

test('two conditions of a field make room for one', () => {
  const twice = 'level:error x level:warn';
  expect(
    narrowed(
      twice,
      [filter(twice, 'level:error', 'level'), filter(twice, 'level:warn', 'level')],
      'level',
      'level:info',
    ),
  ).toBe('x level:info');
});

test.each([
  ['file', 'a/b.log', 'file:a/b.log'],
  ['file', '/var/log/a b.log', 'file:"var/log/a b.log"'],
  ['logger', 'org.apache.spark.Executor', 'logger:org.apache.spark.Executor'],
  ['logger', 'a "b"', null],
  ['file', '', null],
] as const)('%s %j is %j', (field, value, written) =>
  expect(condition(field, value)).toBe(written),
);

test('a text and a pattern that were searched whole get their signs', () => {
  expect(typedQuery({ query: 'disk full', mode: 'exact' })).toBe('"disk full"');
  expect(typedQuery({ query: 'a/b+', mode: 'regex' })).toBe('/a\\/b+/');
  expect(typedQuery({ query: 'disk full' })).toBe('disk full');
});

test('words and phrases are marked, conditions are not', () => {
  expect(wantedTexts(query, filters)).toEqual(['exit code', 'lost', 'executor']);
  expect(wantedTexts('the OOM at a 52 I', [])).toEqual(['OOM', '52']);
});

test('a value narrows lines; a search by meaning becomes one for the lines of its kinds', () => {
  const facet = { templates: ['0123456789ab'] };
  expect(narrowedToValue('"exit code"', [], facet, '137', 'lines')).toBe('"exit code" "137"');
  expect(narrowedToValue(query, filters, facet, '10.0.0.1', 'ranked')).toBe(
    'level:error -level:warn "exit code" template:0123456789ab "10.0.0.1"',
  );
  expect(narrowedToValue(query, filters, facet, 'a "b"', 'lines')).toBeNull();
});
