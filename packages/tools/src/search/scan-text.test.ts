import { expect, test } from 'vitest';
import { allOf } from './condition-matcher.ts';
import { lineMatcher, type LineMatcher } from './line-matcher.ts';
import { scanLines, type ScanResult } from './scan-lines.ts';
import { scanText } from './scan-text.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

async function* inChunks(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function scan(
  text: string,
  matcher: LineMatcher,
  { size = 64, keep = 10_000, signal }: { size?: number; keep?: number; signal?: AbortSignal } = {},
): Promise<ScanResult> {
  const bytes = encode(text);
  const { required } = matcher;
  expect(required).toBeDefined();
  return scanText(
    inChunks(bytes, size),
    { ...matcher, required: required! },
    { keep, read: async (from, to) => bytes.subarray(from, to), ...(signal && { signal }) },
  );
}

/** The slow way: each line is decoded and looked at. */
const lineByLine = (text: string, matcher: LineMatcher): Promise<ScanResult> => {
  const bytes = encode(text);
  return scanLines(inChunks(bytes, 1 << 16), matcher, {
    keep: 10_000,
    read: async (from, to) => bytes.subarray(from, to),
  });
};

const texts: Readonly<Record<string, string>> = {
  'lines of all lengths': [
    'needle',
    '',
    'Needle at the start, needle again\r',
    'é needle é',
    `${'é'.repeat(300)}nee${'dle'.repeat(40)}`,
    'at the end a NEEDLE\r',
    '\u212Aelvin néedle',
    'nee',
    'dle',
    'no. needle 12 of 34',
  ].join('\n'),
  'an end with a line break': 'one needle\ntwo\n',
  'one line': 'x'.repeat(100) + 'needle',
  'a byte order mark': '\uFEFFneedle\nneedle',
  nothing: '',
};

test.each(
  Object.entries(texts).flatMap(([name, text]) =>
    [1, 2, 7, 64, 4096].map((size): [string, number, string] => [name, size, text]),
  ),
)('finds in %s, in chunks of %d bytes, what looking at each line finds', async (_, size, text) => {
  for (const [query, mode] of [
    ['needle', 'exact'],
    ['Needle', 'exact'],
    ['é needle', 'exact'],
    ['É', 'exact'],
    ['n', 'exact'],
    ['e 12 of', 'exact'],
    ['needle$', 'regex'],
    ['^needle', 'regex'],
    ['needle \\d+ of (34|56)', 'regex'],
    ['Needle.*again', 'regex'],
  ] as const) {
    const matcher = lineMatcher(query, mode);
    expect({ query, ...(await scan(text, matcher, { size })) }).toEqual({
      query,
      ...(await lineByLine(text, matcher)),
    });
  }
  const both = allOf([
    { matcher: lineMatcher('needle', 'exact'), negated: false },
    { matcher: lineMatcher('é', 'exact'), negated: true },
  ]);
  expect(await scan(text, both, { size })).toEqual(await lineByLine(text, both));
});

test('text that has other bytes in capitals, or none, is not looked for in bytes', () => {
  for (const query of ['é', 'größe', 'a\nb', '\uFFFD', '\ud800'])
    expect(lineMatcher(query, 'exact').required).toBeUndefined();
  expect(lineMatcher('größen der tabelle', 'exact').required).toEqual({
    text: 'en der tabelle',
    anyCase: true,
    enough: false,
  });
});

test.each([
  ['just behind what patterns see', 65_530],
  ['deep inside', 2_500_000],
])('a text is found in a long line %s, and shown from shortly before it', async (_, before) => {
  const line = `${'é'.repeat(Math.floor(before / 2))}Needle${'y'.repeat(100_000)}`;
  const text = `first\n${line}\nlast Needle\n`;
  const found = await scan(text, lineMatcher('Needle', 'exact'), { size: 1 << 16 });
  expect(found.hits.map(({ number }) => number)).toEqual([2, 3]);
  const near = new TextDecoder().decode(encode(text).subarray(found.hits[0]!.near));
  expect(near.indexOf('Needle')).toBeLessThan(70_000);
  expect(near).not.toContain('\uFFFD');
  expect(found.hits[0]!.end).toBe(encode(`first\n${line}`).length);
});

test('a pattern counts the lines that it did not see to the end', async () => {
  const long = `${'z'.repeat(70_000)}needle`;
  const text = `${long}\nneedle ${long}\nneedle\n${long}\n`;
  const found = await scan(text, lineMatcher('needle', 'regex'), { size: 1 << 14 });
  expect(found).toMatchObject({ total: 2, longLines: 2 });
});

test('counts lines from the event before them, and only what is accepted', async () => {
  const text = 'a\nb needle\nc\nd needle\ne needle\n';
  const bytes = encode(text);
  const matcher = lineMatcher('needle', 'exact');
  const events = [
    { line: 101, start: 0 },
    { line: 103, start: 11 },
    { line: 105, start: 22 },
  ];
  const found = await scanText(
    inChunks(bytes, 6),
    { ...matcher, required: matcher.required! },
    {
      keep: 10,
      read: async (from, to) => bytes.subarray(from, to),
      eventAt: async (byte) => events.findLast(({ start }) => start <= byte) ?? null,
      accept: (event) => event?.line !== 105,
    },
  );
  expect(found.hits.map(({ number }) => number)).toEqual([102, 104]);
  expect(found.total).toBe(2);
});

test('stops when it is told to', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(scan('a\n', lineMatcher('a', 'exact'), { signal })).rejects.toThrow('enough');
});

test('stops in the middle of lines that are costly for a pattern', async () => {
  const controller = new AbortController();
  const text = `${'x'.repeat(1100)}needle\n`.repeat(200);
  setImmediate(() => controller.abort(new Error('enough')));
  const matcher = lineMatcher('needle.*x.*y', 'regex');
  await expect(
    scan(text, matcher, { size: text.length, signal: controller.signal }),
  ).rejects.toThrow('enough');
});
