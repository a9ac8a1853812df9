export { openS3BlobStore } from './s3-blob-store.ts';
export type { S3Settings } from './s3-settings.ts';
