import { prepareWords } from '@datasherpa/tools/search';
import type { LoadedTool } from '../registry/load-plugins.ts';

export interface ToolScore {
  readonly tool: LoadedTool;
  readonly score: number;
  /** The request has a verb of the tool, or goes on with it; otherwise it only names things that the tool knows. */
  readonly asked: boolean;
}

/** Facts about a request, taken from the words of the user and the files beside them; never from the text inside those files. */
export interface RequestFeatures {
  readonly text: string;
  /** Kinds of what came with the request or is in scope: `log`, and those that tools name (`kindOf`). */
  readonly attachmentKinds: readonly string[];
  /** The tool that answered last in this conversation. */
  readonly lastTool: string | null;
}

/** Content words at the start of a request: there an imperative stands. */
const startWords = 4;
/** A verb at the start says what the user wants to get; elsewhere it may be part of what the text is about. */
const verbAtStart = 3;
const verbElsewhere = 1;
const attachmentFits = 1;
/** A file of a kind that a tool knows says more than that there is a log. */
const knownAttachmentFits = 3;
/** At most this much for words shared with summary and examples. */
const sharedWords = 3;
/** A short request without a verb of its own goes on with what was talked about. */
const followUp = 2;
const followUpWords = 6;
/** A sign of this weight asks for the tool as a verb does. */
const askingSign = 2;
const maxSigns = 6;
/** Signs are looked for in so much of a request. */
const signCharacters = 4000;
/** How requests begin that go on with what was talked about. */
const goesOnWith =
  /^(?:ok(?:ay)?\s+)?(?:and|also|only|just|now|but|same|what about|how about|make (?:that|it)|give me (?:that|it)|do (?:it|that)|that|those|these|it)\b/i;
const goesOnWords = 14;

/**
 * How well each tool fits a request, best first; ties in the order of the registry. Verbs and file kinds are those the tool
 * declares; the words of its summary and examples weigh by how few tools have them.
 */
export function scoreTools(tools: Iterable<LoadedTool>, request: RequestFeatures): ToolScore[] {
  const described = [...tools].map((tool) => ({ tool, words: new Set(descriptionWords(tool)) }));
  const words = plainWords(request.text);
  const shown = request.text.slice(0, signCharacters).trim();
  const stems = new Set(prepareWords(request.text));
  const rarity = (word: string): number => {
    const having = described.filter((each) => each.words.has(word)).length;
    // A word that no tool knows speaks against all of them.
    return Math.log(1 + described.length / Math.max(1, having));
  };
  const wanted = [...stems].map((word) => ({ word, weight: rarity(word) }));
  const mostWanted = wanted.reduce((sum, { weight }) => sum + weight, 0);
  return described
    .map(({ tool, words: known }) => {
      const {
        verbs = [],
        attachmentKinds = [],
        verbsWithAttachment = [],
      } = tool.tool.routing ?? {};
      const recognised = attachmentKinds.some(
        (kind) => kind !== 'log' && request.attachmentKinds.includes(kind),
      );
      const at = firstVerb(words, recognised ? [...verbs, ...verbsWithAttachment] : verbs);
      const verb = at === -1 ? 0 : at < startWords ? verbAtStart : verbElsewhere;
      const shared = wanted.reduce(
        (sum, { word, weight }) => sum + (known.has(word) ? weight : 0),
        0,
      );
      const fits = attachmentKinds.some((kind) => request.attachmentKinds.includes(kind));
      const signs = Math.min(
        maxSigns,
        (tool.tool.routing?.signs ?? []).reduce(
          (sum, { match, weight }) => sum + (match.test(shown) ? weight : 0),
          0,
        ),
      );
      const isAsked = verb > 0 || signs >= askingSign;
      const goesOn =
        request.lastTool === tool.name &&
        ((!isAsked && words.length <= followUpWords) ||
          (words.length <= goesOnWords && goesOnWith.test(shown)));
      return {
        tool,
        asked: isAsked || goesOn,
        score:
          verb +
          signs +
          (mostWanted > 0 ? (sharedWords * shared) / mostWanted : 0) * Math.min(1, stems.size / 2) +
          (fits && (isAsked || shared > 0)
            ? recognised
              ? knownAttachmentFits
              : attachmentFits
            : 0) +
          (goesOn ? followUp : 0),
      };
    })
    .toSorted((a, b) => b.score - a.score);
}

const descriptionWords = ({ tool }: LoadedTool): string[] =>
  prepareWords([tool.summary, ...tool.examples.map(({ request }) => request)].join('\n'));

/** Words as typed, lower case: the small words that `prepareWords` drops (`why`, `where`) are verbs of some tools. */
export const plainWords = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];

function firstVerb(words: readonly string[], verbs: readonly string[]): number {
  const forms = new Set(verbs);
  // `failed`, `fails` and `failing` are forms of `fail`.
  const matches = (word: string): boolean =>
    forms.has(word) ||
    verbs.some(
      (verb) => verb.length > 3 && word.startsWith(verb) && word.length <= verb.length + 4,
    );
  return words.findIndex(matches);
}
