import type { Answer } from '../plugin/answer.ts';
import type { LoadedTool } from '../registry/load-plugins.ts';

type Reason =
  | { readonly kind: 'clarify' | 'help' }
  | { readonly kind: 'decline'; readonly why: 'act' | 'harm' | 'out_of_scope' };

/** Answers that no tool is needed for: one question back, what can be asked, a polite no. */
export function plainAnswer(
  reason: Reason,
  tools: readonly LoadedTool[],
  requestId: string,
): Answer {
  const options = tools.map(({ name, tool }) => ({
    tool: name,
    summary: tool.summary,
    example: tool.examples[0]?.request ?? null,
  }));
  const list = options.map(({ summary }) => `- ${summary}`).join('\n');
  const lead = {
    clarify:
      'I do not know yet what you want to know. Which of these is it, and which files is it about?',
    help: 'I can do this:',
    act: 'I only read and explain; I never run, change, delete or send anything. What I can do instead:',
    harm: 'I do not help to carry secrets off or to show them. What I can do:',
    out_of_scope: 'That is outside of what I know: I work on data pipelines. What I can do:',
  }[reason.kind === 'decline' ? reason.why : reason.kind];
  return {
    status:
      reason.kind === 'help'
        ? 'found'
        : reason.kind === 'clarify'
          ? 'inconclusive'
          : 'nothing_found',
    data: { kind: reason.kind, ...(reason.kind === 'decline' && { why: reason.why }), options },
    summary: `${lead}\n\n${list}`,
    evidence: [],
    degraded: [],
    limits: [],
    next: options
      .flatMap(({ example }) => (example === null ? [] : [`Ask: ${example}`]))
      .slice(0, 4),
    timings: {},
    model: null,
    requestId,
  };
}
