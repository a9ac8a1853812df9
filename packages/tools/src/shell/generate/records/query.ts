import type { Column, Profile } from '../profile-file.ts';

/** A question about the lines of one or more files: what is kept, what is made of it, how it is shown. */
export interface Query {
  readonly conditions: readonly Condition[];
  readonly group: readonly Key[];
  readonly measures: readonly Measure[];
  /** Only groups whose first measure is so. */
  readonly having?: { readonly sign: string; readonly value: string };
  /** What is printed, in order; empty: whole lines. */
  readonly output: readonly (Key | Measure)[];
  readonly order: Order | null;
  readonly limit: { readonly count: number; readonly end: 'first' | 'last' } | null;
  readonly distinct: boolean;
  /** Only groups (or lines) that are there more than once. */
  readonly repeated?: boolean;
  /** With `repeated`: how often stands beside. */
  readonly showCount?: boolean;
  /** A line with the names of the fields is to stand first. */
  readonly names?: boolean;
  /** With `repeated`: only how many there are. */
  readonly counted?: boolean;
  /** With `repeated`: those that are there once. */
  readonly once?: boolean;
  /** Of the lines with the same keys only one: the one with the largest or smallest of a field, else the first. */
  readonly best?: {
    readonly keys: readonly Key[];
    readonly by?: Key;
    readonly descending: boolean;
  };
  /** Values that differ in upper and lower case only are one. */
  readonly anyCase?: boolean;
  /** Without sorting, where duplicates are left out. */
  readonly keepOrder?: boolean;
  /** Lines around each that fits. */
  readonly context?: { readonly before: number; readonly after: number };
  readonly shape: Shape;
}

export type Key =
  /** `missing`: what stands for a value that is not there. */
  | { readonly kind: 'column'; readonly column: Column; readonly missing?: string }
  /** Day, hour or minute of a line's time; `full` with the day. */
  | {
      readonly kind: 'time';
      readonly unit: 'month' | 'day' | 'hour' | 'minute';
      readonly full: boolean;
      /** A field with the time; without it the time of the line. */ readonly column?: Column;
    }
  | { readonly kind: 'level' }
  /** The whole line; its whole time; its text without what every line begins with. */
  | { readonly kind: 'line' }
  | { readonly kind: 'stamp' }
  | { readonly kind: 'message' }
  /** The first part of a line that fits an extended regular expression. */
  | { readonly kind: 'match'; readonly pattern: string }
  | { readonly kind: 'lineNumber' }
  /** The sum of a field up to this line. */
  | { readonly kind: 'running'; readonly column: Column }
  /** The name of the file that a line is from. */
  | { readonly kind: 'file' }
  | { readonly kind: 'fieldCount' };

export interface Measure {
  readonly kind:
    | 'count'
    | 'sum'
    | 'average'
    | 'max'
    | 'min'
    | 'median'
    | 'percentile'
    | 'distinct'
    | 'range'
    | 'share';
  readonly column?: Column;
  readonly percentile?: number;
  readonly decimals?: number;
}

export type Condition =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly anyCase: boolean;
      readonly not: boolean;
      readonly pattern: boolean;
      readonly place: 'anywhere' | 'start' | 'end';
    }
  | { readonly kind: 'level'; readonly levels: readonly string[]; readonly not: boolean }
  | {
      readonly kind: 'equals';
      readonly column: Column;
      readonly value: string;
      readonly not: boolean;
    }
  | {
      readonly kind: 'compare';
      readonly column: Column;
      readonly sign: '>' | '>=' | '<' | '<=';
      readonly value: string;
    }
  | { readonly kind: 'empty'; readonly column: Column; readonly not: boolean }
  | {
      readonly kind: 'oneOf';
      readonly column: Column;
      readonly ranges: readonly (readonly string[])[];
    }
  | { readonly kind: 'hasPair'; readonly column: Column }
  | { readonly kind: 'anyEmpty' }
  /** A field that does (not) have the form of a number, a date and so on: an extended regular expression. */
  | {
      readonly kind: 'form';
      readonly column: Column;
      readonly pattern: string;
      readonly not: boolean;
    }
  /** Lines that stand below an earlier line, such as traces. */
  | { readonly kind: 'stamped' }
  | { readonly kind: 'fields'; readonly count: number; readonly not: boolean }
  | {
      readonly kind: 'time';
      readonly from?: Moment;
      readonly to?: Moment;
      readonly column?: Column;
    };

export interface Moment {
  readonly day?: string;
  readonly time?: string;
  readonly inclusive: boolean;
}

export interface Order {
  readonly by: Key | Measure | 'line';
  readonly descending: boolean;
  /** What decides where the first is equal. */
  readonly ties?: Key;
}

interface Shape {
  readonly separator: string;
  readonly decimals: number | null;
  /** Print the column names first: only where whole rows or columns of a delimited file are shown. */
  readonly header: boolean;
}

export interface Source {
  readonly paths: readonly string[];
  /** A find command that names the files, where no pattern of the shell does. */
  readonly find?: string;
  readonly profile: Profile;
  readonly packed: boolean;
}

const keyKinds = new Set([
  'column',
  'time',
  'level',
  'line',
  'stamp',
  'message',
  'match',
  'lineNumber',
  'running',
  'file',
  'fieldCount',
]);
export const isMeasure = (item: Key | Measure): item is Measure => !keyKinds.has(item.kind);
