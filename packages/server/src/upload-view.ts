import type { FileRecord, Stores, UploadRecord } from '@datasherpa/tools/ports';
import { catalogue, SherpaError, type ErrorCode } from '@datasherpa/tools/errors';
import { orderRotated, parseDigest, type Rotation } from '@datasherpa/tools/ingestion';
import type { FileProblem, FileView, UploadView } from './client.ts';
import { paceOf } from './pace-of.ts';

/** An upload with its files as REST shows it. */
export async function uploadView(stores: Stores, upload: UploadRecord): Promise<UploadView> {
  const files = await stores.metadata.files.listByUpload(upload.id);
  return {
    id: upload.id,
    status: upload.status,
    createdAt: upload.createdAt,
    problem: problemOf(upload.error),
    files: await Promise.all(
      orderRotated(files).map(({ file, rotation }) => fileView(stores, file, rotation)),
    ),
  };
}

const problemOf = (error: FileRecord['error']): FileProblem | null => {
  if (!error) return null;
  const code = (error.code in catalogue ? error.code : 'INTERNAL') as ErrorCode;
  return { code, message: error.message, hint: catalogue[code].hint };
};

/** Why a file cannot be searched, or only in part. */
export const problemOfFile = ({ status, name, error }: FileRecord): FileProblem | null =>
  problemOf(status === 'cancelled' ? new SherpaError('FILE_CANCELLED', { name }) : error);

async function fileView(
  stores: Stores,
  file: FileRecord,
  rotation: Rotation | null,
): Promise<FileView> {
  // Of another file with its content.
  const digest = file.status === 'cancelled' ? null : parseDigest(file.digest);
  const job = file.status === 'ingesting' ? await stores.queue.get(file.id) : null;
  return {
    id: file.id,
    uploadId: file.uploadId,
    name: file.name,
    status: file.status,
    sha256: file.sha256,
    bytes: file.bytes,
    receivedBytes: file.receivedBytes,
    duplicateOf: file.duplicateOf,
    rotation,
    problem: problemOfFile(file),
    progress: job?.progress
      ? { ...job.progress, etaMs: paceOf(job, file.bytes, Date.now()).etaMs }
      : null,
    digest: digest && {
      format: digest.report.format,
      formatConfidence: digest.report.formatConfidence,
      formatGiven: digest.report.formatGiven,
      lines: digest.report.lines,
      events: digest.report.events,
      templates: digest.templates,
      levels: digest.levels,
      firstTime: digest.firstTime,
      lastTime: digest.lastTime,
      degraded: digest.degraded,
    },
  };
}
