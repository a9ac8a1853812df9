import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { SherpaError } from '@datasherpa/tools/errors';
import { z } from 'zod';
import { logLevels, type LogLevel } from './observability/log.ts';
import { orUnset, secretOf } from './setting-values.ts';
import { readStoreConfig, storeSettings, type StoreConfig } from './store-settings.ts';

const modelUrl = z
  .url({ protocol: /^https?$/, error: 'it is not an http or https address' })
  .refine(isBaseUrl, 'it has a query, a fragment, or a login that is not encoded');

/** Paths are added at its end, and its login is read. */
function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password, search, hash } = new URL(text);
  try {
    decodeURIComponent(username + password);
  } catch {
    return false;
  }
  return search === '' && hash === '';
}

const hosts = z
  .string()
  .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
  .refine(
    (names) =>
      names.every((name) => /^(?:\*\.)?[a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d{1,5})?$/.test(name)),
    'it is not a list of host names such as "logs.example.com,*.example.com:8080"',
  );

/** What can stand in a header. */
const key = z.string().regex(/^[\x21-\x7e]+$/, 'it has spaces or characters that no key has');

/** Not to be guessed. */
const adminKey = z
  .string()
  .regex(/^[\x21-\x7e]{32,200}$/, 'it has fewer than 32 characters, or spaces');

/** All settings. This file is the only reader of the environment. */
const settings = z.object({
  DATASHERPA_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address to listen on. Beyond loopback only with DATASHERPA_AUTH=keys.'),
  DATASHERPA_AUTH: z
    .enum(['none', 'keys'])
    .default('none')
    .describe(
      'Who may come in: `none` is everybody who reaches the loopback address, `keys` only who has a key.',
    ),
  DATASHERPA_ADMIN_KEY: orUnset(adminKey.optional()).describe(
    'The first key, with which others are made; at least 32 characters. Without it: `sherpa keys create` on the machine of the data.',
  ),
  DATASHERPA_ADMIN_KEY_FILE: orUnset(z.string().optional()).describe('File that holds it instead.'),
  DATASHERPA_METRICS_KEY: orUnset(adminKey.optional()).describe(
    'Key that opens `/metrics` and nothing else, for Prometheus; at least 32 characters. Without keys nobody needs it, with keys nobody reads them without it.',
  ),
  DATASHERPA_METRICS_KEY_FILE: orUnset(z.string().optional()).describe(
    'File that holds it instead.',
  ),
  DATASHERPA_LOG_LEVEL: orUnset(z.enum(logLevels).default('warn')).describe(
    'What a server writes to stderr, one JSON object a line: `off`, `error` (answers that failed on its side), `warn`, `info` (each request), `debug` (also those of probes).',
  ),
  DATASHERPA_TRACES_URL: orUnset(modelUrl.optional()).describe(
    'OpenTelemetry receiver that takes OTLP over HTTP: `http://collector:4318`; traces go to `/v1/traces` below it. Without it nothing of OpenTelemetry is loaded.',
  ),
  DATASHERPA_TRACES_KEY: orUnset(key.optional()).describe('Its key, sent as a bearer token.'),
  DATASHERPA_TRACES_KEY_FILE: orUnset(z.string().optional()).describe(
    'File that holds the key instead.',
  ),
  DATASHERPA_INGESTION: orUnset(z.enum(['on', 'off']).default('on')).describe(
    'Whether this process reads the files that were uploaded. `off` leaves that to other servers on the same database.',
  ),
  DATASHERPA_CORS_ORIGINS: orUnset(z.string().default('')).describe(
    'Pages of other addresses that may ask, separated by commas: `https://portal.example`.',
  ),
  DATASHERPA_TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('Proxies in front whose X-Forwarded-For is believed; counted from this server.'),
  DATASHERPA_REQUESTS_PER_KEY: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(600)
    .describe('Requests of one key in a minute, in this process.'),
  DATASHERPA_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(7171)
    .describe('Port of page and API; 0 takes a free one.'),
  DATASHERPA_DATA_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('Where uploads and databases are kept.'),
  DATASHERPA_MAX_UPLOAD_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(4 * 1024 ** 3)
    .describe('Bytes of one upload as sent.'),
  DATASHERPA_MAX_UNPACKED_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(16 * 1024 ** 3)
    .describe('Bytes of one file after unpacking.'),
  DATASHERPA_MAX_FILES: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(20_000)
    .describe('Files of one upload, those in archives too.'),
  DATASHERPA_URL_HOSTS: orUnset(hosts.default([])).describe(
    'Hosts whose addresses may be sent in place of files, separated by commas: `logs.example.com`, `history.example.com:18080`, `*.example.com` for all below it. Never private addresses.',
  ),
  DATASHERPA_URL_PRIVATE_HOSTS: orUnset(hosts.default([])).describe(
    'The same for hosts of the own network, such as a History Server: they may have private and loopback addresses, never link-local ones.',
  ),
  DATASHERPA_REDACT_ADDRESSES: z
    .enum(['on', 'off'])
    .default('off')
    .describe(
      '`on`: models see placeholders in the place of IP addresses too. By default they stay, since a failed connection is about them.',
    ),
  DATASHERPA_MODEL_URL: orUnset(modelUrl.optional()).describe(
    'Base URL of an OpenAI-compatible chat endpoint, with its version: `https://integrate.api.nvidia.com/v1`, or `http://127.0.0.1:8000/v1` for a NIM container. Without it answers are worded by rules.',
  ),
  DATASHERPA_MODEL_NAME: orUnset(
    z.string().default('nvidia/llama-3.1-nemotron-nano-8b-v1'),
  ).describe('Chat model, as its endpoint calls it.'),
  DATASHERPA_MODEL_KEY: orUnset(key.optional()).describe('Key of the chat endpoint.'),
  DATASHERPA_MODEL_KEY_FILE: orUnset(z.string().optional()).describe(
    'File that holds the key instead, as secrets of containers do.',
  ),
  DATASHERPA_MODEL_REQUESTS_PER_MINUTE: orUnset(
    z.coerce.number().int().min(1).max(100_000).default(40),
  ).describe(
    'Requests of this process in any 60 seconds to one endpoint. 40 is what hosted trial keys allow; raise it for a server of your own.',
  ),
  DATASHERPA_EMBEDDER_URL: orUnset(modelUrl.optional()).describe(
    'Base URL of an OpenAI-compatible embedding endpoint, with its version, for tools that declare the capability `embedder`.',
  ),
  DATASHERPA_EMBEDDER_NAME: orUnset(z.string().default('nvidia/nv-embedqa-e5-v5')).describe(
    'Embedding model, as its endpoint calls it.',
  ),
  DATASHERPA_EMBEDDER_DIMENSIONS: orUnset(
    z.coerce.number().int().min(1).max(65_536).default(1024),
  ).describe('Length of its vectors.'),
  DATASHERPA_EMBEDDER_KEY: orUnset(key.optional()).describe('Key of the embedding endpoint.'),
  DATASHERPA_EMBEDDER_KEY_FILE: orUnset(z.string().optional()).describe(
    'File that holds the key instead.',
  ),
  DATASHERPA_AIRFLOW_URL: orUnset(modelUrl.optional()).describe(
    'Address of a running Airflow, without `/api`, that `parse_airflow` may read: import errors, runs, task logs, sources. Nothing is written there.',
  ),
  DATASHERPA_AIRFLOW_TOKEN: orUnset(key.optional()).describe(
    'Its token; or a name and password below.',
  ),
  DATASHERPA_AIRFLOW_TOKEN_FILE: orUnset(z.string().optional()).describe(
    'File that holds the token instead.',
  ),
  DATASHERPA_AIRFLOW_USERNAME: orUnset(z.string().optional()).describe(
    'Name of a user that may read.',
  ),
  DATASHERPA_AIRFLOW_PASSWORD: orUnset(z.string().optional()).describe('Password of that user.'),
  DATASHERPA_AIRFLOW_PASSWORD_FILE: orUnset(z.string().optional()).describe(
    'File that holds the password instead.',
  ),
  ...storeSettings,
});

/** The settings as the reference shows them. */
export function settingRows(): { name: string; description: string; byDefault: string }[] {
  const { properties = {} } = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const { description = '', default: value } =
      typeof property === 'object' ? property : { default: undefined };
    return {
      name,
      description,
      byDefault: value === undefined ? '' : `\`${JSON.stringify(value).replaceAll('"', '')}\``,
    };
  });
}

/** Where a model is. */
interface ModelConfig {
  readonly baseUrl: string;
  readonly model: string;
  readonly key?: string;
}

/** A running Airflow. */
interface AirflowConfig {
  readonly baseUrl: string;
  readonly token?: string;
  readonly username?: string;
  readonly password?: string;
}

export interface Config extends StoreConfig {
  /** Whether requests need a key. */
  readonly needsKey: boolean;
  readonly adminKey: string | null;
  /** Opens `/metrics`. */
  readonly metricsKey: string | null;
  readonly logLevel: LogLevel;
  /** Where traces are sent; null: nowhere. */
  readonly traces: { readonly url: string; readonly key?: string } | null;
  /** Whether this process reads what was uploaded. */
  readonly ingests: boolean;
  /** Origins, as browsers send them. */
  readonly corsOrigins: readonly string[];
  readonly trustedProxies: number;
  /** In a minute. */
  readonly requestsPerKey: number;
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly maxUploadBytes: number;
  readonly maxUnpackedBytes: number;
  readonly maxFiles: number;
  /** Hosts whose addresses may be sent in place of files; none: no address is read. */
  readonly urlHosts: readonly string[];
  /** The same for hosts that may have private addresses. */
  readonly urlPrivateHosts: readonly string[];
  /** Models see no IP address either. */
  readonly redactAddresses: boolean;
  /** Null: answers are worded by rules. */
  readonly model: ModelConfig | null;
  /** Null: no Airflow is connected. */
  readonly airflow: AirflowConfig | null;
  /** Null: tools get no embedder. */
  readonly embedder: (ModelConfig & { readonly dimensions: number }) | null;
  /** To one model endpoint. */
  readonly requestsPerMinute: number;
}

const loopback = /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/;

/**
 * Reads the settings; `overrides` are those of the command line.
 * @throws CONFIG_INVALID naming the setting; also for an address beyond loopback, which would need a login.
 */
export function readConfig(overrides: Partial<Config> = {}): Config {
  const parsed = settings.safeParse(process.env);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new SherpaError('CONFIG_INVALID', {
      name: String(issue?.path[0]),
      reason: issue?.message ?? '',
    });
  }
  const read = parsed.data;
  const embedder = modelConfig('DATASHERPA_EMBEDDER', {
    url: read.DATASHERPA_EMBEDDER_URL,
    model: read.DATASHERPA_EMBEDDER_NAME,
    key: read.DATASHERPA_EMBEDDER_KEY,
    keyFile: read.DATASHERPA_EMBEDDER_KEY_FILE,
  });
  const config: Config = {
    host: read.DATASHERPA_HOST,
    port: read.DATASHERPA_PORT,
    dataDirectory: read.DATASHERPA_DATA_DIR ?? defaultDataDirectory(),
    needsKey: read.DATASHERPA_AUTH === 'keys',
    adminKey: ownKeyOf(
      'DATASHERPA_ADMIN_KEY',
      read.DATASHERPA_ADMIN_KEY,
      read.DATASHERPA_ADMIN_KEY_FILE,
    ),
    metricsKey: ownKeyOf(
      'DATASHERPA_METRICS_KEY',
      read.DATASHERPA_METRICS_KEY,
      read.DATASHERPA_METRICS_KEY_FILE,
    ),
    logLevel: read.DATASHERPA_LOG_LEVEL,
    traces: tracesConfig(read),
    ingests: read.DATASHERPA_INGESTION === 'on',
    corsOrigins: originsIn(read.DATASHERPA_CORS_ORIGINS),
    trustedProxies: read.DATASHERPA_TRUSTED_PROXIES,
    requestsPerKey: read.DATASHERPA_REQUESTS_PER_KEY,
    maxUploadBytes: read.DATASHERPA_MAX_UPLOAD_BYTES,
    maxUnpackedBytes: read.DATASHERPA_MAX_UNPACKED_BYTES,
    maxFiles: read.DATASHERPA_MAX_FILES,
    urlHosts: read.DATASHERPA_URL_HOSTS,
    urlPrivateHosts: read.DATASHERPA_URL_PRIVATE_HOSTS,
    redactAddresses: read.DATASHERPA_REDACT_ADDRESSES === 'on',
    model: modelConfig('DATASHERPA_MODEL', {
      url: read.DATASHERPA_MODEL_URL,
      model: read.DATASHERPA_MODEL_NAME,
      key: read.DATASHERPA_MODEL_KEY,
      keyFile: read.DATASHERPA_MODEL_KEY_FILE,
    }),
    embedder: embedder && { ...embedder, dimensions: read.DATASHERPA_EMBEDDER_DIMENSIONS },
    airflow: airflowConfig(read),
    requestsPerMinute: read.DATASHERPA_MODEL_REQUESTS_PER_MINUTE,
    ...readStoreConfig(read),
    ...overrides,
  };
  if (!loopback.test(config.host) && !config.needsKey)
    throw new SherpaError('CONFIG_INVALID', {
      name: 'DATASHERPA_HOST',
      reason: `"${config.host}" is not a loopback address, and without keys everybody who reaches it could read the logs; set DATASHERPA_AUTH=keys`,
    });
  if (!config.ingests && !config.database)
    throw new SherpaError('CONFIG_INVALID', {
      name: 'DATASHERPA_INGESTION',
      reason: 'without DATASHERPA_DATABASE_URL no other server knows of the files',
    });
  return config;
}

/** @throws CONFIG_INVALID where the file cannot be read or holds something else; never with the key. */
function ownKeyOf(
  name: string,
  given: string | undefined,
  file: string | undefined,
): string | null {
  const found = secretOf(name, given, file);
  if (found === undefined) return null;
  const read = adminKey.safeParse(found);
  if (!read.success)
    throw new SherpaError('CONFIG_INVALID', {
      name: `${name}_FILE`,
      reason: `"${file}" does not hold one key of at least 32 characters`,
    });
  return read.data;
}

/** @throws CONFIG_INVALID where one is no origin, such as an address with a path. */
function originsIn(text: string): string[] {
  const origins = text.split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]));
  for (const origin of origins)
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new SherpaError('CONFIG_INVALID', {
        name: 'DATASHERPA_CORS_ORIGINS',
        reason: `"${origin}" is no origin; it has a scheme, a host and perhaps a port, and nothing behind`,
      });
  return origins;
}

/**
 * The place that addresses name: a directory, or any of mysql:, http(s): (Qdrant) and s3:, with the secrets of the settings. What no address
 * names stays where it is.
 * @throws CONFIG_INVALID
 */
export function readTarget(
  config: Config,
  addresses: readonly string[],
): Pick<Config, 'dataDirectory' | 'database' | 'qdrant' | 'blobs'> {
  const secrets = settings.parse(process.env);
  const named = Map.groupBy(addresses, (address) => settingOf(address));
  for (const [name, list] of named)
    if (list.length > 1)
      throw new SherpaError('CONFIG_INVALID', {
        name: '--to',
        reason: `it names two of a kind (${name})`,
      });
  const directory = named.get('directory')?.[0];
  if (directory !== undefined) {
    if (named.size > 1)
      throw new SherpaError('CONFIG_INVALID', {
        name: '--to',
        reason: 'a directory takes everything; name it alone',
      });
    return { dataDirectory: resolve(directory), database: null, qdrant: null, blobs: null };
  }
  const read = readStoreConfig({
    ...secrets,
    DATASHERPA_DATABASE_REPLICA_URL: undefined,
    DATASHERPA_DATABASE_URL: named.get('DATASHERPA_DATABASE_URL')?.[0],
    DATASHERPA_QDRANT_URL: named.get('DATASHERPA_QDRANT_URL')?.[0],
    DATASHERPA_BLOBS_URL: named.get('DATASHERPA_BLOBS_URL')?.[0],
  });
  return {
    dataDirectory: config.dataDirectory,
    database: read.database ?? config.database,
    qdrant: read.qdrant ?? config.qdrant,
    blobs: read.blobs ?? config.blobs,
  };
}

const settingOf = (address: string) =>
  /^mysql:/i.test(address)
    ? 'DATASHERPA_DATABASE_URL'
    : /^https?:/i.test(address)
      ? 'DATASHERPA_QDRANT_URL'
      : /^s3:/i.test(address)
        ? 'DATASHERPA_BLOBS_URL'
        : 'directory';

const defaultDataDirectory = (): string =>
  join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'datasherpa');

/** @throws CONFIG_INVALID where a file cannot be read. */
function airflowConfig(read: z.output<typeof settings>): AirflowConfig | null {
  if (read.DATASHERPA_AIRFLOW_URL === undefined) return null;
  const token = secretOf(
    'DATASHERPA_AIRFLOW_TOKEN',
    read.DATASHERPA_AIRFLOW_TOKEN,
    read.DATASHERPA_AIRFLOW_TOKEN_FILE,
  );
  const password = secretOf(
    'DATASHERPA_AIRFLOW_PASSWORD',
    read.DATASHERPA_AIRFLOW_PASSWORD,
    read.DATASHERPA_AIRFLOW_PASSWORD_FILE,
  );
  const username = read.DATASHERPA_AIRFLOW_USERNAME;
  return {
    baseUrl: read.DATASHERPA_AIRFLOW_URL,
    ...(token !== undefined && { token }),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
  };
}

function tracesConfig(read: z.infer<typeof settings>): Config['traces'] {
  if (read.DATASHERPA_TRACES_URL === undefined) return null;
  const found = secretOf(
    'DATASHERPA_TRACES_KEY',
    read.DATASHERPA_TRACES_KEY,
    read.DATASHERPA_TRACES_KEY_FILE,
  );
  return { url: read.DATASHERPA_TRACES_URL, ...(found !== undefined && { key: found }) };
}

/** @throws CONFIG_INVALID naming the setting of the key; never with the key. */
function modelConfig(
  prefix: string,
  given: {
    url?: string | undefined;
    model: string;
    key?: string | undefined;
    keyFile?: string | undefined;
  },
): ModelConfig | null {
  if (given.url === undefined) return null;
  const found = secretOf(`${prefix}_KEY`, given.key, given.keyFile);
  if (found !== undefined && !key.safeParse(found).success)
    throw new SherpaError('CONFIG_INVALID', {
      name: `${prefix}_KEY_FILE`,
      reason: `"${given.keyFile}" does not hold one key`,
    });
  return {
    baseUrl: given.url,
    model: given.model,
    ...(found !== undefined && { key: found }),
  };
}
