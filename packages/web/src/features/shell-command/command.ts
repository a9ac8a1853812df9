export type RiskLevel = 'safe' | 'caution' | 'destructive';

interface Span {
  readonly start: number;
  readonly end: number;
}

export interface ExplainedPiece {
  readonly span: Span;
  readonly text: string;
  readonly source: 'table' | 'syntax' | 'none';
}

/** A command as the tools of the plugin `shell-command` answer it; explaining and repairing give a part of it. */
export interface ShellCommand {
  readonly command: string | null;
  readonly explanation: readonly ExplainedPiece[];
  readonly risk: {
    readonly level: RiskLevel;
    readonly reasons: readonly { readonly level: RiskLevel; readonly text: string }[];
  };
  readonly portability: readonly { readonly lacking: string; readonly text: string }[];
  readonly dryRun: { readonly command: string; readonly how: string } | null;
  readonly undo: string | null;
  readonly assumptions?: readonly string[];
  readonly placeholders?: readonly string[];
  readonly notUnderstood?: readonly string[];
  readonly alternatives?: readonly {
    readonly command: string;
    readonly when: string;
    readonly risk: RiskLevel;
  }[];
  readonly why?: string;
}

/** The command in the data of an answer, or null. */
export function readCommand(data: unknown): ShellCommand | null {
  if (data === null || typeof data !== 'object') return null;
  const { command, explanation, risk } = data as Partial<ShellCommand>;
  return command !== undefined && Array.isArray(explanation) && risk?.level !== undefined
    ? (data as ShellCommand)
    : null;
}

/** A run of characters of a command that means one thing, or nothing that was explained. */
export interface Piece {
  readonly start: number;
  readonly text: string;
  readonly meaning: string | null;
}

/** Cuts a command at the edges of what is explained; of pieces inside each other the innermost counts. */
export function cutPieces(command: string, explanation: readonly ExplainedPiece[]): Piece[] {
  const owner: (ExplainedPiece | null)[] = Array.from({ length: command.length }, () => null);
  const size = ({ span }: ExplainedPiece): number => span.end - span.start;
  for (const piece of [...explanation].sort((a, b) => size(b) - size(a)))
    for (
      let at = Math.max(0, piece.span.start);
      at < Math.min(command.length, piece.span.end);
      at++
    )
      owner[at] = piece;
  const pieces: Piece[] = [];
  let start = 0;
  for (let at = 1; at <= command.length; at++)
    if (at === command.length || owner[at] !== owner[start]) {
      pieces.push({ start, text: command.slice(start, at), meaning: owner[start]?.text ?? null });
      start = at;
    }
  return pieces;
}
