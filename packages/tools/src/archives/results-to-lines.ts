const runResults =
  /^\uFEFF?\s*\{\s*"metadata":\s*\{[^\n]{0,300}"https:\/\/schemas\.getdbt\.com\/dbt\/run-results\//;

/** Whether a file is dbt's `run_results.json` as dbt writes it: all on one line. */
export const isRunResults = (head: Uint8Array): boolean =>
  head[0] !== undefined && runResults.test(new TextDecoder().decode(head)) && !head.includes(10);

const openBrace = 123;
const closeBrace = 125;
const openBracket = 91;
const closeBracket = 93;
const comma = 44;
const quote = 34;
const backslash = 92;
const lineFeed = 10;
const space = 32;
/** How deep the list of results lies, which is the first list there; settings behind it may have others. */
const listDepth = 2;

/**
 * Breaks dbt's `run_results.json` into lines, one for each result, for a log is read, found and quoted by the line, and a project of a
 * thousand models has a line of megabytes. Line breaks between values change nothing of what JSON says.
 */
export async function* resultsToLines(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let depth = 0;
  let list: 'before' | 'inside' | 'behind' = 'before';
  let inText = false;
  /** A line ends here, behind the space that may follow. */
  let isDue = false;
  let escaped = false;
  for await (const chunk of bytes) {
    const into = new Uint8Array(chunk.length * 2);
    let length = 0;
    for (const byte of chunk) {
      if (isDue && byte !== space) {
        into[length++] = lineFeed;
        isDue = false;
      }
      if (inText) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inText = false;
      } else if (byte === quote) inText = true;
      else if (byte === closeBrace || byte === closeBracket) {
        if (list === 'inside' && depth === listDepth) {
          list = 'behind';
          into[length++] = lineFeed;
        }
        depth -= 1;
      } else if (byte === openBrace || byte === openBracket) depth += 1;
      into[length++] = byte;
      if (inText || depth !== listDepth) continue;
      const begins = byte === openBracket && list === 'before';
      if (begins) list = 'inside';
      if (begins || (byte === comma && list === 'inside')) isDue = true;
    }
    yield into.subarray(0, length);
  }
}
