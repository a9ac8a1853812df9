/** A day, a time of day, or both, as far as a request says them. */
export interface Instant {
  /** `2025-03-14` */
  readonly day?: string;
  /** `09:00`, `09:00:30`: as precise as it was said. */
  readonly time?: string;
}

const monthNames = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
];
const two = (value: number): string => String(value).padStart(2, '0');

export const isTime = (text: string): boolean =>
  /^\d{1,2}\/(?:\d{1,2}|[A-Z][a-z]{2})\/\d{4}/.test(text);

/** Reads `2025-03-14 09:00`, `14 March 2025`, `9 am`; what is not there stays out. */
export function readTime(text: string): Instant {
  const iso = /(\d{4})[-/](\d{2})[-/](\d{2})/.exec(text);
  const year = /\b\d{4}\b/.exec(text)?.[0];
  const month = monthNames.findIndex((name) => text.toLowerCase().includes(name));
  const dayNumber = /\b(\d{1,2})(?:st|nd|rd|th)?\b(?!:)/.exec(text)?.[1];
  const day = iso
    ? `${iso[1]}-${iso[2]}-${iso[3]}`
    : year !== undefined && month >= 0 && dayNumber !== undefined
      ? `${year}-${two(month + 1)}-${two(Number(dayNumber))}`
      : undefined;
  const clock =
    /(\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(text) ?? /\b(\d{1,2})()\s?[ap]\.?m/i.exec(text);
  let time: string | undefined;
  if (clock) {
    const half = /([ap])\.?m\b/i.exec(text)?.[1]?.toLowerCase();
    let hour = Number(clock[1]);
    if (half === 'p' && hour < 12) hour += 12;
    if (half === 'a' && hour === 12) hour = 0;
    time = `${two(hour)}:${clock[2] || '00'}${clock[3] === undefined ? '' : `:${clock[3]}`}`;
  }
  return { ...(day !== undefined && { day }), ...(time !== undefined && { time }) };
}

/** `08` of "Aug 12"; null where no month is named. */
export function monthNumber(text: string): string | null {
  const month = monthNames.findIndex((name) => text.toLowerCase().startsWith(name));
  return month === -1 ? null : two(month + 1);
}
