/** Bytes [from, to) of a source that begin and end at borders of lines. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** Whole lines that are tested at once. */
const blockBytes = 1 << 18;
const lineFeed = 10;

/**
 * The parts of a source with a line that may match; `mayMatch` looks at many lines at once, which is several times faster than
 * one by one. A line longer than a block is given without a look. Memory is bounded by two blocks.
 */
export async function* candidateRanges(
  chunks: AsyncIterable<Uint8Array>,
  mayMatch: (lines: string) => boolean,
  signal?: AbortSignal,
): AsyncGenerator<ByteRange, void, undefined> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const block = new Uint8Array(blockBytes);
  let filled = 0;
  /** Offset of the first byte of the block. */
  let from = 0;
  /** Where the line began that is longer than a block; null where none is open. */
  let long: number | null = null;
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    for (let at = 0; at < chunk.length;) {
      if (long !== null) {
        const end = chunk.indexOf(lineFeed, at);
        const next = end < 0 ? chunk.length : end + 1;
        from += next - at;
        at = next;
        if (end < 0) continue;
        yield { from: long, to: from };
        long = null;
        continue;
      }
      const part = chunk.subarray(at, at + blockBytes - filled);
      block.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < blockBytes) continue;
      const end = block.lastIndexOf(lineFeed) + 1;
      if (end === 0) {
        long = from;
        from += filled;
        filled = 0;
        continue;
      }
      if (mayMatch(decoder.decode(block.subarray(0, end)))) yield { from, to: from + end };
      block.copyWithin(0, end);
      filled -= end;
      from += end;
    }
  }
  if (long !== null) yield { from: long, to: from };
  else if (filled > 0 && mayMatch(decoder.decode(block.subarray(0, filled))))
    yield { from, to: from + filled };
}
