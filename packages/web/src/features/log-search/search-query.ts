import type { SearchLogsAnswer, SearchLogsBody } from '@datasherpa/server/client';

type Filter = SearchLogsAnswer['filters'][number];

/** A query without one of its conditions. */
export const withoutFilter = (query: string, { span: [from, to] }: Filter): string =>
  tidy(`${query.slice(0, from)} ${query.slice(to)}`);

/** A query narrowed to one value of a field; what it says of that field already makes room, unless it excludes something. */
export function narrowed(
  query: string,
  filters: readonly Filter[],
  field: Filter['field'],
  text: string,
): string {
  const rest = filters
    .filter((filter) => filter.field === field && !filter.negated)
    .toSorted((a, b) => b.span[0] - a.span[0])
    .reduce(withoutFilter, query);
  return tidy(`${rest} ${text}`);
}

/** A condition on a field, in quotes where its value has a space; null where the query language cannot say the value. */
export function condition(
  field: 'file' | 'logger' | 'template' | 'level',
  value: string,
): string | null {
  // A value that begins with a slash is no condition on a file, and the quote ends at the first quotation mark.
  const plain = field === 'file' ? value.replace(/^\/+/, '') : value;
  if (plain === '' || /["\u201C\u201D\r\n]/.test(plain)) return null;
  return /\s/.test(plain) ? `${field}:"${plain}"` : `${field}:${plain}`;
}

/**
 * A query narrowed to the lines with a value. A search by meaning becomes one for the lines of the kinds that have it, because words only
 * rank. Null where the query language cannot say the value.
 */
export function narrowedToValue(
  query: string,
  filters: readonly Filter[],
  { templates }: { readonly templates: readonly string[] },
  value: string,
  searchedBy: SearchLogsAnswer['searchedBy'],
): string | null {
  if (value === '' || /["\u201C\u201D\r\n]/.test(value)) return null;
  const rest =
    searchedBy === 'ranked'
      ? [
          ...filters.filter(({ field }) => field !== 'template').map(({ text }) => text),
          ...templates.map((id) => `template:${id}`),
        ].join(' ')
      : query;
  return tidy(`${rest} "${value}"`);
}

/** The query of a search as it is typed: a text or pattern that was searched whole stands in its signs. */
export function typedQuery({ query, mode }: Pick<SearchLogsBody, 'query' | 'mode'>): string {
  if (mode === 'exact' && !query.includes('"')) return `"${query}"`;
  if (mode === 'regex') return `/${query.replaceAll('/', '\\/')}/`;
  return query;
}

/** Texts to mark in what was found: words and phrases of the query that are no condition on something else. */
export function wantedTexts(query: string, filters: readonly Filter[]): readonly string[] {
  const phrases = filters
    .filter(({ field, negated }) => field === 'phrase' && !negated)
    .map(({ text }) => text.replaceAll(/^["\u201C]|["\u201D]$/g, ''));
  const words = filters
    .toSorted((a, b) => b.span[0] - a.span[0])
    .reduce(withoutFilter, query)
    .split(/\s+/)
    .filter((word) => word.length >= telling || (word.length > 1 && /[\p{Lu}\p{N}]/u.test(word)));
  return [...phrases, ...words];
}

/** Shorter words are in too many others, unless they are an abbreviation or a number. */
const telling = 4;

const tidy = (query: string): string => query.replaceAll(/\s+/g, ' ').trim();
