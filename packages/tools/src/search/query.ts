import type { Level } from '../logs/event.ts';

/** A time as a query names it: a moment, a time of day of the newest day, or so long before the newest event. */
export type QueryTime =
  | { readonly kind: 'moment'; readonly epoch: number }
  | { readonly kind: 'clock'; readonly milliseconds: number }
  | { readonly kind: 'ago'; readonly milliseconds: number };

type Condition =
  | {
      readonly kind: 'word' | 'phrase' | 'source' | 'file' | 'logger' | 'template';
      readonly text: string;
    }
  | { readonly kind: 'pattern'; readonly pattern: string; readonly anyCase: boolean }
  | { readonly kind: 'level'; readonly levels: readonly Level[] }
  | { readonly kind: 'after' | 'before'; readonly time: QueryTime }
  | { readonly kind: 'near'; readonly line: number };

/** One condition of a query. */
export type QueryPart = Condition & {
  /** True where it begins with `-`: what it says must not be so. */
  readonly negated: boolean;
  /** As it was typed. */
  readonly written: string;
  /** Where it stands in the query: [from, to) in characters. */
  readonly span: readonly [number, number];
};

export interface Query {
  readonly text: string;
  readonly parts: readonly QueryPart[];
  /** True where the text looks like a line copied from a log, so that nothing in it was read as syntax. */
  readonly copiedLine: boolean;
}

export type PartOf<Kind extends QueryPart['kind']> = QueryPart & { readonly kind: Kind };

/** The parts of some kinds. */
export const partsOf = <Kind extends QueryPart['kind']>(
  { parts }: Query,
  ...kinds: readonly Kind[]
): PartOf<Kind>[] =>
  parts.filter((part): part is PartOf<Kind> => (kinds as readonly string[]).includes(part.kind));

/** The query as it was understood; it is read as the same query again. */
export const showQuery = ({ text, parts, copiedLine }: Query): string =>
  copiedLine ? text.trim() : parts.map(({ written }) => written).join(' ');
