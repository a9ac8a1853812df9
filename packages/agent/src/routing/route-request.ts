import type { LoadedTool } from '../registry/load-plugins.ts';
import { fillInput, type RequestScope } from './fill-input.ts';
import { intentOf } from './intents.ts';
import { subjectsOf } from './subjects-of.ts';
import { plainWords, scoreTools, type RequestFeatures, type ToolScore } from './score-tools.ts';

/** Where a request goes, without a model. */
export type Route =
  | { readonly kind: 'call'; readonly calls: readonly RoutedCall[]; readonly asked: number }
  /** Several tools fit about as well, or arguments are missing: a model may decide; without one the best guess is taken. */
  | {
      readonly kind: 'unsure';
      readonly candidates: readonly LoadedTool[];
      readonly guess: RoutedCall | null;
    }
  | { readonly kind: 'clarify' }
  | { readonly kind: 'help' }
  | { readonly kind: 'decline'; readonly why: 'act' | 'harm' | 'out_of_scope' };

interface RoutedCall {
  readonly tool: string;
  readonly input: Record<string, unknown>;
}

/** From here on a tool fits. */
const enough = 2;
/** From here on the request has something to do with a tool at all. */
const related = 0.55;
/** So much better than the next the best has to be. */
const lead = 0.75;
/** A part of a request is a step of its own where it asks for something this clearly. */
const clearly = 3.5;
const maxCandidates = 4;
export const maxSteps = 4;

/**
 * Routes free text by deterministic features. Requests of several parts ("find …, then explain why …") become several calls,
 * at most four.
 */
export function routeRequest(
  tools: readonly LoadedTool[],
  request: RequestFeatures & { readonly scope: RequestScope },
): Route {
  const intent = intentOf(request.text);
  if (intent === 'help') return { kind: 'help' };
  if (intent === 'harm') return { kind: 'decline', why: intent };
  if (isVague(request)) return { kind: 'clarify' };
  if (intent === 'act') return { kind: 'decline', why: intent };
  const steps = splitSteps(request.text)
    .map((text) => ({ text, scores: scoreTools(tools, { ...request, text }) }))
    .filter(({ scores: [best] }) => best && best.score >= clearly && best.asked);
  const [first, ...others] = steps;
  if (first && others.some(({ scores }) => scores[0]!.tool.name !== first.scores[0]!.tool.name)) {
    const calls = steps.slice(0, maxSteps).flatMap(({ text, scores }) => {
      const call = callOf(scores[0]!.tool, text, request.scope);
      return call ? [call] : [];
    });
    if (calls.length > 1) return { kind: 'call', calls, asked: steps.length };
  }
  return routeStep(scoreTools(tools, request), request);
}

function routeStep(
  scores: readonly ToolScore[],
  request: RequestFeatures & { readonly scope: RequestScope },
): Route {
  const [best, next] = scores;
  if (!best || best.score < related)
    return request.attachmentKinds.length > 0 ||
      request.lastTool !== null ||
      subjectsOf(request.text).size > 0
      ? { kind: 'clarify' }
      : { kind: 'decline', why: 'out_of_scope' };
  const call = callOf(best.tool, request.text, request.scope);
  const ahead = best.score - (next?.score ?? 0);
  if (best.asked && best.score >= enough && ahead >= lead && call)
    return { kind: 'call', calls: [call], asked: 1 };
  const candidates = scores
    .filter(({ score }) => score > 0)
    .slice(0, maxCandidates)
    .map(({ tool }) => tool);
  // Things alone ("the spark job") do not say what is wanted, unless files came with them.
  const kinds = best.tool.tool.routing?.attachmentKinds ?? [];
  const clear =
    best.asked ||
    (request.attachmentKinds.length > 0 &&
      (kinds.length === 0 || kinds.some((kind) => request.attachmentKinds.includes(kind))));
  return { kind: 'unsure', candidates, guess: clear && best.score >= enough ? call : null };
}

/** Words that name nothing: "it is broken", "can you make it faster?", "same error as before". */
const vague =
  /^(?:please|pls|can|could|you|we|i|me|my|it|its|it's|is|are|ok|okay|this|that|them|those|these|the|a|an|for|of|to|and|or|does|do|did|not|doesn't|don't|work|works|working|broken|broke|same|other|error|errors|problem|issue|as|before|again|make|faster|better|slow|fix|check|look|at|help|with|second|first|last|one|ones|clean|delete|remove|up|old|new|stuff|thing|things|logs?|optimi[sz]e|improve|analy[sz]e|compare|explain|what|about|should|now|changed|since|today|yesterday|happens|next)$/i;

/** Nothing is named, nothing came with it, and nothing was talked about. */
const isVague = ({ text, attachmentKinds, lastTool }: RequestFeatures): boolean =>
  attachmentKinds.length === 0 &&
  lastTool === null &&
  plainWords(text).length <= 8 &&
  plainWords(text).every((word) => vague.test(word));

const callOf = (tool: LoadedTool, text: string, scope: RequestScope): RoutedCall | null => {
  const input = fillInput(tool, text, scope);
  return input && { tool: tool.name, input };
};

/** Words that begin another wish: "why did it fail and how should I …", "…, then give me …". */
const nextWish =
  /(?:\s*[;.?!,]\s+|\s+)(?:(?:and|then|und|dann|et|puis|y|luego|also|afterwards)\s+)+(?=(?:also\s+)?(?:give|make|write|show|tell|explain|recommend|advise|suggest|size|tune|document|review|lint|compare|find|list|search|count|draw|how|what|why|which|an?\s+command|gib|schreib|zeig|erklar|donne|montre|explique|dame|muestra|explica)\b)|\s*[;.?!]\s+(?=(?:then\s+)?(?:give|write|show|tell|explain|recommend|suggest|document|review|lint|compare|find|list|how|why|what|then)\b)|,?\s+(?:and\s+)?then\s+/i;

const splitSteps = (text: string): string[] =>
  text.length > 2000 ? [text] : text.split(nextWish).filter((part) => part.trim() !== '');
