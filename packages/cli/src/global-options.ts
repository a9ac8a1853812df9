/** Options that every command takes. */
export interface GlobalOptions {
  readonly server?: string;
  /** For a server that asks for one. */
  readonly key?: string;
  readonly json?: boolean;
}
