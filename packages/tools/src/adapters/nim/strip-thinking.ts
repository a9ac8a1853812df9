/** Takes what is not meant for the reader out of a streamed answer. */
export interface ThinkingStripper {
  /** @returns the part of the text so far that is certain and not yet returned. */
  push(text: string): string;
  /** The rest. Thinking that was never closed is left out. */
  end(): string;
}

const closingOf: Readonly<Record<string, string>> = {
  '<think>': '</think>',
  '<TOOLCALL>': '</TOOLCALL>',
};
/** A closing tag alone: the server put the opening one into the prompt. */
const strayTag = '</think>';
const outsideTags = [...Object.keys(closingOf), strayTag];

/**
 * Strips `<think>` parts, and tool calls that a model of the Nemotron family wrote as text, wherever the deltas are cut.
 * @param thinks thinking was asked for: text is held back until it is known not to be thinking whose opening tag is missing.
 */
export function createThinkingStripper(thinks: boolean): ThinkingStripper {
  let pending = '';
  let closing: string | null = null;
  let begun = false;
  /** What may be thinking; null once that is known. */
  let held: string[] | null = thinks ? [] : null;

  const show = (text: string): string => {
    const shown = begun ? text : text.trimStart();
    begun ||= shown !== '';
    return shown;
  };
  const take = (length: number): string => {
    const text = pending.slice(0, length);
    pending = pending.slice(length);
    return text;
  };
  const release = (): string => {
    const text = held?.join('') ?? '';
    held = null;
    return text;
  };

  const drain = (): string => {
    let shown = '';
    for (;;) {
      if (closing !== null) {
        const at = pending.indexOf(closing);
        if (at === -1) {
          take(pending.length - tagStart(pending, [closing]));
          return shown;
        }
        take(at + closing.length);
        closing = null;
      }
      const { at, tag } = firstTag(pending);
      if (tag === null) {
        const certain = take(pending.length - tagStart(pending, outsideTags));
        if (held) held.push(certain);
        else shown += show(certain);
        return shown;
      }
      const before = take(at);
      const wasHeld = held !== null;
      const text = release() + before;
      if (!(wasHeld && tag === strayTag)) shown += show(text);
      take(tag.length);
      closing = closingOf[tag] ?? null;
    }
  };

  return {
    push(text) {
      pending += text;
      return drain();
    },
    end() {
      return closing === null ? show(release() + pending) : '';
    },
  };
}

function firstTag(text: string): { at: number; tag: string | null } {
  let first: { at: number; tag: string | null } = { at: -1, tag: null };
  for (const tag of outsideTags) {
    const at = text.indexOf(tag);
    if (at !== -1 && (first.tag === null || at < first.at)) first = { at, tag };
  }
  return first;
}

/** Length of the end of `text` that may be the start of one of the tags. */
function tagStart(text: string, tags: readonly string[]): number {
  let longest = 0;
  for (const tag of tags)
    for (let length = Math.min(tag.length - 1, text.length); length > longest; length--)
      if (text.endsWith(tag.slice(0, length))) longest = length;
  return longest;
}
