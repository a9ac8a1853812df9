/** Numbers, sizes and times as the page writes them. */

export const formatCount = (value: number): string => value.toLocaleString('en');

export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${formatCount(value)} ${value === 1 ? one : many}`;

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Decimal units, three digits at most: 25.4 kB. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** A length of time in milliseconds: 42 ms, 1.4 s, 3 min, 5 h 20 min. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 99.5) return `${seconds < 9.95 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.round(hours / 24)} days`;
}

/** Times of logs are shown in UTC, in which most logs of clusters are written, and say so. */
export const formatTime = (time: number): string =>
  `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** From when to when, the day said once where it is the same. */
export function formatTimeRange(first: number, last: number): string {
  const from = formatTime(first);
  const to = formatTime(last);
  if (from === to) return from;
  const rest = from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to;
  return `${from.slice(0, 19)} to ${rest}`;
}

/** How long ago, in the words of a list. */
export function formatAge(time: number, now: number): string {
  const minutes = Math.floor((now - time) / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ago` : plural(Math.floor(hours / 24), 'day') + ' ago';
}

/** Texts one after the other, each begun with a capital and ended with a full stop. */
export const sentences = (...texts: readonly string[]): string =>
  texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?:]$/.test(text) ? '' : '.'))
    .join(' ');
