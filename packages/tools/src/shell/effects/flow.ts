/** What runs through a pipe, as far as it can be told without running anything. */
export interface Flow {
  /** The text itself where it is known; null where it is not. */
  readonly text: string | null;
  /** Where it comes from; of several the least trustworthy. */
  readonly origin: Origin;
  /** Files whose contents it holds. */
  readonly paths: readonly string[];
  /** Words of the commands that made it: a hint at what generated text holds. */
  readonly hint: string;
  /** Where the text stands word for word in the whole text. */
  readonly verbatim?: number | undefined;
}

/** From harmless to least trustworthy. */
const origins = ['none', 'literal', 'file', 'unknown', 'decoded', 'download'] as const;
export type Origin = (typeof origins)[number];

const longestHint = 2000;
const longestText = 50_000;

export const noFlow: Flow = { text: '', origin: 'none', paths: [], hint: '' };

export function literalFlow(text: string, verbatim?: number): Flow {
  return text.length > longestText
    ? { text: null, origin: 'literal', paths: [], hint: text.slice(0, longestHint) }
    : { text, origin: 'literal', paths: [], hint: '', verbatim };
}

export function flowOf(origin: Origin, paths: readonly string[] = []): Flow {
  return { text: null, origin, paths, hint: '' };
}

/** What a program makes of its input, when the result itself is not known. */
export function derived(input: Flow, words: readonly string[], origin: Origin = 'unknown'): Flow {
  const hint = `${input.hint} ${input.text ?? ''} ${words.join(' ')}`.slice(-longestHint);
  return { text: null, origin: lessTrusted(input.origin, origin), paths: input.paths, hint };
}

/** One after the other. */
export function joined(one: Flow, other: Flow): Flow {
  if (one === noFlow) return other;
  if (other === noFlow) return one;
  const text = one.text !== null && other.text !== null ? one.text + other.text : null;
  return {
    text: text !== null && text.length > longestText ? null : text,
    origin: lessTrusted(one.origin, other.origin),
    paths: [...one.paths, ...other.paths].slice(0, 100),
    hint: `${one.hint} ${other.hint} ${text === null ? `${one.text ?? ''} ${other.text ?? ''}` : ''}`.slice(
      -longestHint,
    ),
  };
}

function lessTrusted(one: Origin, other: Origin): Origin {
  return origins.indexOf(one) >= origins.indexOf(other) ? one : other;
}
