import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from '@datasherpa/agent/plugin';
import type { AgentChunk } from '@datasherpa/server/client';

const answerOf = (status: Answer['status'], summary: string): Answer => ({
  status,
  data: null,
  summary,
  evidence: [],
  degraded: [],
  limits: [],
  next: [],
  timings: {},
  model: null,
  requestId: 'r1',
});

/** The parts of a run that says `words` and ends. */
export const answering = (status: Answer['status'], ...words: string[]): AgentChunk[] => [
  { type: 'text-start', id: 't' },
  ...words.map((delta) => ({ type: 'text-delta' as const, id: 't', delta })),
  { type: 'text-end', id: 't' },
  { type: 'data-answer', id: 'a', data: answerOf(status, words.join('')) },
  { type: 'finish', finishReason: 'stop' },
];

export const asking: AgentChunk[] = [
  {
    type: 'tool-input-available',
    toolCallId: 'c1',
    toolName: 'shell.run',
    input: { command: 'ls \u001b[2J' },
    dynamic: true,
  },
  { type: 'tool-approval-request', approvalId: 'c1', toolCallId: 'c1' },
  {
    type: 'data-answer',
    id: 'a',
    data: answerOf('needs_approval', '"shell.run" waits for approval; nothing was done.'),
  },
  { type: 'finish', finishReason: 'tool-calls' },
];

/**
 * A server that speaks the wire protocol of `/agent` with parts that a test wrote: each message takes the next turn. The parts of
 * `afterApproval` follow a decision. A turn of `null` waits until its run is cancelled.
 */
export async function startScriptedAgent(
  turns: readonly (readonly AgentChunk[] | null)[],
  afterApproval: readonly AgentChunk[] = [],
) {
  const requests: string[] = [];
  let turn = 0;
  let waiting: ServerResponse | undefined;
  const begin = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
  };
  const send = (response: ServerResponse, chunks: readonly AgentChunk[]): void => {
    for (const chunk of chunks) response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  const end = (response: ServerResponse, chunks: readonly AgentChunk[]): void => {
    send(response, chunks);
    response.end('data: [DONE]\n\n');
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      requests.push(`${request.method} ${request.url} ${body}`.trim());
      if (request.url === '/agent') {
        const parts = turns[turn++];
        begin(response);
        send(response, [
          {
            type: 'start',
            messageId: 'm',
            messageMetadata: { runId: 'run1', threadId: 'thread1', message: 'x' },
          },
          { type: 'start-step' },
        ]);
        if (parts) end(response, parts);
        else {
          waiting = response;
          send(response, [
            { type: 'text-start', id: 't' },
            { type: 'text-delta', id: 't', delta: 'thinking' },
          ]);
        }
      } else if (request.url?.endsWith('/cancel')) {
        response.end(JSON.stringify({ cancelled: true }));
        if (waiting)
          end(waiting, [
            { type: 'abort', reason: 'The answer was cancelled.' },
            { type: 'finish', finishReason: 'other' },
          ]);
      } else if (request.url?.startsWith('/approvals/'))
        response.end(JSON.stringify({ approval: {}, runId: 'run1' }));
      else {
        begin(response);
        end(response, afterApproval);
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
