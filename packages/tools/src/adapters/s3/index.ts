export { openS3BlobStore } from './s3-blob-store.ts';
export { openS3Objects } from './open-s3-objects.ts';
export type { S3Settings } from './s3-settings.ts';
