import { badParameter, HistoryRefusal, notFound } from './refusal.ts';

/** Every value of a parameter that may stand several times, in capitals. */
export const upperParameters = (query: URLSearchParams, name: string): string[] =>
  query.getAll(name).flatMap((value) => (value.trim() === '' ? [] : value.trim().toUpperCase()));

export const flagParameter = (query: URLSearchParams, name: string, byDefault: boolean): boolean =>
  query.get(name) === null ? byDefault : query.get(name) === 'true';

/** What is no whole number of 32 bits is not found, as the server has it. @throws HistoryRefusal */
export function wholeParameter(query: URLSearchParams, name: string, byDefault: number): number {
  const value = query.get(name);
  if (value === null || value === '') return byDefault;
  if (!/^[-+]?[0-9]{1,10}$/.test(value) || Math.abs(Number(value)) > 0x7f_ff_ff_ff)
    throw notFound(`${name}=${value}`);
  return Number(value);
}

/** @throws HistoryRefusal */
export function quantilesParameter(
  query: URLSearchParams,
  byDefault: readonly number[],
): readonly number[] {
  const value = query.get('quantiles');
  if (value === null) return byDefault;
  return value.split(',').map((text) => {
    const quantile = Number(text.trim() === '' ? Number.NaN : text);
    if (Number.isNaN(quantile)) throw badParameter('quantiles', 'double', text);
    return quantile;
  });
}

/** A day, or a moment as the answers write it. @throws HistoryRefusal */
export function dateParameter(query: URLSearchParams, name: string, byDefault: string): number {
  const value = query.get(name) ?? byDefault;
  const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}GMT$/.test(value)
    ? Date.parse(value.replace('GMT', 'Z'))
    : /^\d{4}-\d{2}-\d{2}$/.test(value)
      ? Date.parse(`${value}T00:00:00Z`)
      : Number.NaN;
  if (Number.isNaN(moment)) throw new HistoryRefusal(400, `Couldn't parse date: ${value}`);
  return moment;
}
