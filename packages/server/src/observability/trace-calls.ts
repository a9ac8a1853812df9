import type { ToolHost } from '@datasherpa/agent';
import { SherpaError } from '@datasherpa/tools/errors';
import type { Traces } from './traces.ts';

/** Traces what the agent does, with the ids that the log has, and how it ended: the status of the answer or the code of the error. */
export const traceCalls =
  (traces: Traces): NonNullable<ToolHost['trace']> =>
  async ({ name, ...ids }, work) => {
    const span = traces.begin('internal');
    const facts = Object.fromEntries(
      Object.entries(ids).map(([id, value]) => [`datasherpa.${id.replace('Id', '')}.id`, value]),
    );
    try {
      const answer = await span.inside(work);
      span.end(name, { ...facts, 'datasherpa.outcome': answer.status }, answer.status === 'failed');
      return answer;
    } catch (error) {
      const code = error instanceof SherpaError ? error.code : 'INTERNAL';
      span.end(name, { ...facts, 'datasherpa.outcome': code, 'error.type': code }, true);
      throw error;
    }
  };
