/**
 * What has no picture of its own, or moves, hides or reorders others: DEL and C1 controls, formatting and direction characters, fillers, tags.
 * The two that choose how an emoji is drawn are left.
 */
export const unseen =
  /(?![\ufe0e\ufe0f])[\u007f-\u009f\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/gu;

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
      unseen,
      (character) => `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`,
    );
}
