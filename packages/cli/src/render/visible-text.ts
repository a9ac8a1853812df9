/**
 * Text of logs as a terminal may show it: control characters become visible pictures, so that a log cannot move the cursor,
 * set a title or hide text. Invisible and direction-changing characters are written as their code point.
 */
export function visibleText(text: string): string {
  return text
    .replaceAll(/\u001b\[[0-9;]*m/g, '')
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, (character) =>
      character === '\u007f' ? '\u2421' : String.fromCodePoint(0x2400 + character.codePointAt(0)!),
    )
    .replaceAll(
      /[\u0080-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu,
      (character) => `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`,
    );
}
