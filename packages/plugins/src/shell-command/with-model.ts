import type { Degraded } from '@datasherpa/agent/plugin';
import type { ChatModel } from '@datasherpa/tools/ports';
import { assessRisk } from '@datasherpa/tools/shell';
import {
  describeCommand,
  type CommandAnswer,
  type Surroundings,
} from '@datasherpa/tools/shell/generate';
import { askModel } from './ask-model.ts';

/**
 * The answer of the recipes beside that of a model. Where both say the same, confidence rises; where they differ, both are shown. A
 * proposal that our checks reject, or that would lose data which the request does not speak of, is not shown; that it was there is said.
 */
export async function withModel(
  answer: CommandAnswer,
  model: ChatModel,
  request: string,
  seen: Surroundings,
  signal: AbortSignal,
): Promise<{ answer: CommandAnswer; degraded: Degraded[] }> {
  let proposal;
  try {
    proposal = await askModel(model, request, seen, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return {
      answer,
      degraded: [
        {
          what: 'model',
          why: 'It gave no answer that could be read.',
          effect: 'The command comes from recipes alone.',
        },
      ],
    };
  }
  if (!proposal || proposal.problems.length > 0)
    return {
      answer,
      degraded: [
        {
          what: 'model',
          why: `Its proposal was rejected: ${proposal?.problems[0]?.text ?? 'there was no command in it.'}`,
          effect: 'The command comes from recipes alone.',
        },
      ],
    };
  const { command, assumptions } = proposal;
  if (answer.command !== null && normal(answer.command) === normal(command))
    return {
      answer: { ...answer, origin: 'both', confidence: Math.min(0.97, answer.confidence + 0.1) },
      degraded: [],
    };
  const level = assessRisk(command).level;
  if (answer.command !== null && answer.complete)
    return {
      answer: {
        ...answer,
        confidence: Math.max(0.4, answer.confidence - 0.2),
        alternatives: [
          ...answer.alternatives,
          {
            command,
            when: 'A model proposes this instead; it was checked, but not run.',
            risk: level,
          },
        ],
      },
      degraded: [],
    };
  const described = describeCommand(command);
  return {
    answer: {
      ...answer,
      ...described,
      command,
      origin: 'model',
      // A model's word is not proof: what recipes could not build whole stays marked.
      complete: false,
      confidence: 0.5,
      question: null,
      placeholders: [
        ...new Set(command.match(/<[A-Z][A-Z_]*>/g)?.map((each) => each.slice(1, -1)) ?? []),
      ],
      assumptions: [
        'The command comes from a model. Its grammar, options and effects were checked; whether it does what was asked was not.',
        ...assumptions,
      ],
      alternatives:
        answer.command === null
          ? []
          : [
              {
                command: answer.command,
                when: 'The nearest that recipes can build.',
                risk: answer.risk.level,
              },
            ],
    },
    degraded: [],
  };
}

/** Blanks and the kind of quotes do not make another command. */
const normal = (command: string): string =>
  command.replaceAll(/\s+/g, ' ').replaceAll('"', "'").trim();
