import type { Argument } from '../syntax/argument.ts';

const bare = /^[\w@%+=:,./~^-]+$/;

/** A word as it can be typed again: quoted only where a shell would read it otherwise. Unknown parts stay as they are written. */
export function quoteWord({ text, dynamic, glob }: Argument): string {
  if (dynamic)
    return /\s/.test(text) && !/^[$`]/.test(text)
      ? `"${text.replaceAll('"', String.raw`\"`)}"`
      : text.startsWith('$') && !glob && /^\$\w+$|^\$\{\w+\}$/.test(text)
        ? `"${text}"`
        : text;
  if (glob || bare.test(text)) return text;
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
