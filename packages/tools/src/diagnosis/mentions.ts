/**
 * Whether bytes have a text, compared without case; reads no further than the first place.
 * @param text in lower case.
 * @throws the abort reason.
 */
export async function mentionsText(
  chunks: AsyncIterable<Uint8Array>,
  text: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const decoder = new TextDecoder();
  let kept = '';
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    const part = kept + decoder.decode(chunk, { stream: true }).toLowerCase();
    if (part.includes(text)) return true;
    kept = part.slice(-text.length);
  }
  return false;
}
