import type { AgentChunk, RunPart, RunView } from '../../api/conversations.ts';
import type { RequestFailed } from '../../api/request.ts';
import { emptyRun, reduceRun, type RunState } from './reduce-run.ts';

/** Files that go with a question. */
export interface Attached {
  readonly names: readonly string[];
  /** Ids of their uploads, once all were read. */
  readonly uploads: () => Promise<readonly string[]>;
}

const nothingAttached: Attached = { names: [], uploads: async () => [] };

/** A question with the run that answers it. */
export interface Turn {
  readonly key: string;
  readonly message: string;
  readonly attached: Attached;
  readonly run: RunState;
  readonly connection: 'waiting-for-files' | 'open' | 'reconnecting' | 'closed';
  /** Why the page could not follow the run; what the run itself says is in `run.problem`. */
  readonly failure: RequestFailed | null;
}

export type TurnAction =
  | { readonly kind: 'load'; readonly turns: readonly Turn[] }
  | {
      readonly kind: 'add';
      readonly key: string;
      readonly message: string;
      readonly attached: Attached;
    }
  | { readonly kind: 'remove'; readonly key: string }
  | { readonly kind: 'connect'; readonly key: string }
  | { readonly kind: 'part'; readonly key: string; readonly part: RunPart }
  | { readonly kind: 'reconnect'; readonly key: string; readonly reconnecting: boolean }
  | { readonly kind: 'close'; readonly key: string; readonly failure: RequestFailed | null };

export function reduceTurns(turns: readonly Turn[], action: TurnAction): readonly Turn[] {
  if (action.kind === 'load') return action.turns;
  if (action.kind === 'add')
    return [
      ...turns,
      {
        key: action.key,
        message: action.message,
        attached: action.attached,
        run: emptyRun,
        connection: 'waiting-for-files',
        failure: null,
      },
    ];
  if (action.kind === 'remove') return turns.filter(({ key }) => key !== action.key);
  return turns.map((turn) => (turn.key === action.key ? changed(turn, action) : turn));
}

function changed(
  turn: Turn,
  action: Exclude<TurnAction, { readonly kind: 'load' | 'add' | 'remove' }>,
): Turn {
  switch (action.kind) {
    case 'connect':
      return { ...turn, connection: 'open', failure: null };
    case 'part':
      return { ...turn, run: reduceRun(turn.run, action.part) };
    case 'reconnect':
      return { ...turn, connection: action.reconnecting ? 'reconnecting' : 'open' };
    default:
      return { ...turn, connection: 'closed', failure: action.failure };
  }
}

/** A turn as the server keeps it. */
export function turnOfRun(view: RunView): Turn {
  const run = view.chunks
    .map((chunk, at) => ({ sequence: at + 1, chunk: chunk as unknown as AgentChunk }))
    .reduce(reduceRun, emptyRun);
  return {
    key: view.id,
    message: view.message,
    attached: nothingAttached,
    run: {
      ...run,
      runId: view.id,
      // A run that was cancelled while no process worked on it has no closing part.
      phase: view.status === 'cancelled' && run.phase !== 'done' ? 'stopped' : run.phase,
    },
    connection: 'closed',
    failure: null,
  };
}
