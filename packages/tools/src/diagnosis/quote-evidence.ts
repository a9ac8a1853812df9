import type { Evidence } from './diagnosis.ts';

/** Reads bytes [from, to) of a stored file. */
export type ReadBytes = (fileId: string, from: number, to: number) => Promise<Uint8Array>;
export type Sha256 = (bytes: Uint8Array) => string;

/** A quote longer than this is cut to the part around the match: one line may have megabytes. */
const maxQuoteBytes = 600;
/** An event is at most 500 lines; a line that is longer than this is searched at its head only. */
const maxEventBytes = 1 << 20;
const colours = /\u001b\[[0-9;]*[A-Za-z]/g;
const lineFeed = 10;

/**
 * Makes evidence of a line from the stored bytes themselves.
 * @returns null where the line, or the text that matched, is not in the bytes: then there is nothing to show.
 */
export async function quoteLine(
  place: {
    readonly fileId: string;
    readonly source: string;
    readonly line: number;
    readonly eventLine: number;
    readonly start: number;
    readonly end: number;
    readonly matched: string;
  },
  labels: { readonly id: string; readonly why: string },
  read: ReadBytes,
  sha256: Sha256,
): Promise<Evidence | null> {
  const bytes = await read(
    place.fileId,
    place.start,
    Math.min(place.end, place.start + maxEventBytes),
  );
  let from = 0;
  for (let skip = place.line - place.eventLine; skip > 0; skip--) {
    const next = bytes.indexOf(lineFeed, from);
    if (next < 0) return null;
    from = next + 1;
  }
  const next = bytes.indexOf(lineFeed, from);
  let to = next < 0 ? bytes.length : next;
  if (to > from && bytes[to - 1] === 13) to -= 1;
  const needles = needlesOf(place.matched);
  if (to - from > maxQuoteBytes) [from, to] = around(bytes, from, to, needles);
  const quoted = bytes.subarray(from, to);
  const quote = new TextDecoder('utf-8', { ignoreBOM: true }).decode(quoted);
  const shown = quote.replace(colours, '');
  if (!needles.some((needle) => shown.includes(needle))) return null;
  return {
    ...labels,
    fileId: place.fileId,
    source: place.source,
    lines: [place.line, place.line],
    bytes: [place.start + from, place.start + to],
    sha256: sha256(quoted),
    quote,
  };
}

/** What matched, as it is and as the strings of JSON hold it: Docker writes each line as one, with Go's escapes. */
function needlesOf(matched: string): readonly string[] {
  const plain = matched.slice(0, 80);
  const escaped = JSON.stringify(plain)
    .slice(1, -1)
    .replaceAll(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  return escaped === plain ? [plain] : [plain, escaped];
}

/** Narrows [from, to) to the bytes around the match, at borders of characters. */
function around(
  bytes: Uint8Array,
  from: number,
  to: number,
  needles: readonly string[],
): [number, number] {
  const at =
    needles
      .map((needle) => offsetOf(bytes, from, to, new TextEncoder().encode(needle)))
      .find((offset) => offset !== null) ?? from;
  let start = Math.max(from, at - 100);
  let end = Math.min(to, start + maxQuoteBytes);
  const continues = (index: number): boolean => (bytes[index]! & 0xc0) === 0x80;
  while (start > from && continues(start)) start -= 1;
  while (end < to && continues(end)) end -= 1;
  return [start, end];
}

function offsetOf(bytes: Uint8Array, from: number, to: number, needle: Uint8Array): number | null {
  search: for (let offset = from; offset <= to - needle.length; offset++) {
    for (let index = 0; index < needle.length; index++)
      if (bytes[offset + index] !== needle[index]) continue search;
    return offset;
  }
  return null;
}

/** Reads every quote again and keeps those whose bytes have the hash and the text that are claimed. */
export async function verifyEvidence(
  evidence: readonly Evidence[],
  read: ReadBytes,
  sha256: Sha256,
): Promise<{ kept: Evidence[]; dropped: Evidence[] }> {
  const kept: Evidence[] = [];
  const dropped: Evidence[] = [];
  for (const each of evidence) {
    const [from, to] = each.bytes;
    let same = false;
    if (to > from && to - from <= maxEventBytes) {
      try {
        const bytes = await read(each.fileId, from, to);
        same =
          bytes.length === to - from &&
          sha256(bytes) === each.sha256 &&
          new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) === each.quote;
      } catch {
        same = false;
      }
    }
    (same ? kept : dropped).push(each);
  }
  return { kept, dropped };
}
