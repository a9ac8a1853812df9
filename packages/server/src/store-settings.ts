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
  DATASHERPA_QDRANT_URL: orUnset(z.string().optional()).describe(
    'Qdrant instead of the search file: `http://HOST:6333`. For a cluster: `?shards=`, `&replicas=`, `&write-consistency=` (numbers), `&read-consistency=` (a number, majority, quorum, all); `&prefix=` of its collections is datasherpa.',
  ),
  DATASHERPA_QDRANT_KEY: orUnset(z.string().optional()).describe('API key of Qdrant.'),
  DATASHERPA_QDRANT_KEY_FILE: orUnset(z.string().optional()).describe(
    'File that holds the key instead.',
  ),
  DATASHERPA_BLOBS_URL: orUnset(z.string().optional()).describe(
    'S3-compatible storage instead of the blob files: `s3://BUCKET/PREFIX?region=eu-west-1`. `&endpoint=` is for others than AWS; `&sse=AES256` or `&sse=aws:kms` with `&kms-key=` encrypts there.',
  ),
  DATASHERPA_BLOBS_ACCESS_KEY: orUnset(z.string().optional()).describe(
    'Access key; without it the usual places of AWS are looked at (environment, web identity, instance).',
  ),
  DATASHERPA_BLOBS_SECRET_KEY: orUnset(z.string().optional()).describe('Its secret key.'),
  DATASHERPA_BLOBS_SECRET_KEY_FILE: orUnset(z.string().optional()).describe(
    'File that holds the secret key instead.',
  ),
  DATASHERPA_S3_SOURCES: orUnset(z.string().optional()).describe(
    'Places of S3-compatible stores whose objects may be sent by their address in place of files, separated by blanks: `s3://BUCKET/PREFIX?region=eu-west-1`, `&endpoint=` for others than AWS. Nothing else there is read.',
  ),
  DATASHERPA_S3_SOURCES_ACCESS_KEY: orUnset(z.string().optional()).describe(
    'Access key for them; without it the usual places of AWS are looked at.',
  ),
  DATASHERPA_S3_SOURCES_SECRET_KEY: orUnset(z.string().optional()).describe('Its secret key.'),
  DATASHERPA_S3_SOURCES_SECRET_KEY_FILE: orUnset(z.string().optional()).describe(
    'File that holds the secret key instead.',
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

/** A Qdrant server and how its collections are made. */
interface QdrantConfig {
  readonly https: boolean;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly prefix: string;
  readonly key?: string;
  readonly shards?: number;
  readonly replicas?: number;
  readonly writeConsistency?: number;
  readonly readConsistency?: number | 'majority' | 'quorum' | 'all';
}

/** A bucket and how objects are kept in it. */
interface BlobsConfig {
  readonly bucket: string;
  /** In front of every key; '' or ends with a slash. */
  readonly prefix: string;
  readonly region: string;
  readonly endpoint?: string;
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly encryption?: 'AES256' | 'aws:kms';
  readonly kmsKey?: string;
}

export interface StoreConfig {
  /** Null: a file in the data directory. */
  readonly database: DatabaseSettings | null;
  readonly databaseReplica: DatabaseSettings | null;
  /** Null: a file in the data directory. */
  readonly qdrant: QdrantConfig | null;
  /** Null: files in the data directory. */
  readonly blobs: BlobsConfig | null;
  /** Places whose objects may be sent by their address. */
  readonly objectSources: readonly BlobsConfig[];
}

const loopback = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)$/;
const modes = {
  DISABLED: null,
  REQUIRED: 'nothing',
  VERIFY_CA: 'chain',
  VERIFY_IDENTITY: 'identity',
} as const;

/** Where things are kept, in words for a person; never with a secret. */
export function describeStores({ database, qdrant, blobs }: StoreConfig): string {
  const servers = [
    ...(database ? [`database "${database.database}" at ${database.host}`] : []),
    ...(qdrant ? [`Qdrant at ${qdrant.host}`] : []),
    ...(blobs ? [`bucket "${blobs.bucket}"`] : []),
  ];
  if (servers.length === 0) return 'embedded';
  return `${servers.join(', ')}${servers.length < 3 ? '; the rest embedded' : ''}`;
}

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
  const blobs = bucketAt(
    'DATASHERPA_BLOBS',
    read.DATASHERPA_BLOBS_URL,
    read.DATASHERPA_BLOBS_ACCESS_KEY,
    secretOf(
      'DATASHERPA_BLOBS_SECRET_KEY',
      read.DATASHERPA_BLOBS_SECRET_KEY,
      read.DATASHERPA_BLOBS_SECRET_KEY_FILE,
    ),
  );
  return {
    database,
    databaseReplica,
    qdrant: qdrantAt(
      read.DATASHERPA_QDRANT_URL,
      secretOf(
        'DATASHERPA_QDRANT_KEY',
        read.DATASHERPA_QDRANT_KEY,
        read.DATASHERPA_QDRANT_KEY_FILE,
      ),
    ),
    blobs,
    objectSources: objectSources(read, blobs),
  };
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

const wholeNumber = z.coerce.number().int().min(1).max(1000);
const qdrantOptions = z.strictObject({
  shards: wholeNumber.optional(),
  replicas: wholeNumber.optional(),
  'write-consistency': wholeNumber.optional(),
  'read-consistency': z.enum(['majority', 'quorum', 'all']).or(wholeNumber).optional(),
  prefix: z
    .string()
    .regex(/^[\w-]{1,60}$/, 'prefix has other characters than letters, digits, _ and -')
    .default('datasherpa'),
});

function qdrantAt(address: string | undefined, key: string | undefined): QdrantConfig | null {
  const name = 'DATASHERPA_QDRANT_URL';
  if (address === undefined) return null;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw invalid(name, 'it does not look like http://HOST:6333');
  if (url.username + url.password !== '')
    throw invalid(name, 'it has a login; set DATASHERPA_QDRANT_KEY instead');
  const options = optionsOf(name, url, qdrantOptions);
  const isHttps = url.protocol === 'https:';
  return {
    https: isHttps,
    host: url.hostname,
    port: Number(url.port || (isHttps ? 443 : 6333)),
    path: url.pathname.replace(/\/+$/, ''),
    prefix: options.prefix,
    ...(key !== undefined && { key }),
    ...(options.shards !== undefined && { shards: options.shards }),
    ...(options.replicas !== undefined && { replicas: options.replicas }),
    ...(options['write-consistency'] !== undefined && {
      writeConsistency: options['write-consistency'],
    }),
    ...(options['read-consistency'] !== undefined && {
      readConsistency: options['read-consistency'],
    }),
  };
}

const blobsOptions = z.strictObject({
  region: z.string().min(1).default('us-east-1'),
  endpoint: z.url({ protocol: /^https?$/, error: 'endpoint is not an http address' }).optional(),
  sse: z.enum(['AES256', 'aws:kms']).optional(),
  'kms-key': z.string().min(1).optional(),
});

/** Where objects may be read from; never where those of all projects are kept. */
function objectSources(read: Read, blobs: BlobsConfig | null): BlobsConfig[] {
  const secretKey = secretOf(
    'DATASHERPA_S3_SOURCES_SECRET_KEY',
    read.DATASHERPA_S3_SOURCES_SECRET_KEY,
    read.DATASHERPA_S3_SOURCES_SECRET_KEY_FILE,
  );
  const addresses = (read.DATASHERPA_S3_SOURCES ?? '').split(/\s+/).filter(Boolean);
  return addresses.flatMap((address) => {
    const source = bucketAt(
      'DATASHERPA_S3_SOURCES',
      address,
      read.DATASHERPA_S3_SOURCES_ACCESS_KEY,
      secretKey,
    );
    if (!source) return [];
    if (
      source.bucket === blobs?.bucket &&
      source.endpoint === blobs.endpoint &&
      (source.prefix.startsWith(blobs.prefix) || blobs.prefix.startsWith(source.prefix))
    )
      throw invalid('DATASHERPA_S3_SOURCES', 'the uploads of all projects are kept there');
    return [source];
  });
}

function bucketAt(
  setting: 'DATASHERPA_BLOBS' | 'DATASHERPA_S3_SOURCES',
  address: string | undefined,
  accessKey: string | undefined,
  secretKey: string | undefined,
): BlobsConfig | null {
  const name = setting === 'DATASHERPA_BLOBS' ? `${setting}_URL` : setting;
  if (address === undefined) return null;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== 's3:' || url.hostname === '')
    throw invalid(name, 'it does not look like s3://BUCKET/PREFIX?region=eu-west-1');
  if (url.username + url.password !== '')
    throw invalid(name, `it has a login; set ${setting}_ACCESS_KEY and _SECRET_KEY instead`);
  if ((accessKey === undefined) !== (secretKey === undefined))
    throw invalid(
      `${setting}_${accessKey === undefined ? 'ACCESS_KEY' : 'SECRET_KEY'}`,
      'it is not set, and the other one is',
    );
  const options = optionsOf(name, url, blobsOptions);
  if (options['kms-key'] !== undefined && options.sse !== 'aws:kms')
    throw invalid(name, 'kms-key needs sse=aws:kms');
  const path = decoded(name, url.pathname).replaceAll(/^\/+|\/+$/g, '');
  return {
    bucket: url.hostname,
    prefix: path === '' ? '' : `${path}/`,
    region: options.region,
    ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
    ...(accessKey !== undefined && { accessKey }),
    ...(secretKey !== undefined && { secretKey }),
    ...(options.sse !== undefined && { encryption: options.sse }),
    ...(options['kms-key'] !== undefined && { kmsKey: options['kms-key'] }),
  };
}

function optionsOf<Options extends z.ZodType>(
  name: string,
  url: URL,
  options: Options,
): z.infer<Options> {
  const parsed = options.safeParse(Object.fromEntries(url.searchParams));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(name, `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
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
