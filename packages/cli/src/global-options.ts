/** Options that every command takes. */
export interface GlobalOptions {
  readonly server?: string;
  readonly json?: boolean;
}
