import type { Secret } from './secret.ts';

/** Four numbers to 255; not a part of a longer dotted number such as a version. */
const four =
  /(?<![\w.-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w-]|\.\d)/g;
/** In the forms of RFC 4291, without a zone. Seven colons, or a double one. */
const six =
  /(?<![\w:.])(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?=[\da-f:]{4,39}(?![\w:]))(?:[\da-f]{1,4}(?::[\da-f]{1,4}){0,6})?::(?:[\da-f]{1,4}(?::[\da-f]{1,4}){0,6})?)(?![\w:])/gi;

/** IP addresses of both versions; those of the machine itself (loopback, unspecified, broadcast) name no other and stay. */
export function findAddresses(text: string): Secret[] {
  const found: Secret[] = [];
  const add = (index: number, value: string): void => {
    found.push({ start: index, end: index + value.length, kind: 'ip-address' });
  };
  for (const { index, 0: value } of text.matchAll(four))
    if (!/^(?:0\.0\.0\.0$|127\.|255\.255\.255\.255$)/.test(value)) add(index, value);
  if (text.includes(':'))
    for (const { index, 0: value } of text.matchAll(six))
      if (value.includes('::') ? /[\da-f]{2}/i.test(value) : true) add(index, value);
  return found;
}
