/** Commands are built from words; only here words become shell text, so that a name with a blank or a quote cannot change a command. */

/** A word that is shell syntax of our own, such as a glob or a substitution; everything else is quoted where it must be. */
export interface RawWord {
  readonly raw: string;
}
export type Word = string | RawWord;

export const raw = (text: string): RawWord => ({ raw: text });

/** One word for bash, zsh and sh: bare where nothing in it is special, else in single quotes. */
export function quote(word: string): string {
  if (
    word !== '' &&
    /^[\w@%+:,./=-][\w@%+,./~-]*$|^[\w@%+:,./=-]+$/.test(word) &&
    !word.startsWith('=')
  )
    return word;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A pattern of file names: what stands between the wildcards is quoted, the wildcards are not. */
export function globWord(pattern: string): RawWord {
  const parts = pattern.match(/[*?]+|\[[^\]]*\]|[^*?[]+|\[/g) ?? [];
  return raw(parts.map((part) => (/^(?:[*?]+|\[.+\])$/.test(part) ? part : quote(part))).join(''));
}

/** A path as an operand: a leading dash would be read as an option. */
export function pathWord(path: string): Word {
  const safe = path.startsWith('-') ? `./${path}` : path;
  if (/^~(?=\/|$)/.test(safe)) {
    const rest = safe.slice(2);
    return raw(rest === '' ? '~' : `~/${rest === '' ? '' : wordText(operand(rest))}`);
  }
  return operand(safe);
}

const operand = (path: string): Word => (/[*?]|\[.+\]/.test(path) ? globWord(path) : path);

export const wordText = (word: Word): string => (typeof word === 'string' ? quote(word) : word.raw);

/** One simple command. */
export const command = (...words: readonly Word[]): string => words.map(wordText).join(' ');

export const pipe = (...commands: readonly (string | null)[]): string =>
  commands.filter((each) => each !== null && each !== '').join(' | ');

/** Text inside the double quotes of an awk program. */
export const awkText = (text: string): string =>
  `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\t', String.raw`\t`)}"`;

/** Text that an extended regular expression (grep -E, sed -E, awk) takes literally. */
export const literalPattern = (text: string): string =>
  text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
