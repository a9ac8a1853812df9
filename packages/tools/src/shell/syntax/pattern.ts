/**
 * A shell pattern (`*`, `?`, `[a-z]`) as a regular expression over the whole text.
 * Runs of `*` count as one, so that matching stays cheap.
 */
export function patternToRegExp(pattern: string, anchors = { start: true, end: true }): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '*') {
      if (!source.endsWith('[^]*?')) source += '[^]*?';
    } else if (character === '?') source += '[^]';
    else if (character === '\\' && at + 1 < pattern.length) source += escape(pattern[++at]!);
    else if (character === '[') {
      const close = pattern.indexOf(']', at + 2);
      if (close < 0) source += '\\[';
      else {
        const inside = pattern.slice(at + 1, close);
        const negated = /^[!^]/.test(inside);
        source += `[${negated ? '^' : ''}${inside.slice(negated ? 1 : 0).replace(/[\\\]^[]/g, String.raw`\$&`)}]`;
        at = close;
      }
    } else source += escape(character);
  }
  try {
    return new RegExp(`${anchors.start ? '^' : ''}(?:${source})${anchors.end ? '$' : ''}`, 's');
  } catch {
    // A range that goes backwards, which a shell takes literally.
    return new RegExp(`^${escape(pattern)}$`);
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
