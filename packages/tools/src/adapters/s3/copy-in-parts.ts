import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCopyCommand,
  type CopyObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';

/** What S3 copies in one request: https://docs.aws.amazon.com/AmazonS3/latest/userguide/copy-object.html */
export const maxCopyBytes = 5 * 1024 ** 3;
const copyPartBytes = 1024 ** 3;

/** Copies an object that is too large for one request. Nothing is left where that fails. */
export async function copyInParts(
  client: S3Client,
  { CopySource, ...target }: CopyObjectCommandInput,
  bytes: number,
  eachBytes = copyPartBytes,
): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  const upload = { Bucket: target.Bucket, Key: target.Key, UploadId };
  try {
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    for (let from = 0; from < bytes; from += eachBytes) {
      const PartNumber = Parts.length + 1;
      const { CopyPartResult } = await client.send(
        new UploadPartCopyCommand({
          ...upload,
          PartNumber,
          CopySource,
          CopySourceRange: `bytes=${from}-${Math.min(from + eachBytes, bytes) - 1}`,
        }),
      );
      Parts.push({ PartNumber, ETag: CopyPartResult?.ETag });
    }
    await client.send(
      new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }),
    );
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
    throw error;
  }
}
