import { S3Client } from '@aws-sdk/client-s3';
import type { S3Settings } from './s3-settings.ts';

/** A client of the storage that is meant, with a pace and patience of our own. */
export const connectS3 = (settings: S3Settings): S3Client =>
  new S3Client({
    region: settings.region,
    maxAttempts: 4,
    requestHandler: {
      connectionTimeout: 5000,
      // Of silence, not of the whole request.
      socketTimeout: 30_000,
    },
    // Others than AWS do not know the newer checksums, nor buckets as host names.
    ...(settings.endpoint !== undefined && {
      endpoint: settings.endpoint,
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED' as const,
      responseChecksumValidation: 'WHEN_REQUIRED' as const,
    }),
    ...(settings.accessKey !== undefined &&
      settings.secretKey !== undefined && {
        credentials: { accessKeyId: settings.accessKey, secretAccessKey: settings.secretKey },
      }),
  });
