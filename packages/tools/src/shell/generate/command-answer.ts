import { assessRisk, type Risk } from '../effects/assess-risk.ts';
import { explainCommand } from '../explain/explain-command.ts';
import type { ExplainedSpan } from '../explain/explanation.ts';
import { lookFirst } from '../explain/look-first.ts';
import { portability, type PortabilityNote } from '../explain/portability.ts';
import { undoHint } from '../explain/undo-hint.ts';
import { parseShell } from '../syntax/parse-shell.ts';
import { generateCommand, type Generated } from './generate.ts';
import type { Surroundings } from './surroundings.ts';

/** What is known of a command without running it. */
export interface DescribedCommand {
  readonly explanation: readonly ExplainedSpan[];
  readonly risk: Risk;
  readonly portability: readonly PortabilityNote[];
  /** A form that only looks; null where none is needed or known. */
  readonly dryRun: { readonly command: string; readonly how: string } | null;
  readonly undo: string | null;
}

/** A command with everything that a face shows of it: the contract of `/generate-shell-command`. */
export interface CommandAnswer extends DescribedCommand {
  readonly command: string | null;
  readonly shell: 'bash' | 'fish';
  readonly assumptions: readonly string[];
  readonly placeholders: readonly string[];
  readonly notUnderstood: readonly string[];
  readonly question: string | null;
  readonly alternatives: readonly {
    readonly command: string;
    readonly when: string;
    readonly risk: Risk['level'];
  }[];
  readonly origin: 'recipe' | 'model' | 'both';
  /** 0..1: a guess that rests on what was seen, not a measured rate. */
  readonly confidence: number;
  readonly complete: boolean;
}

/** Parses once, and tells what every part means, does and needs. */
export function describeCommand(command: string): DescribedCommand {
  const parsed = parseShell(command);
  const first = lookFirst(parsed);
  return {
    explanation: explainCommand(parsed),
    risk: assessRisk(parsed),
    portability: portability(parsed),
    dryRun: first,
    undo: undoHint(parsed),
  };
}

const nothing: DescribedCommand = {
  explanation: [],
  risk: { level: 'safe', reasons: [] },
  portability: [],
  dryRun: null,
  undo: null,
};

/** Answers a request by recipes alone. A command that changes things is shown only where all of the request was understood. */
export function answerRequest(request: string, seen: Surroundings): CommandAnswer {
  const made = generateCommand(request, seen);
  return answerOf(made, seen);
}

function answerOf(made: Generated, seen: Surroundings): CommandAnswer {
  const described = made.command === null ? nothing : describeCommand(made.command);
  const dryRun =
    made.lookFirst !== null && described.risk.level !== 'safe'
      ? { command: made.lookFirst, how: 'Shows what would be touched.' }
      : described.dryRun;
  return {
    ...described,
    dryRun,
    command: made.command,
    shell: made.shell,
    assumptions: made.assumptions,
    placeholders: made.placeholders,
    notUnderstood: made.notUnderstood,
    question: made.question,
    alternatives: made.alternatives.map((each) => ({
      ...each,
      risk: assessRisk(each.command).level,
    })),
    origin: 'recipe',
    confidence:
      made.command === null ? 0 : !made.complete ? 0.3 : made.sampled || !seen.partial ? 0.9 : 0.7,
    complete: made.complete,
  };
}
