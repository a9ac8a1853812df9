import type { Long } from '../long.ts';

/** A value of an answer. Fields that are undefined are left out, as the History Server leaves out what it does not know. */
export type RestValue =
  | undefined
  | null
  | boolean
  | Long
  | string
  | readonly RestValue[]
  | { readonly [key: string]: RestValue };

/** JSON text with whole numbers of any size. */
export function restText(value: RestValue): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'bigint' ? rawJson(String(each)) : each,
  );
}

/** `JSON.rawJSON` is in every engine that Node 24 has, and not yet in the types of the language. */
const rawJson = (JSON as unknown as { readonly rawJSON: (text: string) => object }).rawJSON;

/** `2015-02-03T16:43:05.829GMT`. */
export function restDate(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString().replace('Z', 'GMT');
}

export const optionalDate = (time: number | null): string | undefined =>
  time === null ? undefined : restDate(time);

export const optional = <T>(value: T | null): T | undefined => value ?? undefined;
