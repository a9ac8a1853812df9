/** Deeper values stand as far to the right as this; a line of brackets alone would grow with the square of its length. */
const maxDepth = 40;

/**
 * A line that is one JSON object, one value a line. Only white space between tokens is changed: numbers, escapes and keys that come
 * twice stay as the file has them. Null where the line is no JSON object.
 */
export function indentJson(line: string): string | null {
  const text = line.trim();
  if (!text.startsWith('{')) return null;
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  let depth = 0;
  const parts = tokens.map((token, at) => {
    const isEmptyEnd =
      (token === '}' && tokens[at - 1] === '{') || (token === ']' && tokens[at - 1] === '[');
    if (token === '{' || token === '[') {
      depth += 1;
      return tokens[at + 1] === '}' || tokens[at + 1] === ']' ? token : token + newLine(depth);
    }
    if (token === '}' || token === ']') {
      depth -= 1;
      return isEmptyEnd ? token : newLine(depth) + token;
    }
    if (token === ',') return token + newLine(depth);
    return token === ':' ? ': ' : token;
  });
  return parts.join('');
}

const newLine = (depth: number): string => `\n${'  '.repeat(Math.min(depth, maxDepth))}`;
