import type { Answer } from '../plugin/answer.ts';
import { maxSteps } from '../routing/route-request.ts';
import { ownFindings } from '../wording/own-findings.ts';
import { wordAnswer } from '../wording/word-answer.ts';
import { modelOf } from '../registry/project-settings.ts';
import type { AgentHost } from './agent.ts';
import { mergeAnswers } from './merge-answers.ts';
import {
  turnOf,
  type ConversationState,
  type ConversationUpdate,
  type NodeRuntime,
} from './state.ts';

/** Says how many steps of the request were left for another turn. */
const withStepLimit = (answer: Answer, asked: number): Answer =>
  asked <= maxSteps
    ? answer
    : {
        ...answer,
        limits: [
          ...answer.limits,
          {
            what: 'steps',
            total: asked,
            shown: maxSteps,
            why: `At most ${maxSteps} steps are made in one turn.`,
            howToGetTheRest: 'Ask for the other steps in another message.',
          },
        ],
      };

const isQuestionBack = ({ data }: Answer): boolean =>
  (data as { kind?: unknown } | null)?.kind === 'clarify';

const worded = new Set<Answer['status']>(['found', 'inconclusive', 'nothing_found']);

/** Says what was found: in the words of a model where there is one, otherwise in those of the tools. */
export const answer =
  (host: AgentHost) =>
  async (state: ConversationState, runtime: NodeRuntime): Promise<ConversationUpdate> => {
    const { runId, project, signal, emit } = turnOf(runtime);
    const found = state.answer ?? withStepLimit(mergeAnswers(state.results), state.asked);
    const id = `${runId}-text`;
    const say = (delta: string): void => emit({ type: 'text-delta', id, delta });
    emit({ type: 'text-start', id });
    let final = found;
    const model =
      state.answer === null && worded.has(found.status) ? await modelOf(host, project) : undefined;
    if (model) {
      const started = host.now();
      const findings = state.results.flatMap((result) => {
        const loaded = host.registry.tools.get(result.tool);
        return loaded ? ownFindings(loaded.tool.output, result.answer.data) : [];
      });
      const words = await wordAnswer(model, found, findings, state.request, signal, say);
      final = {
        ...found,
        summary: words.text,
        model: words.model,
        degraded: [...found.degraded, ...words.degraded],
        limits: [...found.limits, ...words.limits],
        timings: { ...found.timings, words: host.now() - started },
      };
    } else say(found.summary);
    emit({ type: 'text-end', id });
    return {
      answer: final,
      history: [
        ...state.history,
        { role: 'user', content: state.request, tool: null },
        {
          role: 'assistant',
          content: final.summary,
          tool: state.results.at(-1)?.tool ?? null,
          ...(isQuestionBack(found) && { unclear: true }),
        },
      ],
    };
  };
