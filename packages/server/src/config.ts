import { homedir } from 'node:os';
import { join } from 'node:path';
import { SherpaError } from '@datasherpa/tools/errors';
import { z } from 'zod';

/** All settings. This file is the only reader of the environment. */
const schema = z.object({
  DATASHERPA_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address to listen on. Only loopback, because there is no login.'),
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
    .max(10_000)
    .default(500)
    .describe('Files of one upload.'),
});

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly maxUploadBytes: number;
  readonly maxUnpackedBytes: number;
  readonly maxFiles: number;
}

const loopback = /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/;

/**
 * Reads the settings; `overrides` are those of the command line.
 * @throws CONFIG_INVALID naming the setting; also for an address beyond loopback, which would need a login.
 */
export function readConfig(overrides: Partial<Config> = {}): Config {
  const parsed = schema.safeParse(process.env);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new SherpaError('CONFIG_INVALID', {
      name: String(issue?.path[0]),
      reason: issue?.message ?? '',
    });
  }
  const read = parsed.data;
  const config: Config = {
    host: read.DATASHERPA_HOST,
    port: read.DATASHERPA_PORT,
    dataDirectory: read.DATASHERPA_DATA_DIR ?? defaultDataDirectory(),
    maxUploadBytes: read.DATASHERPA_MAX_UPLOAD_BYTES,
    maxUnpackedBytes: read.DATASHERPA_MAX_UNPACKED_BYTES,
    maxFiles: read.DATASHERPA_MAX_FILES,
    ...overrides,
  };
  if (!loopback.test(config.host))
    throw new SherpaError('CONFIG_INVALID', {
      name: 'DATASHERPA_HOST',
      reason: `"${config.host}" is not a loopback address, and without a login everybody who reaches it could read the logs`,
    });
  return config;
}

const defaultDataDirectory = (): string =>
  join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'datasherpa');
