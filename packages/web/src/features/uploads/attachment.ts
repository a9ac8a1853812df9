import type { FileProblem, FileView, UploadView } from '@datasherpa/server/client';
import { RequestFailed } from '../../api/request.ts';
import { formatCount } from '../../components/ui/format.ts';

/** Files on their way to the server, or there: one chip at the composer. */
export interface Attachment {
  readonly key: string;
  /** One name, or `3 files`. */
  readonly name: string;
  readonly bytes: number;
  readonly state: 'sending' | 'reading' | 'ready' | 'failed';
  /** 0..1 of the state. */
  readonly fraction: number;
  /** Milliseconds until it is read, at the rate of the file that is read now; null where that is not known. */
  readonly etaMs: number | null;
  readonly uploadId: string | null;
  /** Exactly these files were there already. */
  readonly isKnown: boolean;
  readonly failure: RequestFailed | null;
  /** Files that could not be read, or only in part; the others can be asked about. */
  readonly problems: readonly { readonly name: string; readonly problem: FileProblem }[];
}

export const nameOfFiles = (names: readonly string[]): string =>
  names.length === 1 ? names[0]! : `${formatCount(names.length)} files`;

/** What an upload says about itself, as a chip shows it. */
export function readingOf(
  upload: UploadView,
): Pick<
  Attachment,
  'uploadId' | 'bytes' | 'state' | 'fraction' | 'etaMs' | 'failure' | 'problems'
> {
  const { files } = upload;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const left = files.reduce((sum, file) => sum + bytesLeft(file), 0);
  const measured = files.find(({ progress }) => progress?.etaMs);
  const etaMs = measured?.progress?.etaMs ?? null;
  return {
    uploadId: upload.id,
    bytes,
    state: upload.status === 'failed' ? 'failed' : upload.status === 'ready' ? 'ready' : 'reading',
    fraction: bytes > 0 ? 1 - left / bytes : 0,
    etaMs: measured && etaMs !== null ? (etaMs * left) / bytesLeft(measured) : null,
    failure: upload.status === 'failed' ? failureOfUpload(upload) : null,
    problems: files.flatMap(({ name, problem }) => (problem ? [{ name, problem }] : [])),
  };
}

const bytesLeft = ({ status, bytes, progress }: FileView): number =>
  status === 'stored' || status === 'ingesting' ? bytes * (1 - (progress?.fraction ?? 0)) : 0;

const failureOfUpload = ({ problem, files }: UploadView): RequestFailed => {
  const why = problem ?? files.find((file) => file.problem)?.problem;
  return new RequestFailed(
    why?.message ?? 'The files could not be read.',
    why?.hint ?? 'Send them again.',
    why?.code ?? 'INTERNAL',
  );
};
