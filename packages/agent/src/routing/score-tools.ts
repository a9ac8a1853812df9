import { prepareWords } from '@datasherpa/tools/search';
import type { LoadedTool } from '../registry/load-plugins.ts';
import type { Aim, Subject } from '../plugin/aim.ts';
import { aimsOf } from './aims-of.ts';
import { repairTyping } from './repair-typing.ts';
import { subjectsOf } from './subjects-of.ts';

export interface ToolScore {
  readonly tool: LoadedTool;
  readonly score: number;
  /** The request asks for what the tool gives, or goes on with it; otherwise it only names things that the tool knows. */
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
/** A tool of a narrower subject goes before one of any. */
const subjectFits = 1.5;
const attachmentFits = 1;
/** A file of a kind that a tool knows says more than that there is a log. */
const knownAttachmentFits = 3;
/** At most this much for words shared with summary and examples. */
const sharedWords = 2;
/** A request that goes on with what was talked about. */
const followUp = 2.5;
/** More where it says so by its first word: "and …", "only …". */
const saidFollowUp = 3.5;
const followUpWords = 14;
/** Without a word that goes on, a message of at most so many words and no wish of its own does. */
const fragmentWords = 8;
/** An aim or a sign of this weight asks for the tool. */
const asking = 2.5;
const askingSign = 2;
/** From here on a request says itself what it wants, whatever was talked about before. */
const saysItself = 3.5;
/** And from here on also where it begins with a word that goes on. */
const surely = 4.5;
const clear = 4;
const maxSigns = 6;
/** Words and signs are looked for in so much of a request. */
const shownCharacters = 4000;
/** How requests begin that go on with what was talked about. */
const goesOnWith =
  /^(?:(?:ok(?:ay)?|sorry|no|hm+|great|thanks)[,.]?\s+)*(?:and|also|first|only|just|now|but|same|then|over|without|instead|what about|how about|make (?:that|it)|give me (?:that|it)|do (?:it|that)|that|those|these|it|und|nur|jetzt|et|y|ahora|i meant?)\b/i;

/**
 * How well each tool fits a request, best first; ties in the order of the registry. What the user wants to get weighs most
 * (`aims`, `verbs`, `signs` of a tool), then what it is about (`subjects`, kinds of files), then the conversation; the words of
 * summary and examples, which weigh by how few tools have them, decide between equals.
 */
export function scoreTools(tools: Iterable<LoadedTool>, request: RequestFeatures): ToolScore[] {
  const described = [...tools].map((tool) => ({ tool, words: new Set(descriptionWords(tool)) }));
  const shown = repairTyping(request.text.slice(0, shownCharacters).trim());
  const words = plainWords(shown);
  const last = described.find(({ tool }) => tool.name === request.lastTool)?.tool;
  const lastAims = last?.tool.routing?.aims ?? [];
  const subjects = subjectsOf(shown);
  const aims = aimsOf(shown, subjects, { attachmentKinds: request.attachmentKinds, lastAims });
  const strongest = Math.max(...Object.values(aims));
  const stems = new Set(prepareWords(shown));
  const rarity = (word: string): number => {
    const having = described.filter((each) => each.words.has(word)).length;
    // A word that no tool knows speaks against all of them.
    return Math.log(1 + described.length / Math.max(1, having));
  };
  const wanted = [...stems].map((word) => ({ word, weight: rarity(word) }));
  const mostWanted = wanted.reduce((sum, { weight }) => sum + weight, 0);
  const goesOn = (tool: LoadedTool): boolean => {
    if (tool !== last || words.length > followUpWords) return false;
    const itsOwn = Math.max(0, ...lastAims.map((aim) => aims[aim]));
    if (itsOwn >= asking && itsOwn >= strongest) return true;
    // A wish that this tool cannot meet is one for another.
    if (goesOnWith.test(shown)) return strongest < (itsOwn > 0 ? surely : clear);
    return strongest < saysItself && words.length <= fragmentWords;
  };
  return described
    .map(({ tool, words: known }) => {
      const { verbs = [], attachmentKinds = [], signs = [] } = tool.tool.routing ?? {};
      const fits = attachmentKinds.some((kind) => request.attachmentKinds.includes(kind));
      const recognised =
        fits &&
        attachmentKinds.some((kind) => kind !== 'log' && request.attachmentKinds.includes(kind));
      const at = firstVerb(words, verbs);
      const verb = at === -1 ? 0 : at < startWords ? verbAtStart : verbElsewhere;
      const aim = aimOf(tool, aims, subjects, request.attachmentKinds, recognised);
      const shared = wanted.reduce(
        (sum, { word, weight }) => sum + (known.has(word) ? weight : 0),
        0,
      );
      const signed = Math.min(
        maxSigns,
        signs.reduce((sum, { match, weight }) => sum + (match.test(shown) ? weight : 0), 0),
      );
      const isAsked = verb > 0 || aim >= asking || signed >= askingSign;
      const isGoneOnWith = goesOn(tool);
      return {
        tool,
        asked: isAsked || isGoneOnWith,
        score:
          Math.max(verb, aim) +
          signed +
          (mostWanted > 0 ? (sharedWords * shared) / mostWanted : 0) * Math.min(1, stems.size / 2) +
          (fits && (isAsked || isGoneOnWith || shared > 0)
            ? recognised
              ? knownAttachmentFits
              : attachmentFits
            : 0) +
          (isGoneOnWith ? (goesOnWith.test(shown) ? saidFollowUp : followUp) : 0),
      };
    })
    .toSorted((a, b) => b.score - a.score);
}

/** The strongest aim of a tool. One that is for a subject answers only requests about it; a file that came along decides what they are about. */
function aimOf(
  { tool }: LoadedTool,
  aims: Readonly<Record<Aim, number>>,
  subjects: ReadonlySet<Subject>,
  attachmentKinds: readonly string[],
  recognised: boolean,
): number {
  const { aims: own = [], subjects: about = [] } = tool.routing ?? {};
  const strength = Math.max(0, ...own.map((aim) => aims[aim]));
  if (about.length === 0 || strength === 0) return strength;
  if (recognised) return strength + subjectFits;
  return attachmentKinds.length === 0 && about.some((each) => subjects.has(each))
    ? strength + subjectFits
    : 0;
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
