import { unseen } from './visible-text.ts';

/** A value as one line of JSON: the same value, with no character that a terminal or a reader would take for something else. */
export function jsonLine(value: unknown): string {
  const text = JSON.stringify(value).replaceAll(unseen, (character) =>
    // A character beyond the basic plane is two units in JSON.
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
  return `${text}\n`;
}
