import type { Secret } from './secret.ts';

const begin = /----[- ]BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?[- ]----/g;
const end = /----[- ]END (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?[- ]----/g;
/** The text of a key whose end was cut off, also with escaped line ends. */
const body = /(?:[A-Za-z0-9+/=]|\\[nr]|[\r\n\t ]){1,16384}/y;

/** Private keys in PEM form, from `BEGIN` to `END`; the lines between may be escaped or have prefixes. */
export function findPrivateKeys(text: string): Secret[] {
  const found: Secret[] = [];
  let from = 0;
  let endless = false;
  begin.lastIndex = 0;
  for (let match = begin.exec(text); match; match = begin.exec(text)) {
    if (match.index < from) continue;
    end.lastIndex = begin.lastIndex;
    const last: RegExpExecArray | null = endless ? null : end.exec(text);
    // Not looked for again, or the time would grow with the square of the text.
    endless = last === null;
    let stop = last ? end.lastIndex : begin.lastIndex;
    if (!last) {
      body.lastIndex = stop;
      stop += (body.exec(text)?.[0] ?? '').trimEnd().length;
    }
    found.push({ start: match.index, end: stop, kind: 'private-key' });
    from = stop;
    begin.lastIndex = stop;
  }
  return found;
}
