/** The comment at the top of a file, without its signs; null where the file does not begin with one. */
export function headComment(
  text: string,
  sign: '--' | '#',
): { readonly text: string; readonly lines: readonly [number, number] } | null {
  const all = text.split('\n');
  let at = 0;
  while (at < all.length && (all[at]!.trim() === '' || (at === 0 && all[at]!.startsWith('#!'))))
    at += 1;
  const first = at;
  const kept: string[] = [];
  if (sign === '--' && all[at]?.trimStart().startsWith('/*')) {
    const end = all.findIndex((line, index) => index >= first && line.includes('*/'));
    const last = end < 0 ? first : end;
    const block = all.slice(first, last + 1).join('\n');
    const inner = block
      .replace(/^\s*\/\*+/, '')
      .replace(/\*\/[\s\S]*$/, '')
      .split('\n')
      .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
      .join('\n')
      .trim();
    return inner === '' ? null : { text: inner, lines: [first + 1, last + 1] };
  }
  for (; at < all.length && all[at]!.trimStart().startsWith(sign); at += 1)
    kept.push(
      all[at]!.trimStart()
        .replace(new RegExp(`^${sign}+ ?`), '')
        .trimEnd(),
    );
  const inner = kept.join('\n').trim();
  return inner === '' ? null : { text: inner, lines: [first + 1, at] };
}
