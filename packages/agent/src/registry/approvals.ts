import { SherpaError } from '@datasherpa/tools/errors';
import type { Answer } from '../plugin/answer.ts';
import type { ApprovalRecord, MetadataStore } from '@datasherpa/tools/ports';

/** How long after the decision an approved call may still be made. */
const validForMs = 10 * 60_000;

/** The arguments as they are stored and compared: keys in one order, so that the same call has the same text. */
const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

/** Writes the approval down, once: asking again for the same id changes nothing. */
export async function requestApproval(
  metadata: MetadataStore,
  approval: Omit<ApprovalRecord, 'status' | 'decidedAt' | 'input'> & { readonly input: unknown },
): Promise<ApprovalRecord> {
  const existing = await metadata.approvals.get(approval.project, approval.id);
  if (existing) return existing;
  const record: ApprovalRecord = {
    ...approval,
    input: canonicalJson(approval.input),
    status: 'pending',
    decidedAt: null,
  };
  await metadata.approvals.insert(record);
  return record;
}

/**
 * Uses an approval up for exactly the call it was given for.
 * @throws NOT_FOUND, INPUT_INVALID for another call than the approved one, APPROVAL_NEEDED while it is pending, APPROVAL_DECIDED where it
 * was rejected, has expired or was used.
 */
export async function useApproval(
  metadata: MetadataStore,
  id: string,
  call: {
    readonly project: string;
    readonly tool: string;
    readonly input: unknown;
    readonly now: number;
  },
): Promise<void> {
  const approval = await metadata.approvals.get(call.project, id);
  if (!approval) throw new SherpaError('NOT_FOUND', { kind: 'approval', id });
  if (approval.tool !== call.tool || approval.input !== canonicalJson(call.input))
    throw new SherpaError(
      'INPUT_INVALID',
      { reason: 'the approval is for another call' },
      { field: 'approval' },
    );
  if (approval.status === 'pending') throw new SherpaError('APPROVAL_NEEDED', { tool: call.tool });
  const expired = approval.status === 'approved' && call.now - approval.decidedAt! > validForMs;
  if (approval.status !== 'approved' || expired)
    throw new SherpaError('APPROVAL_DECIDED', {
      id,
      decision: expired ? 'expired' : approval.status,
    });
  if (!(await metadata.approvals.use(id)))
    throw new SherpaError('APPROVAL_DECIDED', { id, decision: 'used' });
}

/** The answer that stands in for the tool's own until somebody decided. */
export const needsApprovalAnswer = (call: {
  readonly id: string;
  readonly tool: string;
  readonly input: unknown;
  readonly requestId: string;
}): Answer => ({
  status: 'needs_approval',
  data: { approval: call.id, tool: call.tool, input: call.input },
  summary: `"${call.tool}" waits for approval; nothing was done.`,
  evidence: [],
  degraded: [],
  limits: [],
  next: [`Approve or reject ${call.id}.`],
  timings: {},
  model: null,
  requestId: call.requestId,
});
