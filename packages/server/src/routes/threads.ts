import type { AgentChunk } from '@datasherpa/agent';
import { SherpaError } from '@datasherpa/tools/errors';
import type { ApprovalRecord, RunRecord } from '@datasherpa/tools/ports';
import { Hono } from 'hono';
import { z } from 'zod';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import type { ApprovalView, RunView, ThreadDetail, ThreadView } from '../client.ts';
import { readJsonBody } from '../read-json-body.ts';
import { wholeNumber } from './whole-number.ts';

const eventsAtOnce = 500;

/** Body of `POST /approvals/:id`. */
export const approvalDecision = z.object({ decision: z.enum(['approve', 'reject']) });

/** `/threads`, `/runs/:id` and `/approvals`: conversations as they were, and what waits for a decision. */
export function threadRoutes({ stores: { metadata }, agent }: AppParts): Hono<AppEnvironment> {
  const runView = async (run: RunRecord): Promise<RunView> => {
    const chunks: AgentChunk[] = [];
    for (;;) {
      const events = await metadata.runs.events(run.id, chunks.length, eventsAtOnce);
      for (const { chunk } of events) chunks.push(JSON.parse(chunk) as AgentChunk);
      if (events.length < eventsAtOnce) break;
    }
    const start = chunks.find((chunk) => chunk.type === 'start');
    return {
      id: run.id,
      status: run.status,
      createdAt: run.createdAt,
      endedAt: run.endedAt,
      message: start?.messageMetadata.message ?? '',
      chunks,
    };
  };
  return new Hono<AppEnvironment>()
    .get('/threads', async (context) => {
      const limit = wholeNumber(context, 'limit', { otherwise: 50, min: 1, max: 200 });
      const offset = wholeNumber(context, 'offset', { otherwise: 0, min: 0 });
      const { threads, total } = await metadata.threads.list(context.get('project'), {
        limit,
        offset,
      });
      return context.json({ threads: threads.map(threadView), total });
    })
    .get('/threads/:id', async (context) => {
      const thread = await metadata.threads.get(context.get('project'), context.req.param('id'));
      if (!thread)
        throw new SherpaError('NOT_FOUND', {
          kind: 'thread',
          id: context.req.param('id').slice(0, 100),
        });
      const limit = wholeNumber(context, 'limit', { otherwise: 50, min: 1, max: 200 });
      const runs = (await metadata.runs.listByThread(thread.id)).toSorted(
        (a, b) => a.createdAt - b.createdAt,
      );
      const detail: ThreadDetail = {
        thread: threadView(thread),
        runs: await Promise.all(runs.slice(-limit).map(runView)),
        total: runs.length,
      };
      return context.json(detail);
    })
    .delete('/threads/:id', async (context) => {
      await agent.forget(context.get('project'), context.req.param('id'));
      return context.body(null, 204);
    })
    .get('/runs/:id', async (context) => {
      const run = await metadata.runs.get(context.get('project'), context.req.param('id'));
      if (!run)
        throw new SherpaError('NOT_FOUND', {
          kind: 'run',
          id: context.req.param('id').slice(0, 100),
        });
      return context.json(await runView(run));
    })
    .get('/approvals', async (context) =>
      context.json({
        approvals: (await metadata.approvals.listPending(context.get('project'))).map(approvalView),
      }),
    )
    .post('/approvals/:id', async (context) => {
      const parsed = approvalDecision.safeParse(await readJsonBody(context.req.raw));
      if (!parsed.success)
        throw new SherpaError(
          'INPUT_INVALID',
          { reason: 'decision is not "approve" or "reject"' },
          { field: 'decision' },
        );
      const id = context.req.param('id');
      const run = await agent.decide(
        context.get('project'),
        id,
        parsed.data.decision === 'approve' ? 'approved' : 'rejected',
      );
      const approval = await metadata.approvals.get(context.get('project'), id);
      return context.json({ approval: approvalView(approval!), runId: run?.runId ?? null });
    });
}

const threadView = ({ id, title, createdAt, updatedAt }: ThreadView): ThreadView => ({
  id,
  title,
  createdAt,
  updatedAt,
});

const approvalView = (approval: ApprovalRecord): ApprovalView => ({
  id: approval.id,
  runId: approval.runId,
  threadId: approval.threadId,
  tool: approval.tool,
  input: JSON.parse(approval.input) as unknown,
  risk: approval.risk,
  status: approval.status,
  createdAt: approval.createdAt,
});
