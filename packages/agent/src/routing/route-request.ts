import type { LoadedTool } from '../registry/load-plugins.ts';
import { fillInput, type RequestScope } from './fill-input.ts';
import { intentOf } from './intents.ts';
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
const related = 0.8;
/** So much better than the next the best has to be. */
const lead = 0.75;
const maxCandidates = 4;
export const maxSteps = 4;

const domain =
  /\b(?:log|logs|job|jobs|task|tasks|dag|dags|pipeline|pipelines|spark|airflow|kafka|flink|dbt|trino|hive|hdfs|yarn|executor|driver|worker|scheduler|query|table|partition|cluster|load|etl|broken|broke|error|errors|exception|slow|faster|oom|memory|timeout|run|stage|it|now|next|happened|changed|wrong|problem|issue|fix|status|ok|today|yesterday|summary)\b/i;

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
  if (intent === 'act' || intent === 'harm') return { kind: 'decline', why: intent };
  if (isVague(request)) return { kind: 'clarify' };
  const steps = splitSteps(request.text)
    .map((text) => ({ text, scores: scoreTools(tools, { ...request, text }) }))
    .filter(({ scores: [best] }) => best && best.score >= enough && best.asked);
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
    return domain.test(request.text)
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
  const clear = best.asked || request.attachmentKinds.length > 0;
  return { kind: 'unsure', candidates, guess: clear && best.score >= enough ? call : null };
}

/** Words that name nothing: "it is broken", "can you make it faster?", "same error as before". */
const vague =
  /^(?:please|pls|can|could|you|we|i|me|my|it|its|it's|is|this|that|the|a|an|does|do|did|not|doesn't|don't|work|works|working|broken|broke|same|error|errors|problem|issue|as|before|again|make|faster|better|fix|check|look|at|help|with|second|first|one|clean|up|logs?|optimi[sz]e|improve)$/i;

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

const splitSteps = (text: string): string[] =>
  text.length > 2000
    ? [text]
    : text
        .split(/\s*(?:[;.?!]\s+(?:and\s+)?(?:then\s+)?|,?\s+(?:and\s+)?then\s+)/i)
        .filter((part) => part.trim() !== '');
