/**
 * The texts in Airflow 2's `[('host', 'text'), ('host', "text")]`, which is a list as Python prints it; null where the content is
 * something else.
 */
export function textsOfHosts(content: string): string[] | null {
  if (!/^\[\(['"]/.test(content) || !content.endsWith(')]')) return null;
  const strings: string[] = [];
  let at = 0;
  while (at < content.length) {
    const quote = content[at]!;
    if (quote !== "'" && quote !== '"') {
      if (!'[](), '.includes(quote)) return null;
      at += 1;
      continue;
    }
    const end = endOf(content, at);
    if (end === null) return null;
    strings.push(unescaped(content.slice(at + 1, end)));
    at = end + 1;
  }
  return strings.length % 2 === 0 ? strings.filter((_, place) => place % 2 === 1) : null;
}

/** Place of the closing quote. */
function endOf(content: string, start: number): number | null {
  for (let at = start + 1; at < content.length; at += 1) {
    if (content[at] === '\\') at += 1;
    else if (content[at] === content[start]) return at;
  }
  return null;
}

const short: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

const unescaped = (text: string): string =>
  text.replaceAll(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([\s\S]))/g,
    (_, two?: string, four?: string, eight?: string, one?: string) =>
      one === undefined
        ? String.fromCodePoint(Math.min(Number.parseInt(two ?? four ?? eight!, 16), 0x10_ff_ff))
        : (short[one] ?? one),
  );
