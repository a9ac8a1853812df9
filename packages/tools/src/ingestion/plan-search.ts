import { SherpaError } from '../errors.ts';
import { levels, type Level } from '../logs/index.ts';
import {
  allOf,
  lineMatcher,
  parseQuery,
  partsOf,
  prepareWords,
  type LineMatcher,
  type Query,
  type PartOf,
  type QueryPart,
  type QueryTime,
} from '../search/index.ts';
import type { FileDigest } from './digest.ts';
import type { EventFilter } from './event-filter.ts';
import type { ReadyFile } from './search-ranked.ts';
import type { QueryFilter, SearchLogsRequest } from './workspace.ts';

/** Lines before and behind the line of `near:`. */
const nearLines = 20;

export interface PlannedFile extends ReadyFile {
  readonly filter: EventFilter;
}

/** A query as it is carried out. */
export type SearchPlan = {
  readonly files: readonly PlannedFile[];
  readonly filters: readonly QueryFilter[];
} & (
  | {
      readonly by: 'ranked';
      readonly question: string;
      readonly phrases: readonly (readonly string[])[];
      readonly without: readonly (readonly string[])[];
    }
  | {
      readonly by: 'lines';
      readonly matcher: LineMatcher;
      readonly why: string;
      readonly range: readonly [from: number, to: number] | null;
    }
  | { readonly by: 'events' }
);

/**
 * Decides how a query is answered: words rank templates and events; a phrase or a pattern is looked for in every line; filters
 * alone list events. With a pattern or `near:`, words are texts that a line must have.
 * @throws QUERY_INVALID for a query, a pattern or a time that cannot be read, or that does not fit the mode.
 */
export function planSearch(
  request: SearchLogsRequest,
  files: readonly ReadyFile[],
  newest: number | null,
): SearchPlan {
  const { query: text, mode } = request;
  if (mode === 'exact' || mode === 'regex')
    return {
      by: 'lines',
      matcher: lineMatcher(text, mode),
      why: mode === 'exact' ? 'It has the text.' : 'It matches the pattern.',
      range: null,
      files: plannedFiles(files, request, null, newest),
      filters: [],
    };
  const query = parseQuery(text);
  const planned = plannedFiles(files, request, query, newest);
  const filters = query.parts
    .filter((part) => part.kind !== 'word' || part.negated)
    .map((part) => viewOf(part, newest));
  const words = partsOf(query, 'word').filter(({ negated }) => !negated);
  const texts = partsOf(query, 'word', 'phrase', 'pattern');
  const near = partsOf(query, 'near')[0];
  const scan = near !== undefined || partsOf(query, 'pattern').length > 0 || words.length === 0;
  if (scan && mode !== 'ranked') {
    if (texts.length === 0 && !near) return { by: 'events', files: planned, filters };
    if (near && planned.length > 1)
      throw new SherpaError(
        'QUERY_INVALID',
        {
          reason: `near: looks into one file, and ${planned.length} are in scope; add file: with a part of its name`,
        },
        { field: 'query' },
      );
    return {
      by: 'lines',
      matcher: allOf(texts.map((part) => ({ matcher: matcherOf(part), negated: part.negated }))),
      why: texts.length === 0 ? 'It is near the line.' : 'It has what the query asks for.',
      range: near ? [near.line - nearLines, near.line + nearLines] : null,
      files: planned,
      filters,
    };
  }
  const unranked = partsOf(query, 'pattern')[0] ?? near;
  const phrases = partsOf(query, 'phrase');
  if (unranked || (words.length === 0 && phrases.every(({ negated }) => negated)))
    throw new SherpaError(
      'QUERY_INVALID',
      {
        reason: unranked
          ? `"${unranked.written.slice(0, 60)}" at character ${unranked.span[0] + 1} cannot be ranked; leave the mode out`
          : 'mode ranked needs words to rank by; leave the mode out to list what passes the filters',
      },
      { field: 'query' },
    );
  const required = phrases.filter(({ negated }) => !negated);
  const excluded = partsOf(query, 'word', 'phrase').filter(({ negated }) => negated);
  const prepared = (parts: typeof excluded) =>
    parts.map((part) => prepareWords(part.text)).filter((phrase) => phrase.length > 0);
  return {
    by: 'ranked',
    question: [...words, ...required].map((part) => part.text).join(' '),
    phrases: prepared(required),
    without: prepared(excluded),
    files: planned,
    filters,
  };
}

function matcherOf(part: PartOf<'word' | 'phrase' | 'pattern'>): LineMatcher {
  if (part.kind !== 'pattern') return lineMatcher(part.text, 'exact');
  // `i` asks for any case; without it, a pattern without a capital matches any case all the same.
  return part.anyCase
    ? lineMatcher(part.pattern, 'regex', true)
    : lineMatcher(part.pattern, 'regex');
}

function plannedFiles(
  files: readonly ReadyFile[],
  request: SearchLogsRequest,
  query: Query | null,
  newest: number | null,
): PlannedFile[] {
  const after = timesOf(query, 'after', newest, request.after);
  const before = timesOf(query, 'before', newest, request.before);
  const wanted = levelsOf(query, request.levels);
  const shared: EventFilter = {
    ...(after.length > 0 && { after: Math.max(...after) }),
    ...(before.length > 0 && { before: Math.min(...before) }),
    ...(wanted && { levels: wanted }),
  };
  const planned: PlannedFile[] = [];
  for (const file of files) {
    const named = query ? namedBy(query, file) : {};
    if (named) planned.push({ ...file, filter: { ...shared, ...named } });
  }
  return planned;
}

/** The levels that count; null where all do. */
function levelsOf(query: Query | null, asked: readonly Level[] | undefined): Set<Level> | null {
  const parts = query ? partsOf(query, 'level') : [];
  if (parts.length === 0) return asked ? new Set(asked) : null;
  const positive = parts.filter(({ negated }) => !negated).flatMap((part) => part.levels);
  const negative = new Set(parts.filter(({ negated }) => negated).flatMap((part) => part.levels));
  const named = positive.length > 0 ? positive : levels;
  return new Set(
    named.filter((level) => !negative.has(level) && (!asked || asked.includes(level))),
  );
}

/** What file, source, logger and template ask of one file; null where it has nothing that they ask for. */
function namedBy(query: Query, { record, digest }: ReadyFile): EventFilter | null {
  const has = (name: string, part: { text: string }): boolean =>
    name.toLowerCase().includes(part.text.toLowerCase());
  const meets = <Part extends { readonly negated: boolean }>(
    parts: readonly Part[],
    test: (part: Part) => boolean,
  ): boolean => {
    const positive = parts.filter(({ negated }) => !negated);
    return (
      (positive.length === 0 || positive.some(test)) &&
      !parts.some((part) => part.negated && test(part))
    );
  };
  if (!meets(partsOf(query, 'file'), (part) => has(record.name, part))) return null;
  const loggers = partsOf(query, 'logger');
  const sources = partsOf(query, 'source');
  const filter: { components?: Set<string>; templates?: (template: number) => boolean } = {};
  if (loggers.length + sources.length > 0) {
    const components = digest.table.index.components.filter(
      (name) =>
        meets(loggers, (part) => has(name, part)) &&
        meets(sources, (part) => has(record.name, part) || has(name, part)),
    );
    if (components.length === 0) return null;
    if (components.length < digest.table.index.components.length)
      filter.components = new Set(components);
  }
  const templates = partsOf(query, 'template');
  if (templates.length > 0) {
    const idOf = templateIdOf(digest);
    filter.templates = (template) => {
      const id = idOf(template);
      return meets(templates, ({ text }) => text === id);
    };
  }
  return filter;
}

/** The template that a template of the table has become a part of. */
export function mergedOf(digest: FileDigest): (template: number) => number {
  const merged = new Map(digest.merged);
  return (template) => merged.get(template) ?? template;
}

/** The id of a template of the table. */
export function templateIdOf(digest: FileDigest): (template: number) => string {
  const ids = new Map(digest.templateIds);
  const merged = mergedOf(digest);
  return (template) => ids.get(merged(template)) ?? '';
}

function timesOf(
  query: Query | null,
  kind: 'after' | 'before',
  newest: number | null,
  asked: number | undefined,
): number[] {
  const parts = query ? partsOf(query, kind) : [];
  return [
    ...parts.map((part) => epochOf(part.time, newest, part.written)),
    ...(asked === undefined ? [] : [asked]),
  ];
}

const day = 86_400_000;
/** The times that a `Date` can show. */
const farthest = 8.64e15;

function epochOf(time: QueryTime, newest: number | null, written: string): number {
  if (time.kind === 'moment') return time.epoch;
  if (newest === null)
    throw new SherpaError(
      'QUERY_INVALID',
      {
        reason: `"${written}" counts from the newest event, and no event in scope has a time; write a date as in 2026-11-24T02:10, or leave it out`,
      },
      { field: 'query' },
    );
  const epoch =
    time.kind === 'ago'
      ? newest - time.milliseconds
      : Math.floor(newest / day) * day + time.milliseconds;
  return Math.max(-farthest, epoch);
}

function viewOf(part: QueryPart, newest: number | null): QueryFilter {
  const { kind, negated, written, span } = part;
  return { field: kind, negated, text: written, span, meaning: meaningOf(part, newest) };
}

function meaningOf(part: QueryPart, newest: number | null): string {
  const not = part.negated ? 'not ' : '';
  switch (part.kind) {
    case 'word':
    case 'phrase':
      return `${part.negated ? 'without' : 'with'} the text "${part.text}"`;
    case 'pattern':
      return `${not}matching the pattern ${part.pattern}`;
    case 'level':
      return `${not}of level ${part.levels.join(', ')}`;
    case 'source':
      return `${not}of a file or logger with "${part.text}" in its name`;
    case 'file':
      return `${not}in a file with "${part.text}" in its name`;
    case 'logger':
      return `${not}of a logger with "${part.text}" in its name`;
    case 'template':
      return `${not}of the template ${part.text}`;
    case 'near':
      return `at most ${nearLines} lines from line ${part.line}`;
    default: {
      const at = new Date(epochOf(part.time, newest, part.written)).toISOString();
      const side = part.kind === 'after' ? `from ${at} on` : `until ${at}`;
      if (part.time.kind === 'moment') return side;
      const reference = new Date(newest!).toISOString();
      return part.time.kind === 'ago'
        ? `${side}, counted back from the newest event in scope (${reference})`
        : `${side}, on the day of the newest event in scope (${reference})`;
    }
  }
}
