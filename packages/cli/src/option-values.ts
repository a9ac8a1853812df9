import { InvalidArgumentError } from 'commander';

/** What options accept; each reader throws commander's InvalidArgumentError with a sentence. */

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError('It must be a whole number.');
  return value;
}

export function port(text: string): number {
  const value = wholeNumber(text);
  if (value > 65_535) throw new InvalidArgumentError('It must be from 0 to 65535.');
  return value;
}

export function serverUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError('It must be an address like http://127.0.0.1:7171.');
  return text;
}

const timeForm =
  /^(?<day>\d{4}-\d\d-\d\d)(?:[T ](?<clock>\d\d:\d\d(?::\d\d(?:[.,]\d{1,3})?)?))?(?<zone>Z|[+-]\d\d:\d\d)?$/;

/** Epoch milliseconds of a time as logs write it. Without a zone it is UTC, as lines without a zone are read. */
export function time(text: string): number {
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const { day, clock = '00:00', zone = 'Z' } = timeForm.exec(text)?.groups ?? {};
  const value = day === undefined ? NaN : Date.parse(`${day}T${clock.replace(',', '.')}${zone}`);
  if (Number.isNaN(value))
    throw new InvalidArgumentError(
      'It must be a time like 2026-11-24T02:10 (UTC unless it names a zone) or epoch milliseconds.',
    );
  return value;
}

export const names = (text: string): string[] => text.split(',').map((name) => name.trim());
