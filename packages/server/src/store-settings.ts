import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { SherpaError } from '@datasherpa/tools/errors';
import { z } from 'zod';
import { orUnset, secretOf } from './setting-values.ts';

/** Settings of the stores that are servers. What is not set is kept in the data directory. */
export const storeSettings = {
  DATASHERPA_DATABASE_URL: orUnset(z.string().optional()).describe(
    'MySQL instead of the database file: `mysql://USER@HOST:3306/DATABASE`. `?ssl-mode=` is VERIFY_IDENTITY unless the host is loopback, or VERIFY_CA, REQUIRED, DISABLED; `&ssl-ca=` names a file with the certificate to trust.',
  ),
  DATASHERPA_DATABASE_PASSWORD: orUnset(z.string().optional()).describe(
    'Password of its user, where it does not stand in the address.',
  ),
  DATASHERPA_DATABASE_PASSWORD_FILE: orUnset(z.string().optional()).describe(
    'File that holds the password instead, as secrets of containers do.',
  ),
  DATASHERPA_DATABASE_REPLICA_URL: orUnset(z.string().optional()).describe(
    'A replica of that database, with the same password, for lists that may lag behind.',
  ),
};

type Read = { readonly [Name in keyof typeof storeSettings]?: string | undefined };

/** A MySQL database; `tls` is null for plain text. */
interface DatabaseSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly tls: { readonly ca?: string; readonly verify: 'nothing' | 'chain' | 'identity' } | null;
}

export interface StoreConfig {
  /** Null: a file in the data directory. */
  readonly database: DatabaseSettings | null;
  readonly databaseReplica: DatabaseSettings | null;
}

const loopback = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)$/;
const modes = {
  DISABLED: null,
  REQUIRED: 'nothing',
  VERIFY_CA: 'chain',
  VERIFY_IDENTITY: 'identity',
} as const;

/** Where things are kept, in words for a person; never with a secret. */
export const describeStores = ({ database }: StoreConfig): string =>
  database ? `database "${database.database}" at ${database.host}; the rest embedded` : 'embedded';

/** @throws CONFIG_INVALID naming the setting; never with a secret */
export function readStoreConfig(read: Read): StoreConfig {
  const password = secretOf(
    'DATASHERPA_DATABASE_PASSWORD',
    read.DATASHERPA_DATABASE_PASSWORD,
    read.DATASHERPA_DATABASE_PASSWORD_FILE,
  );
  const database = databaseAt('DATASHERPA_DATABASE_URL', read.DATASHERPA_DATABASE_URL, password);
  const databaseReplica = databaseAt(
    'DATASHERPA_DATABASE_REPLICA_URL',
    read.DATASHERPA_DATABASE_REPLICA_URL,
    password ?? database?.password,
  );
  if (databaseReplica && !database)
    throw invalid('DATASHERPA_DATABASE_REPLICA_URL', 'DATASHERPA_DATABASE_URL is not set');
  return { database, databaseReplica };
}

function databaseAt(
  name: string,
  address: string | undefined,
  password: string | undefined,
): DatabaseSettings | null {
  if (address === undefined) return null;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== 'mysql:' || url.hostname === '')
    throw invalid(name, 'it does not look like mysql://USER@HOST:3306/DATABASE');
  const user = decoded(name, url.username);
  const database = decoded(name, url.pathname.slice(1));
  if (user === '') throw invalid(name, 'it names no user');
  if (database === '' || database.includes('/')) throw invalid(name, 'it names no database');
  const own = decoded(name, url.password);
  if (own !== '' && password !== undefined && own !== password)
    throw invalid(name, 'it has a password, and another one is set');
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || 3306),
    user,
    password: own || (password ?? ''),
    database,
    tls: tlsOf(name, url),
  };
}

function tlsOf(name: string, url: URL): DatabaseSettings['tls'] {
  const { 'ssl-mode': given, 'ssl-ca': ca, ...others } = Object.fromEntries(url.searchParams);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw invalid(name, `"${unknown}" is not known in it`);
  const mode = given ?? (loopback.test(url.hostname) ? 'DISABLED' : 'VERIFY_IDENTITY');
  if (!Object.hasOwn(modes, mode))
    throw invalid(name, `ssl-mode is one of ${Object.keys(modes).join(', ')}`);
  const verify = modes[mode as keyof typeof modes];
  if (verify === null) return null;
  if (verify === 'identity' && isIP(url.hostname.replace(/^\[(.*)\]$/, '$1')) !== 0)
    throw invalid(
      name,
      'the name in a certificate cannot be compared with a bare IP address: use a host name, or ssl-mode=VERIFY_CA',
    );
  return { verify, ...(ca !== undefined && { ca: certificateIn(name, ca) }) };
}

function certificateIn(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw invalid(name, `"${path}" of ssl-ca cannot be read (${code})`);
  }
}

function decoded(name: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(name, 'a part of it is not encoded: write % as %25, @ as %40');
  }
}

const invalid = (name: string, reason: string): SherpaError =>
  new SherpaError('CONFIG_INVALID', { name, reason });
