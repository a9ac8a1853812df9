import { evidenceSchema, type Answer } from '../plugin/answer.ts';
import type { CallResult } from './state.ts';

const rank: readonly Answer['status'][] = [
  'found',
  'needs_approval',
  'inconclusive',
  'nothing_found',
  'failed',
];

/** The results of one turn as one answer. Evidence is numbered through, and the citations with it. */
export function mergeAnswers(results: readonly CallResult[]): Answer {
  const [first, ...others] = results;
  if (!first) throw new TypeError('a turn without a result has nothing to merge');
  if (others.length === 0) return first.answer;
  let offset = 0;
  const renumbered = results.map(({ tool, answer }) => {
    const shift = offset;
    offset += answer.evidence.length;
    const moved = new Map(answer.evidence.map(({ id }, at) => [id, `E${shift + at + 1}`]));
    return {
      tool,
      answer: {
        ...answer,
        summary: answer.summary.replaceAll(/\[([A-Za-z]+\d+)\]/g, (whole, id: string) =>
          moved.has(id) ? `[${moved.get(id)}]` : whole,
        ),
        evidence: answer.evidence.map((each) => ({ ...each, id: moved.get(each.id)! })),
        data: withMovedEvidence(answer.data, moved),
      },
    };
  });
  const answers = renumbered.map(({ answer }) => answer);
  return {
    status: answers
      .map(({ status }) => status)
      .toSorted((a, b) => rank.indexOf(a) - rank.indexOf(b))[0]!,
    data: {
      steps: renumbered.map(({ tool, answer }) => ({
        tool,
        status: answer.status,
        data: answer.data,
      })),
    },
    summary: answers.map(({ summary }) => summary).join('\n\n'),
    evidence: answers.flatMap(({ evidence }) => evidence),
    degraded: answers.flatMap(({ degraded }) => degraded),
    limits: answers.flatMap(({ limits }) => limits),
    next: [...new Set(answers.flatMap(({ next }) => next))],
    timings: Object.fromEntries(
      renumbered.flatMap(({ tool, answer }) =>
        Object.entries(answer.timings).map(([stage, ms]) => [`${tool} ${stage}`, ms]),
      ),
    ),
    model: null,
    requestId: first.answer.requestId,
  };
}

/** Evidence inside a tool's output has the numbers of the list. */
function withMovedEvidence(value: unknown, moved: ReadonlyMap<string, string>): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((each: unknown) => withMovedEvidence(each, moved));
  const evidence = evidenceSchema.safeParse(value);
  if (evidence.success)
    return { ...evidence.data, id: moved.get(evidence.data.id) ?? evidence.data.id };
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withMovedEvidence(each, moved)]),
  );
}
