import { SherpaError } from '../../errors.ts';
import { placeOf, type S3Settings } from './s3-settings.ts';

export const statusOf = (error: unknown): number | null => {
  const metadata =
    error instanceof Error && '$metadata' in error
      ? (error.$metadata as { httpStatusCode?: number })
      : {};
  return metadata.httpStatusCode ?? null;
};

/** STORE_UNAVAILABLE where the storage is at fault; other errors as they are. The words never hold a key. */
export function readableError(error: unknown, settings: S3Settings): unknown {
  if (!(error instanceof Error) || error instanceof SherpaError) return error;
  const reason = reasonOf(error);
  if (reason === null) return error;
  return new SherpaError(
    'STORE_UNAVAILABLE',
    { reason: `${placeOf(settings)} ${reason}` },
    { cause: error },
  );
}

function reasonOf(error: Error): string | null {
  if (error.name === 'NoSuchBucket') return 'does not exist';
  if (error.name === 'CredentialsProviderError') return 'needs an access key, and none was found';
  const status = statusOf(error);
  // The answer to HEAD has no body that would tell more.
  if (status === 403) return 'refuses the access key, or what it is used for';
  if (status === 301) return 'is in another region';
  if (status !== null && status >= 500) return `answers with status ${status}`;
  if (error.name === 'TimeoutError') return 'does not answer in time';
  const code = 'code' in error ? String(error.code) : '';
  if (['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE'].includes(code))
    return `does not answer (${code})`;
  return null;
}
