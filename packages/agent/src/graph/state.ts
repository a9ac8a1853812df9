/** What a turn begins with. */
export interface TurnInput {
  readonly runId: string;
  readonly project: string;
  readonly message: string;
  readonly uploads: readonly string[];
  readonly files: readonly string[];
}
