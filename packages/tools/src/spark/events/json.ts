import type { Long } from '../long.ts';

/** A value of parsed JSON; whole numbers that a double cannot hold are `bigint`. */
export type Json = null | boolean | Long | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Digits from which on a double may not hold a whole number. */
const unsafeDigits = 16;

/** @throws SyntaxError where the text is not one JSON value */
export function parseJson(text: string): Json {
  if (!hasLongNumber(text)) return JSON.parse(text) as Json;
  return JSON.parse(text, exactNumber as (key: string, value: unknown) => unknown) as Json;
}

/** Reads the digits as they stand, because the double that `JSON.parse` made of them has lost some. */
function exactNumber(
  _key: string,
  value: unknown,
  context?: { readonly source?: string },
): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && /^-?[0-9]{1,40}$/.test(source)
    ? BigInt.asIntN(64, BigInt(source))
    : value;
}

/** Whether so many digits stand together somewhere; every sixteenth character is enough to find out. */
function hasLongNumber(text: string): boolean {
  for (let at = unsafeDigits - 1; at < text.length; at += unsafeDigits) {
    if (!isDigit(text, at)) continue;
    let from = at;
    let to = at + 1;
    while (from > 0 && isDigit(text, from - 1)) from -= 1;
    while (to < text.length && isDigit(text, to)) to += 1;
    if (to - from >= unsafeDigits) return true;
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const noObject: JsonObject = {};
const noList: readonly Json[] = [];

export const objectOf = (value: Json | undefined): JsonObject =>
  isObject(value) ? value : noObject;
export const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : noList;
export const textOf = (value: Json | undefined): string | null =>
  typeof value === 'string' ? value : null;
export const longOf = (value: Json | undefined): Long | null =>
  typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))
    ? typeof value === 'number'
      ? Math.trunc(value)
      : value
    : null;
/** A number that is small by nature (an id, a count, a time); others lose their last digits. */
export const numberOf = (value: Json | undefined): number | null => {
  const long = longOf(value);
  return long === null ? null : Number(long);
};

/** Pairs of texts, in the order of the file: Spark writes maps as objects and, long ago, as lists of pairs. */
export function textPairs(value: Json | undefined): [string, string][] {
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((pair): [string, string][] => {
      const [key, text] = listOf(pair);
      return typeof key === 'string' && typeof text === 'string' ? [[key, text]] : [];
    });
  return Object.entries(objectOf(value)).flatMap(([key, text]): [string, string][] =>
    typeof text === 'string' ? [[key, text]] : [],
  );
}
