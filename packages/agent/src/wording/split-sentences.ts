/** Cuts streamed text into sentences and line ends as they become complete; joined they are the text again. */
export async function* splitSentences(stream: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const delta of stream) {
    rest += delta;
    for (;;) {
      const end = /[.!?:]["')\]]*\s+|\n+/.exec(rest);
      if (!end) break;
      const to = end.index + end[0].length;
      // The blanks after a sentence may not have come whole.
      if (to === rest.length && !rest.endsWith('\n')) break;
      yield rest.slice(0, to);
      rest = rest.slice(to);
    }
  }
  if (rest !== '') yield rest;
}
