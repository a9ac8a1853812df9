import { parseHeader } from '@datasherpa/tools/logs';

/** What a person typed, and the log text that was pasted along with it. */
export interface SplitMessage {
  readonly typed: string;
  /** Null where nothing was pasted. */
  readonly pasted: string | null;
}

const fence = /```[^\n`]*\n([\s\S]*?)(?:```|$)/;
const continuation =
  /^(?:\s+at [\w$.<>/]+\(|\s*\.{3} \d+ more|Caused by: |Traceback \(most recent call last\)|\s+File ".+", line \d+|(?:[\w$]+\.)*[A-Z][\w$]*(?:Error|Exception)\b)/;
/** Only the form of a line counts here, so any year will do. */
const anyYear = 2000;

/**
 * Separates a request from pasted log text, so that the words of a log cannot choose a tool. Pasted is a fenced block, or
 * everything from the first to the last line that starts like a log event, a stack frame or a traceback. Where the request stands
 * before it, the lines that follow it without a blank line belong to the log too.
 */
export function splitPastedText(message: string): SplitMessage {
  const fenced = fence.exec(message);
  if (fenced && fenced[1]!.trim() !== '')
    return {
      typed: (
        message.slice(0, fenced.index) + message.slice(fenced.index + fenced[0].length)
      ).trim(),
      pasted: fenced[1]!.trimEnd(),
    };
  const lines = message.split('\n');
  const first = lines.findIndex(looksLogged);
  if (first === -1) return { typed: message.trim(), pasted: null };
  const before = lines.slice(0, first).some((line) => line.trim() !== '');
  let last = lines.findLastIndex(looksLogged);
  while (before && lines[last + 1]?.trim()) last += 1;
  const typed = [...lines.slice(0, first), ...lines.slice(last + 1)].join('\n').trim();
  return { typed, pasted: lines.slice(first, last + 1).join('\n') };
}

function looksLogged(line: string): boolean {
  if (continuation.test(line.slice(0, 500))) return true;
  const header = parseHeader(line.slice(0, 2000), anyYear);
  return (
    header !== null &&
    header.message !== '' &&
    (header.time !== null || header.format !== 'generic')
  );
}
