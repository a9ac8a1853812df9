/** Where a MySQL database is and how it is reached. */
export interface MysqlSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Null: in plain text. `ca` is a certificate in PEM; without it those that Node trusts count. */
  readonly tls: { readonly ca?: string; readonly verify: 'nothing' | 'chain' | 'identity' } | null;
}

/** The database as a person would name it; never with the password. */
export const placeOf = ({ host, port, database }: MysqlSettings): string =>
  `The database "${database}" at ${host}:${port}`;
