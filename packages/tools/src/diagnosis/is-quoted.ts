const opening = /(["'`“‘])[^"'`“”‘’]*$/;
const closing: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '‘': '’',
};
/** What stands before the value of a key: `"reason": "..."`, `reason=...`, `{reason: ...`, `Error message: ...`. */
const key =
  /(?:\b(?:error|exception|message|msg|reason|cause|detail|stderr|failure)s?\s*:|["'`]\s*[:=]|=|(?:^|[{,[(])\s*(?:- )?[\w.-]+:)\s*$/i;

/** How often a mark stands in a text, apostrophes inside words aside. */
const marksIn = (text: string, mark: string): number =>
  text.replaceAll(/\w'\w/g, '').split(mark).length - 1;

/**
 * Whether a sentence quotes this part of a line (`the run said 'no space left' again`): words about a message, not the message. The value
 * of a key is no quote.
 * @param from where the part begins in the line, and `to` where it ends, in characters.
 */
export function isQuoted(line: string, from: number, to: number): boolean {
  // Longer lines are data, and quotes in them are those of a format.
  if (line.length > 2000) return false;
  const before = line.slice(0, from);
  const opened = opening.exec(before);
  if (!opened) return false;
  const head = before.slice(0, opened.index);
  // An apostrophe inside a word, or the closing mark of an earlier quote.
  if (/\w$/.test(head) || key.test(head)) return false;
  const mark = opened[1]!;
  if (closing[mark] === mark && marksIn(head, mark) % 2 === 1) return false;
  return line.indexOf(closing[mark]!, from) >= to;
}
